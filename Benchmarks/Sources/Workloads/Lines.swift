import KernelSockets

/// Lines of 63 bytes and a line feed, 256 at a time.
private let text = (0..<256 * 64).map { $0 % 64 == 63 ? UInt8(ascii: "\n") : UInt8(ascii: "a") + UInt8($0 % 26) }

func readLines(_ count: Int) throws -> Duration {
  let (left, right) = try Socket.pair()
  let reader = try right.makeReader()
  let watch = Stopwatch()
  for _ in 0..<count / 256 {
    try left.sendAll(text)
    for _ in 0..<256 { check(try reader.withLine { line in line.count } == 63) }
  }
  return watch.time
}

func readTextLines(_ count: Int) throws -> Duration {
  let (left, right) = try Socket.pair()
  let reader = try right.makeTextReader()
  let watch = Stopwatch()
  for _ in 0..<count / 256 {
    try left.sendAll(text)
    for _ in 0..<256 { check(try reader.readLine()?.utf8.count == 63) }
  }
  return watch.time
}
