import Foundation
import KernelSockets
import Testing

@Suite("Awaited calls: whatever memory the bytes are in")
struct AwaitMemoryTests {
  /// Two datagram sockets, of which the second is told who sends.
  private static func pair() throws -> (Socket, Socket) {
    let (left, right) = try Socket.awaitedPair(.datagram)
    try right.setOption(.SO_PASSCRED, true)
    return (left, right)
  }

  /// What `receive` says of a message, and what it filled. At first it has to wait, and once more in vain.
  private static func received(
    _ message: [UInt8], by receive: @escaping @Sendable (Socket, Duration) async throws -> (Socket.Message?, [[UInt8]])
  ) async throws -> (message: Socket.Message, buffers: [[UInt8]]) {
    let (left, right) = try pair()
    let task = Task { try await receive(right, .patience) }
    try await pause()
    try await left.sendMessage(message)
    let (received, buffers) = try await task.value
    #expect(await awaitedFailure { _ = try await receive(right, .milliseconds(5)) }?.cause == .timedOut)
    return (try #require(received), buffers)
  }

  @Test("a message is received into a span, beyond which nothing changes")
  func span() async throws {
    let (message, buffers) = try await Self.received([1, 2, 3]) { socket, timeout in
      var bytes: [UInt8] = [9, 9, 9, 9, 9]
      let control = ControlBuffer(capacity: ControlBuffer.space(for: Linux.ucred.size))
      var span = bytes.mutableSpan
      var raw = unsafe span.mutableBytes
      let message = try await socket.receiveMessage(into: &raw, control: control, timeout: timeout)
      #expect(control.first(.credentials)?.pid == getpid())
      return (message, [bytes])
    }
    #expect(message.byteCount == 3 && message.flags.isEmpty)
    #expect(buffers == [[1, 2, 3, 9, 9]])
  }

  @Test("a message fills two spans in turn")
  func twoSpans() async throws {
    let (message, buffers) = try await Self.received([1, 2, 3, 4, 5, 6]) { socket, timeout in
      var (header, body): ([UInt8], [UInt8]) = ([9, 9], [9, 9, 9])
      let control = ControlBuffer(capacity: ControlBuffer.space(for: Linux.ucred.size))
      let message: Socket.Message?
      do {
        var headerSpan = header.mutableSpan
        var bodySpan = body.mutableSpan
        var headerBytes = unsafe headerSpan.mutableBytes
        var bodyBytes = unsafe bodySpan.mutableBytes
        message = try await socket.receiveMessage(
          into: &headerBytes, and: &bodyBytes, control: control, flags: .MSG_TRUNC, timeout: timeout)
      }
      #expect(control.first(.credentials)?.uid == getuid())
      return (message, [header, body])
    }
    #expect(message.isTruncated && message.byteCount == 5 && message.messageLength == 6)
    #expect(buffers == [[1, 2], [3, 4, 5]])
  }

  @Test("a message fills several arrays in turn")
  func arrays() async throws {
    let (message, buffers) = try await Self.received([1, 2, 3, 4]) { socket, timeout in
      var buffers: [[UInt8]] = [[9], [], [9, 9], [9, 9]]
      let control = ControlBuffer(capacity: ControlBuffer.space(for: Linux.ucred.size))
      let message = try await socket.receiveMessage(into: &buffers, control: control, timeout: timeout)
      #expect(control.first(.credentials)?.pid == getpid())
      return (message, buffers)
    }
    #expect(message.byteCount == 4 && !message.isTruncated)
    #expect(buffers == [[1], [], [2, 3], [4, 9]])
  }

  @Test("a message is received over an array, whose count does not change")
  func array() async throws {
    let (message, buffers) = try await Self.received([1, 2, 3]) { socket, timeout in
      var bytes: [UInt8] = [9, 9]
      let message = try await socket.receiveMessage(into: &bytes, timeout: timeout)
      return (message, [bytes])
    }
    #expect(message.isTruncated && message.byteCount == 2)
    // For the credentials there was no room.
    #expect(message.isControlTruncated)
    #expect(buffers == [[1, 2]])
  }

  @Test("a message and its sender, into a span and over an array")
  func senders() async throws {
    let (left, right) = (try Socket(.inet, .datagram), try Socket(.inet, .datagram))
    for socket in [left, right] { try socket.bind(to: .inet(.loopback, port: 0)) }
    let task = Task {
      var (first, second): ([UInt8], [UInt8]) = ([9, 9, 9], [9])
      let sender: SocketAddress?
      do {
        var span = first.mutableSpan
        var raw = unsafe span.mutableBytes
        sender = try await right.receiveFrom(into: &raw, timeout: .patience)?.address
      }
      let message = try await right.receiveFrom(into: &second, flags: .MSG_TRUNC, timeout: .patience)
      return (first, second, sender, message)
    }
    try await pause()
    try await left.send([1, 2], to: right.localAddress)
    try await pause()
    try await left.send([3, 4], to: right.localAddress)
    let (first, second, sender, message) = try await task.value
    #expect(first == [1, 2, 9] && second == [3])
    #expect(try sender == left.localAddress)
    #expect(try message?.address == left.localAddress)
    #expect(message?.messageLength == 2 && message?.byteCount == 1)
  }

  @Test("bytes of spans and of parts of arrays go out, and wait for room")
  func sending() async throws {
    let (left, right) = try Socket.awaitedPair()
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    let sending = Task {
      #expect(try await left.send(bytes[0..<10]) == 10)
      let rest = bytes[10...]
      try await left.sendAll(unsafe rest.span.bytes, timeout: .patience)
      try left.close()
    }
    var received: [UInt8] = []
    while true {
      var piece = [UInt8](repeating: 0, count: 65_536)
      let count: Int?
      do {
        var span = piece.mutableSpan
        var raw = unsafe span.mutableBytes
        count = try await right.receive(into: &raw, timeout: .patience)
      }
      guard let count, count > 0 else { break }
      received += piece[..<count]
    }
    try await sending.value
    #expect(received == bytes)
  }

  @Test("a connection is accepted without its address")
  func anonymous() async throws {
    let listener = try Socket.awaitedListener()
    let task = Task { try await listener.acceptAnonymous(timeout: .patience) }
    try await pause()
    let client = try await Socket.connect(to: listener.localAddress)
    let connection = try await task.value
    #expect(connection.mode == .nonBlocking)
    #expect(try connection.remoteAddress == client.localAddress)
    let late = await awaitedFailure { _ = try await listener.acceptAnonymous(timeout: .milliseconds(5)) }
    #expect(late?.cause == .timedOut)
  }
}
