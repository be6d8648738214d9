import KernelSockets

func encodeFrame(_ count: Int, isFD: Bool) throws -> Duration {
  var data = [UInt8](0..<(isFD ? 64 : 8))
  let watch = Stopwatch()
  for number in 0..<count {
    barrier(&data)
    try CANFrame(UInt32(truncatingIfNeeded: number) & 0x7FF, data: data, isFD: isFD).withBytes { barrier($0) }
  }
  return watch.time
}

func decodeFrame(_ count: Int, isFD: Bool) throws -> Duration {
  let bytes = try CANFrame(0x123, data: [UInt8](0..<(isFD ? 64 : 8)), isFD: isFD).bytes
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(bytes.span.bytes)
    var frame = CANFrame(reading: bytes.span.bytes)
    check(frame?.identifier == 0x123)
    barrier(&frame)
  }
  return watch.time
}
