import Foundation
import KernelSockets
import Synchronization
import TestSupport
import Testing

@Suite("A signal every 100 µs", .serialized)
struct SignalStormTests {
  static let everyCall: [WaitingCall] = [
    WaitingCall.receiving, WaitingCall.sending, WaitingCall.connecting, WaitingCall.files,
  ].flatMap { $0 }

  /// Makes a call that nothing but its time-out ends, in a storm.
  func expectTimeOut(_ call: WaitingCall, _ prepared: (socket: Socket, others: [Socket])) throws {
    let running = Running {
      try SignalStorm.during {
        let before = SignalStorm.count.load(ordering: .relaxed)
        var error: SocketError?
        let time = ContinuousClock().measure { error = failure { try call.run(prepared) } }
        return (error, time, SignalStorm.count.load(ordering: .relaxed) - before)
      }
    }
    let (error, time, signals) = try running.value()
    #expect(error?.cause == .timedOut, "\(call.testDescription): \(String(describing: error))")
    #expect(time >= WaitingCall.patience, "\(call.testDescription): \(time)")
    #expect(signals >= 5, "\(call.testDescription): \(signals) signals")
  }

  @Test("every call that waits ends when its time is up, not before", arguments: everyCall)
  func timeouts(call: WaitingCall) throws {
    let prepared = try call.prepare()
    try prepared.socket.setMode(.timeout(WaitingCall.patience))
    try expectTimeOut(call, prepared)
  }

  @Test("polling ends when its time is up", arguments: WaitingCall.polling)
  func polls(call: WaitingCall) throws { try expectTimeOut(call, try call.prepare()) }

  @Test(
    "so does a call whose time the kernel keeps, and begins anew with each signal",
    arguments: [WaitingCall.receiving, WaitingCall.sending].flatMap { $0 })
  func kernelTimeouts(call: WaitingCall) throws {
    let prepared = try call.prepare()
    try prepared.socket.setOption(.SO_RCVTIMEO, WaitingCall.patience)
    try prepared.socket.setOption(.SO_SNDTIMEO, WaitingCall.patience)
    try expectTimeOut(call, prepared)
  }

  /// A way to send a stream's bytes.
  struct Sending: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let send: @Sendable (Socket, [UInt8]) throws -> Void
  }

  /// A way to receive so many.
  struct Receiving: Sendable {
    let receive: @Sendable (Socket, Int) throws -> [UInt8]
  }

  static let ways: [(Sending, Receiving)] = [
    (
      Sending(testDescription: "send and receive") { socket, bytes in
        var sent = 0
        while sent < bytes.count { sent += try socket.send(bytes[sent...].prefix(70_000)) ?? 0 }
      },
      Receiving { try $0.receiveExactly($1) }
    ),
    (
      Sending(testDescription: "sendAll and a receive of all") { try $0.sendAll($1) },
      Receiving { socket, count in
        var bytes: [UInt8] = []
        while bytes.count < count {
          bytes += try socket.receive(upTo: min(100_000, count - bytes.count), flags: .MSG_WAITALL)
        }
        return bytes
      }
    ),
    (
      Sending(testDescription: "messages of pieces") { socket, bytes in
        var sent = 0
        while sent < bytes.count {
          sent +=
            try socket.sendMessage([Array(bytes[sent...].prefix(999)), Array(bytes[sent...].dropFirst(999))]) ?? 0
        }
      },
      Receiving { socket, count in
        var bytes: [UInt8] = []
        while bytes.count < count { bytes += try socket.receiveMessage(upTo: count - bytes.count).bytes }
        return bytes
      }
    ),
    (
      Sending(testDescription: "a writer and a reader") { socket, bytes in
        let writer = try socket.makeWriter(bufferSize: 5000)
        for start in stride(from: 0, to: bytes.count, by: 700) { try writer.write(bytes[start...].prefix(700)) }
        try writer.close()
      },
      Receiving { try $0.makeReader(bufferSize: 3000).readExactly($1) }
    ),
    (
      Sending(testDescription: "a file, and through a pipe") { socket, bytes in
        let folder = try TemporaryDirectory()
        try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/file"))
        let file = try unsafe FileDescriptor.open(folder.path + "/file", .readOnly)
        defer { try? file.close() }
        guard try socket.sendFile(file) == bytes.count else { throw SocketError("sendfile", .endOfStream) }
      },
      Receiving { socket, count in
        let (left, right) = try Socket.pair()
        let received = Running { try right.receiveExactly(count) }
        let splice = try Splice(from: socket, to: left)
        var moved = 0
        while moved < count { moved += try splice.move(upTo: count - moved) ?? 0 }
        return try received.value()
      }
    ),
  ]

  @Test(
    "bytes of a stream arrive, all and in order", arguments: ways.indices,
    [Socket.Mode.blocking, .timeout(.seconds(9))])
  func streams(way: Int, mode: Socket.Mode) throws {
    var generator = SplitMix(state: 1)
    let bytes: [UInt8] = (0..<3_000_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    let (sending, receiving) = Self.ways[way]
    for address in [SocketAddress.inet(.loopback, port: 0), .unixUnnamed] {
      let (client, server) = try connectedPair(at: address)
      try client.setMode(mode)
      try server.setMode(mode)
      let sender = Running { try SignalStorm.during { try sending.send(client, bytes) } }
      let receiver = Running { try SignalStorm.during { try receiving.receive(server, bytes.count) } }
      try sender.value()
      #expect(try receiver.value() == bytes)
    }
  }

  @Test("messages arrive, each once, whole and in order", arguments: [Socket.Mode.blocking, .timeout(.seconds(9))])
  func messages(mode: Socket.Mode) throws {
    let count = 4000
    for type in [SocketType.datagram, .sequentialPacket] {
      let (left, right) = try Socket.pair(.unix, type, mode: mode)
      let sender = Running {
        try SignalStorm.during {
          let batch = try MessageBatch(capacity: 8, byteCapacity: 64)
          for first in stride(from: 0, to: count, by: 8) {
            let texts = (first..<first + 8).map { "message \($0)".utf8 }
            guard first.isMultiple(of: 16) else {
              for text in texts { _ = try left.send(text) }
              continue
            }
            batch.removeAll()
            for text in texts { try batch.append(text) }
            guard try left.sendMessages(batch) == 8 else { throw SocketError("send", .endOfStream) }
          }
        }
      }
      let receiver = Running {
        try SignalStorm.during {
          var texts: [String] = []
          let batch = try MessageBatch(capacity: 8, byteCapacity: 64)
          while texts.count < count {
            switch texts.count % 4 {
            case 0: texts.append(String(try right.receive(upTo: 64)))
            case 1: texts.append(String(try right.receiveFrom(upTo: 64).bytes))
            case 2: texts.append(String(try right.receiveMessage(upTo: 64).bytes))
            default:
              try right.receiveMessages(into: batch)
              texts += batch.map { String($0.bytes) }
            }
          }
          return texts
        }
      }
      try sender.value()
      #expect(try receiver.value() == (0..<count).map { "message \($0)" })
    }
  }

  @Test("connections are made, each once", arguments: [Socket.Mode.blocking, .timeout(.seconds(9))])
  func connections(mode: Socket.Mode) throws {
    for address in [SocketAddress.inet(.loopback, port: 0), .unixUnnamed] {
      let listener = try Socket(address.family, .stream, mode: mode)
      try listener.bind(to: address)
      // TCP drops an attempt that finds no room, and tries again a second later.
      try listener.listen(backlog: address.family == .unix ? 1 : 128)
      let target = try listener.localAddress
      let count: UInt8 = 200
      let connecting = Running {
        try SignalStorm.during {
          for number in 0..<count {
            let socket = try Socket(address.family, .stream, mode: mode)
            guard try socket.connect(to: target) else { throw SocketError("connect", .timedOut) }
            try socket.sendAll([number])
          }
        }
      }
      let accepting = Running {
        try SignalStorm.during { try (0..<count).map { _ in try listener.accept().socket.receive(upTo: 9) } }
      }
      try connecting.value()
      #expect(try accepting.value() == (0..<count).map { [$0] })
    }
  }
}
