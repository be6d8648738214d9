import Foundation
import KernelSockets

func requestAndReply(_ count: Int) throws -> Duration {
  let (client, server) = try connectedPair()
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  let watch = Stopwatch()
  for _ in 0..<count {
    check(try client.send(bytes) == 64)
    check(try server.receive(into: &buffer) == 64)
    check(try server.send(bytes) == 64)
    check(try client.receive(into: &buffer) == 64)
  }
  return watch.time
}

/// A connection's whole life.
func connectAndClose(_ count: Int) throws -> Duration {
  let listener = try Socket.listen(at: .inet(.loopback, port: 0))
  let address = try listener.localAddress
  let watch = Stopwatch()
  for _ in 0..<count {
    let client = try Socket(.inet, .stream)
    try client.connect(to: address)
    let (connection, peer) = try listener.accept()
    check(peer.family == .inet)
    try client.close()
    try connection.close()
  }
  return watch.time
}

/// A pair with room for 64 KiB between its ends.
private func roomyPair() throws -> (Socket, Socket) {
  let (left, right) = try connectedPair()
  try left.setOption(.SO_SNDBUF, 1 << 20)
  try right.setOption(.SO_RCVBUF, 1 << 20)
  return (left, right)
}

private func receiveAll(_ socket: Socket, _ buffer: inout [UInt8]) throws {
  var left = buffer.count
  while left > 0 {
    guard let count = try socket.receive(into: &buffer), count > 0 else { fatalError("the end") }
    left -= count
  }
}

func streamTCP(_ count: Int) throws -> Duration {
  let (left, right) = try roomyPair()
  let bytes = [UInt8](repeating: 1, count: 65536)
  var buffer = bytes
  let watch = Stopwatch()
  for _ in 0..<count {
    check(try left.send(bytes) == 65536)
    try receiveAll(right, &buffer)
  }
  return watch.time
}

func sendFile(_ count: Int) throws -> Duration {
  let (left, right) = try roomyPair()
  var buffer = [UInt8](repeating: 1, count: 65536)
  let path = "/dev/shm/workloads-\(ProcessInfo.processInfo.processIdentifier)"
  let file = try FileDescriptor.open(
    path, .readWrite, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
  unlink(path)
  try file.writeAll(buffer)
  let watch = Stopwatch()
  for _ in 0..<count {
    check(try left.sendFile(file, from: 0, count: 65536) == 65536)
    try receiveAll(right, &buffer)
  }
  return watch.time
}

func transfer(_ type: SocketType, _ count: Int) throws -> Duration {
  let (left, right) = try Socket.pair(.unix, type)
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  let watch = Stopwatch()
  for _ in 0..<count {
    check(try left.send(bytes) == 64)
    check(try right.receive(into: &buffer) == 64)
  }
  return watch.time
}

func receiveNewArray(_ count: Int) throws -> Duration {
  let (left, right) = try Socket.pair()
  let bytes = [UInt8](repeating: 1, count: 64)
  let watch = Stopwatch()
  for _ in 0..<count {
    check(try left.send(bytes) == 64)
    check(try right.receive(upTo: 128).count == 64)
  }
  return watch.time
}

func setOption(_ count: Int) throws -> Duration {
  let socket = try Socket(.inet, .stream)
  var value = false
  let watch = Stopwatch()
  for _ in 0..<count {
    try socket.setOption(.TCP_NODELAY, value)
    value.toggle()
  }
  return watch.time
}

func getOption(_ count: Int) throws -> Duration {
  let socket = try Socket(.inet, .stream)
  let watch = Stopwatch()
  for _ in 0..<count { check(try socket.option(.TCP_NODELAY) == false) }
  return watch.time
}
