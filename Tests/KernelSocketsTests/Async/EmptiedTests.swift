import Foundation
import KernelSockets
import TestSupport
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

  @Test("pieces of any size come at any time, whoever receives them, and the end after them")
  func pieces() async throws {
    // STREAMS sets another number, SEED the first of them.
    let environment = ProcessInfo.processInfo.environment
    let count = environment["STREAMS"].flatMap(UInt64.init) ?? 200
    let first = environment["SEED"].flatMap(UInt64.init) ?? 1
    for seed in first..<first + count { try await Stream(seed: seed).run() }
  }
}

/// One writer, and up to three readers, who see the end each.
private struct Stream {
  let seed: UInt64

  func run() async throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    for socket in [client, server] { try socket.setMode(.nonBlocking) }
    var random = SplitMix(state: seed)
    let readers = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      var buffer = [UInt8](repeating: 0, count: Int.random(in: 1...300, using: &random))
      return Task {
        var received = 0
        while let count = try await server.receive(into: &buffer), count > 0 { received += count }
        return received
      }
    }
    var sent = 0
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      let piece = [UInt8](repeating: 1, count: Int.random(in: 1...300, using: &random))
      try await client.sendAll(piece)
      sent += piece.count
      for _ in 0..<Int.random(in: 0...3, using: &random) { await Task.yield() }
      guard Bool.random(using: &random) else { continue }
      try await Task.sleep(for: .microseconds(Int.random(in: 0...200, using: &random)))
    }
    try client.close()
    var received = 0
    for reader in readers { received += try await reader.value }
    #expect(received == sent, "seed \(seed)")
  }
}
