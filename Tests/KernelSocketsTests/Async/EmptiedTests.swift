import KernelSockets
import Testing

@Suite("A TCP socket that was emptied is not asked in vain", .timeLimit(.minutes(10)))
struct EmptiedTests {
  private let client: Socket
  private let server: Socket

  init() throws {
    (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    for socket in [client, server] { try socket.setMode(.nonBlocking) }
  }

  /// Has the server wait, and the client do something then. Returns what the server receives.
  private func received(flags: MessageFlags = [], after body: () throws -> Void) async throws -> [UInt8]? {
    async let bytes = server.receive(upTo: 100, flags: flags)
    try await pause()
    try body()
    return try await bytes
  }

  private func next() async throws -> [UInt8]? { try await server.receive(upTo: 100) }

  @Test("each of many requests comes, and the answer to it")
  func requests() async throws {
    async let answers: Void = {
      while let request = try await server.receive(upTo: 100), !request.isEmpty { try await server.sendAll(request) }
    }()
    for number in 0..<2000 {
      let request = [UInt8](repeating: UInt8(number % 256), count: 1 + number % 99)
      try await client.sendAll(request)
      #expect(try await client.awaitExactly(request.count) == request)
    }
    try client.shutdown(.writing)
    try await answers
  }

  @Test("what was longer than the buffer comes at once", arguments: [100, 101, 150, 200, 201])
  func longer(count: Int) async throws {
    let bytes = (0..<count).map { UInt8($0) }
    let first = try #require(try await received { try client.sendAll(bytes) })
    let rest = try await server.awaitExactly(count - first.count)
    #expect(first + rest == bytes)
  }

  @Test("an end that came with the last bytes comes after them", arguments: [false, true])
  func end(isReset: Bool) async throws {
    #expect(try await received { try client.sendAll([1]) } == [1])
    let last = try await received {
      try client.sendAll([2])
      if isReset { try client.setOption(.SO_LINGER, Linux.linger(l_onoff: 1, l_linger: 0)) }
      try client.close()
    }
    #expect(last == [2])
    guard isReset else {
      #expect(try await next() == [])
      return
    }
    #expect(await awaitedFailure { _ = try await next() }?.errno == .connectionReset)
  }

  @Test("bytes behind the urgent one come after those before it")
  func urgent() async throws {
    let first = try await received {
      try client.sendAll("ab".utf8)
      try client.sendAll("!".utf8, flags: .MSG_OOB)
      try client.sendAll("cd".utf8)
    }
    #expect(first == Array("ab".utf8))
    #expect(try await next() == Array("cd".utf8))
  }

  @Test("bytes that were only looked at come again")
  func peek() async throws {
    #expect(try await received { try client.sendAll([1]) } == [1])
    #expect(try await received(flags: .MSG_PEEK) { try client.sendAll([2]) } == [2])
    #expect(try await next() == [2])
  }
}
