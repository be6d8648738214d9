import Glibc
import KernelSockets
import Testing

@Suite("Peers that reset, stall, or send one byte at a time")
struct PeerTests {
  /// A connection over TCP whose peer is reset when it closes.
  private func resettingPair() throws -> (client: Socket, server: Socket) {
    let pair = try connectedPair(at: .inet(.loopback, port: 0))
    try pair.server.setOption(.SO_LINGER, Linux.linger(l_onoff: 1, l_linger: 0))
    return pair
  }

  static let receiving: [@Sendable (Socket) throws -> Void] = [
    { _ = try $0.receive(upTo: 9) }, { _ = try $0.receiveMessage(upTo: 9) },
    { _ = try $0.receive(upTo: 9, flags: .MSG_WAITALL) }, { _ = try $0.makeReader().readLine() },
    { _ = try $0.makeTextReader().readToEnd() },
    { socket in
      let (target, peer) = try Socket.pair()
      defer { withExtendedLifetime(peer) {} }
      _ = try Splice(from: socket, to: target).move()
    },
  ]

  @Test("a reset ends a call that waits for bytes", arguments: receiving.indices)
  func resetWhileReceiving(index: Int) throws {
    let (client, server) = try resettingPair()
    let waiting = Running { failure { try Self.receiving[index](client) } }
    pause(30)
    try server.close()
    #expect(try waiting.value()?.errno == .connectionReset)
  }

  static let sending: [@Sendable (Socket, [UInt8]) throws -> Void] = [
    { try $0.sendAll($1) },
    { socket, bytes in while true { _ = try socket.send(bytes) } },
    { socket, bytes in while true { _ = try socket.sendMessage([bytes, bytes]) } },
    { socket, bytes in
      let writer = try socket.makeWriter()
      while true { try writer.write(bytes) }
    },
    { socket, _ in
      let file = try unsafe FileDescriptor.open("/proc/self/exe", .readOnly)
      defer { try? file.close() }
      while true { try socket.sendFile(file, from: 0) }
    },
  ]

  @Test("a reset ends a call that waits for room, and the bytes that went out are told", arguments: sending.indices)
  func resetWhileSending(index: Int) throws {
    let (client, server) = try resettingPair()
    let bytes = [UInt8](repeating: 1, count: 20_000_000)
    let waiting = Running { failure { try Self.sending[index](client, bytes) } }
    #expect(try server.receive(upTo: 1).count == 1)
    pause(30)
    try server.close()
    let error = try #require(try waiting.value())
    #expect(error.errno == .connectionReset || error.errno == .brokenPipe, "\(error)")
    if index == 0 { #expect(error.bytesSent > 0) }
  }

  @Test("bytes that come one at a time make the same lines, texts, arrays and messages", arguments: [true, false])
  func oneByteAtATime(isTCP: Bool) throws {
    let lines = ["first line", "", "zwölf 🎉", "last"]
    let text = Array(lines.map { $0 + "\n" }.joined().utf8)
    let readings: [(String, @Sendable (Socket) throws -> [UInt8])] = [
      ("receive", { try $0.receiveExactly(text.count) }),
      ("receive, all", { try $0.receive(upTo: text.count, flags: .MSG_WAITALL) }),
      ("exactly", { try $0.makeReader().readExactly(text.count) }),
      (
        "lines",
        { socket in
          let reader = try socket.makeReader()
          return try lines.flatMap { _ in try reader.readLine(strippingNewline: false) ?? [] }
        }
      ),
      (
        "lines of text",
        { socket in
          let reader = try socket.makeTextReader()
          return try lines.flatMap { _ in Array((try reader.readLine() ?? "").utf8) + [10] }
        }
      ),
      (
        "splice",
        { socket in
          let (target, peer) = try Socket.pair()
          let splice = try Splice(from: socket, to: target)
          var moved = 0
          while moved < text.count { moved += try splice.move(upTo: text.count - moved) ?? 0 }
          return try peer.receiveExactly(text.count)
        }
      ),
    ]
    for (name, read) in readings {
      let (client, server) = try connectedPair(at: isTCP ? .inet(.loopback, port: 0) : .unixUnnamed)
      if isTCP { try server.setOption(.TCP_NODELAY, true) }
      let reading = Running { try read(client) }
      for byte in text {
        try server.sendAll([byte])
        usleep(500)
      }
      #expect(try reading.value() == text, "\(name)")
    }
  }

  @Test("a peer that takes one byte at a time gets all of them")
  func takesOneByteAtATime() throws {
    let (client, server) = try Socket.pair()
    try client.setOption(.SO_SNDBUF, 4096)
    let bytes = (0..<30_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    let sending = Running { try client.sendAll(bytes) }
    var received: [UInt8] = []
    while received.count < bytes.count { received += try server.receive(upTo: 1) }
    try sending.value()
    #expect(received == bytes)
  }

  @Test("a peer that stalls in the middle: time is up, and nothing that came is lost")
  func stalling() throws {
    let (client, server) = try Socket.pair(mode: .timeout(.milliseconds(50)))
    let reader = try client.makeReader(bufferSize: 4)
    try server.sendAll(Array("half a li".utf8))
    for _ in 0..<3 {
      #expect(failure { _ = try reader.readLine() }?.cause == .timedOut)
      #expect(failure { _ = try reader.readExactly(12) }?.cause == .timedOut)
    }
    try server.sendAll(Array("ne\n".utf8))
    #expect(try reader.readLine().map { String($0) } == "half a line")
  }
}
