import KernelSockets
import Testing

@Suite("Sequences of connections and messages")
struct SequenceTests {
  @Test("a server takes connections as they come, until it is cancelled")
  func connections() async throws {
    let listener = try Socket.awaitedListener()
    let address = try listener.localAddress
    let server = Task {
      try await withThrowingDiscardingTaskGroup { group in
        for try await (connection, _) in listener.connections() {
          group.addTask { try await connection.sendAll(try await connection.receive(upTo: 10)!) }
        }
      }
    }
    for number in 0..<5 as Range<UInt8> {
      let client = try await Socket.connect(to: address)
      try await client.sendAll([number])
      #expect(try await client.receive(upTo: 10) == [number])
    }
    server.cancel()
    guard case .failure(let error) = await server.result else {
      Issue.record("the server ended without an error")
      return
    }
    #expect((error as? SocketError)?.cause == .cancelled)
  }

  @Test("messages come in order, empty ones too; those of a connection end with it")
  func messages() async throws {
    let (left, right) = try Socket.awaitedPair(.datagram)
    for bytes in [[1], [], [2, 3]] as [[UInt8]] { try await left.sendAll(bytes) }
    var received: [[UInt8]] = []
    for try await (bytes, message) in right.messages(upTo: 1) {
      received.append(bytes)
      if message.isTruncated { break }
    }
    #expect(received == [[1], [], [2]])

    let (packets, other) = try Socket.awaitedPair(.sequentialPacket)
    let reading = Task {
      var count = 0
      for try await _ in other.messages(upTo: 100) { count += 1 }
      return count
    }
    for _ in 0..<3 { try await packets.sendAll([1]) }
    try packets.close()
    #expect(try await reading.value == 3)
  }

  @Test("what a loop throws is a SocketError, by its type; time is up, the socket closes, the task is cancelled")
  func errors() async throws {
    let (left, right) = try Socket.awaitedPair(.datagram)
    func cause(_ messages: Arrivals<(bytes: [UInt8], message: Socket.Message)>) async -> SocketError.Cause? {
      do throws(SocketError) {
        for try await _ in messages {}
        return nil
      } catch {
        return error.cause
      }
    }
    #expect(await cause(right.messages(upTo: 1, timeout: .milliseconds(5))) == .timedOut)
    #expect(await cause(right.messages(upTo: 1, until: .now)) == .timedOut)
    #expect(await cause(right.messages(upTo: 1, timeout: .milliseconds(-5))) == .negativeTimeout)
    let cancelled = Task { await cause(right.messages(upTo: 1)) }
    try await pause()
    cancelled.cancel()
    #expect(await cancelled.value == .cancelled)
    let closed = Task { await cause(right.messages(upTo: 1)) }
    try await pause()
    try right.close()
    #expect(await closed.value == .closed)
    withExtendedLifetime(left) {}
  }

  @Test("a loop takes nothing from the kernel that it does not ask for")
  func pull() async throws {
    let (left, right) = try Socket.awaitedPair(.datagram)
    for number in 0..<4 as Range<UInt8> { try await left.sendAll([number]) }
    let messages = right.messages(upTo: 1)
    for try await (bytes, _) in messages where bytes == [1] { break }
    #expect(try await right.receive(upTo: 1) == [2])
    for try await (bytes, _) in messages {
      #expect(bytes == [3])
      break
    }
  }

  @Test("a loop in an actor stays there")
  @MainActor
  func isolation() async throws {
    let (left, right) = try Socket.awaitedPair(.datagram)
    try await left.sendAll([1])
    var count = 0
    for try await _ in right.messages(upTo: 10) {
      MainActor.assertIsolated()
      count += 1
      if count == 2 { break }
      try await left.sendAll([2])
    }
    #expect(count == 2)
  }
}
