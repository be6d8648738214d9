import Foundation
import KernelSockets
import Testing

@Suite("Splicing: bytes that the kernel moves")
struct SpliceTests {
  let bytes = (0..<500_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }

  /// What `relay` returns, and what comes out at the far end when the bytes are put in at the near one.
  func relayed(
    _ bytes: [UInt8], mode: Socket.Mode = .blocking, _ relay: @escaping @Sendable (Splice) throws -> Int
  ) throws -> (count: Int, bytes: [UInt8]) {
    let (near, source) = try connectedPair(at: .inet(.loopback, port: 0))
    let (target, far) = try Socket.pair()
    for socket in [source, target] { try socket.setMode(mode) }
    let sending = Running {
      try near.sendAll(bytes)
      try near.shutdown(.writing)
    }
    let moving = Running {
      let count = try relay(Splice(from: source, to: target))
      try target.shutdown(.writing)
      return count
    }
    let received = try far.receiveExactly(1_000_000)
    try sending.value()
    return (try moving.value(), received)
  }

  @Test("all of a stream, and a part of it", arguments: [Socket.Mode.blocking, .timeout(.seconds(9))])
  func parts(mode: Socket.Mode) throws {
    let all = try relayed(bytes, mode: mode) { try $0.move()! }
    #expect(all == (bytes.count, bytes))
    let part = try relayed(bytes, mode: mode) { try $0.move(upTo: 100_000)! + $0.move(upTo: 0)! }
    #expect(part == (100_000, Array(bytes[..<100_000])))
    #expect(try relayed([], mode: mode) { try $0.move()! } == (0, []))
  }

  @Test("a target that takes no more keeps the rest in the pipe, which goes first")
  func full() throws {
    let (near, source) = try Socket.pair(mode: .nonBlocking)
    let (target, far) = try Socket.pair(mode: .nonBlocking)
    let splice = try Splice(from: source, to: target)
    #expect(try splice.move() == nil)
    var (sent, moved) = (0, 0)
    while let count = try near.send(Array(bytes[sent..<min(sent + 10_000, bytes.count)])), count > 0 {
      sent += count
      moved += try splice.move() ?? 0
    }
    #expect(splice.pendingByteCount > 0)
    #expect(try splice.move() == nil)
    try near.shutdown(.writing)
    var received: [UInt8] = []
    while received.count < sent {
      received += try far.receive(upTo: 100_000)
      moved += try splice.move() ?? 0
    }
    #expect(received == Array(bytes[..<sent]) && moved == sent && splice.pendingByteCount == 0)
    #expect(try splice.move() == 0)
  }

  @Test("a time-out says how much went, and the rest comes with the next call")
  func timeout() throws {
    let (near, source) = try Socket.pair()
    let (target, far) = try Socket.pair()
    try source.setMode(.timeout(.milliseconds(30)))
    let splice = try Splice(from: source, to: target)
    try near.sendAll("early".utf8)
    let error = failure { _ = try splice.move(upTo: 8) }
    #expect(error?.cause == .timedOut && error?.bytesSent == 5)
    try near.sendAll("late".utf8)
    #expect(try splice.move(upTo: 3) == 3)
    #expect(try far.receive(upTo: 100) == Array("earlylat".utf8))
  }

  @Test("from a socket into a file, at its position")
  func file() throws {
    let directory = try TemporaryDirectory()
    let file = unsafe try FileDescriptor.open(
      directory.path + "/file", .readWrite, options: .create, permissions: .ownerReadWrite)
    defer { try? file.close() }
    try file.writeAll("begin ".utf8)
    let (near, source) = try Socket.pair()
    let splice = try Splice(from: source, to: file, capacity: 4096)
    #expect(splice.capacity == 4096)
    let sending = Running { [bytes] in
      try near.sendAll(bytes)
      try near.close()
    }
    #expect(try splice.move() == bytes.count)
    try sending.value()
    let content = try Data(contentsOf: URL(fileURLWithPath: directory.path + "/file"))
    #expect(Array(content) == Array("begin ".utf8) + bytes)
  }

  @Test("into a pipe, as far as it has room; a reader that is gone is an error, no signal")
  func pipe() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        signal(SIGPIPE, SIG_DFL)
        let (reader, writer) = try FileDescriptor.pipe()
        _ = fcntl(writer.rawValue, F_SETFL, O_NONBLOCK)
        let (near, source) = try Socket.pair()
        let splice = try Splice(from: source, to: writer)
        // More than both pipes hold, whose pieces may be long.
        let bytes = [UInt8](repeating: 5, count: 10_000_000)
        let sending = Running { try near.sendAll(bytes) }
        let moved = try #require(try splice.move())
        #expect(1..<bytes.count ~= moved, "\(moved) bytes")
        #expect(try splice.move() == nil, "there was room")
        try reader.close()
        #expect(failure { _ = try splice.move() }?.errno == .brokenPipe, "no error")
        #expect(splice.pendingByteCount > 0, "nothing is left")
        try source.close()
        _ = try? sending.value()
        try writer.close()
      }
    }
  }

  @Test("a file that can't be written is an error, and what was for it stays in the pipe")
  func unwritable() throws {
    let (near, source) = try Socket.pair()
    let file = unsafe try FileDescriptor.open("/dev/zero", .readOnly)
    defer { try? file.close() }
    let splice = try Splice(from: source, to: file)
    try near.sendAll([1, 2, 3])
    for _ in 0..<2 {
      let error = failure { _ = try splice.move() }
      #expect(error?.errno == .badFileDescriptor && error?.bytesSent == 0)
      #expect(error?.subject == "to descriptor \(file.rawValue)")
      #expect(splice.pendingByteCount == 3)
    }
  }

  @Test("constants go before what is spliced")
  func constants() throws {
    let all = try relayed(bytes) { splice in
      try splice.insert("HTTP/1.1 200 OK\r\n")
      try splice.insert("\r\n")
      #expect(splice.pendingByteCount == 19)
      return try splice.move()!
    }
    #expect(all.count == bytes.count + 19)
    #expect(all.bytes == Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + bytes)

    let (_, source) = try Socket.pair()
    let (target, _) = try Socket.pair()
    let splice = try Splice(from: source, to: target, capacity: 4096)
    try splice.insert("once")
    let error = failure { try splice.insert("and no more") }
    #expect(error?.kind == .wouldBlock && error?.bytesSent == 0)
  }

  @Test("a peer that is gone is an error, no signal; a closed source as well")
  func gone() throws {
    let (near, source) = try Socket.pair()
    let (target, far) = try Socket.pair()
    let splice = try Splice(from: source, to: target)
    try far.close()
    try near.sendAll([1])
    #expect(failure { _ = try splice.move() }?.errno == .brokenPipe)
    let (silent, other) = try Socket.pair()
    let moving = Running { failure { _ = try Splice(from: other, to: target).move() }?.cause }
    pause(50)
    try other.close()
    #expect(try moving.value() == .closed)
    try silent.close()
  }

  @Test("the pipe's ends are closed with it; sockets without a stream and bad capacities are refused")
  func limits() throws {
    let (datagrams, _) = try Socket.pair(.unix, .datagram)
    let (stream, _) = try Socket.pair()
    #expect(failure { _ = try Splice(from: datagrams, to: stream) }?.kind == .invalidArgument)
    #expect(failure { _ = try Splice(from: stream, to: datagrams) }?.kind == .invalidArgument)
    for capacity in [0, -1, .max] {
      let error = failure { _ = try Splice(from: stream, to: stream, capacity: capacity) }
      #expect(error?.kind == .invalidArgument && error?.description.contains("\(capacity)") == true)
    }
  }
}
