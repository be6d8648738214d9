import KernelSockets

func transferAwaited(_ count: Int) async throws {
  let (left, right) = try Socket.pair(mode: .nonBlocking)
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    check(try await left.send(bytes) == 64)
    check(try await right.receive(into: &buffer) == 64)
  }
}
