import Foundation
import KernelSockets
import Testing

@Suite("Awaited calls")
struct AwaitTests {
  @Test("bytes that come later wake the one who waits; those that are there need no wait")
  func receive() async throws {
    let (left, right) = try Socket.awaitedPair()
    let task = Task { try await right.receive(upTo: 10) }
    try await pause()
    #expect(try await left.send("hello".utf8) == 5)
    #expect(try await task.value == Array("hello".utf8))

    try await left.sendAll([1, 2, 3])
    var buffer = [UInt8](repeating: 9, count: 4)
    #expect(try await right.receive(into: &buffer) == 3)
    #expect(buffer == [1, 2, 3, 9])
    try left.close()
    #expect(try await right.receive(into: &buffer) == 0)
  }

  @Test("a span lives across the suspension")
  func span() async throws {
    let (left, right) = try Socket.awaitedPair()
    let task = Task {
      var bytes: [4 of UInt8] = [9, 9, 9, 9]
      var span = bytes.mutableSpan
      let count = try await right.receive(into: &span)
      return (count, bytes[0], bytes[3])
    }
    try await pause()
    try await left.sendAll([5])
    let (count, first, last) = try await task.value
    #expect(count == 1 && first == 5 && last == 9)
  }

  @Test("all bytes go out, however often the buffers are full, and arrive at a reader in Python")
  func sendAll() async throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let listener = try Socket.awaitedListener()
    let port = try #require(listener.localAddress.port)
    let python = try Python(
      """
      import hashlib
      s = socket.create_connection(("127.0.0.1", \(port)))
      data = b""
      while chunk := s.recv(100000): data += chunk
      print(hashlib.sha256(data).hexdigest())
      """)
    let (connection, _) = try await listener.accept(timeout: .patience)
    try await connection.sendAll(bytes, timeout: .patience)
    try connection.close()
    let expected = try Python.lines(
      """
      import hashlib
      print(hashlib.sha256(bytes((i * 31 + (i >> 8)) & 255 for i in range(3000000))).hexdigest())
      """)
    #expect(try [python.line()] == expected)
  }

  @Test("datagrams and messages with their sender", arguments: [AddressFamily.inet, .inet6])
  func datagrams(family: AddressFamily) async throws {
    let address: SocketAddress = family == .inet ? .inet(.loopback, port: 0) : .inet6(.loopback, port: 0)
    let (left, right) = (try Socket(family, .datagram), try Socket(family, .datagram))
    try left.bind(to: address)
    try right.bind(to: address)
    async let received = right.receiveFrom(upTo: 100)
    try await pause()
    try await left.send("one".utf8, to: right.localAddress)
    let (bytes, sender) = try #require(try await received)
    #expect(bytes == Array("one".utf8))
    #expect(try sender == left.localAddress)

    try await left.sendMessage([[1, 2], [3]], to: right.localAddress)
    let (piece, message) = try #require(try await right.receiveMessage(upTo: 2))
    #expect(piece == [1, 2] && message.isTruncated)
  }

  @Test("descriptors are passed")
  func descriptors() async throws {
    let (left, right) = try Socket.awaitedPair()
    let (mine, passed) = try Socket.awaitedPair()
    let descriptor = try #require(passed.fileDescriptor)
    let sending = Task {
      try await pause()
      let control = ControlBuffer()
      control.append(descriptors: [descriptor])
      return try await left.sendMessage([1], control: control)
    }
    let control = ControlBuffer(capacity: 64)
    #expect(try await right.receiveMessage(upTo: 8, control: control)?.bytes == [1])
    #expect(try await sending.value == 1)
    let received = try #require(control.takeDescriptors().first)
    let copy = try Socket(adopting: received)
    try await mine.sendAll([42])
    #expect(try await copy.receive(upTo: 1) == [42])
  }

  @Test("wait tells what a socket is ready for, to as many as ask, in any mode")
  func wait() async throws {
    let (left, right) = try Socket.pair()
    #expect(right.mode == .blocking)
    #expect(try await right.wait(for: .writable) == .writable)
    #expect(try await right.wait(for: .readable, timeout: .milliseconds(5)) == [])
    let observers = (0..<5).map { _ in Task { try await right.wait(for: .readable) } }
    try await pause()
    try await left.sendAll([1])
    for observer in observers { #expect(try await observer.value == .readable) }
    let urgent = Task { try await right.wait(for: [.urgent, .peerClosed]) }
    try await pause()
    try await left.sendAll([2])
    try left.close()
    #expect(try await urgent.value.contains(.peerClosed))
  }

  @Test("a message in the error queue ends a wait for errors alone")
  func errorQueue() async throws {
    let socket = try Socket(.inet, .datagram)
    try socket.setOption(.IP_RECVERR, true)
    let closed = try Socket(.inet, .datagram)
    try closed.bind(to: .inet(.loopback, port: 0))
    let address = try closed.localAddress
    try closed.close()
    let task = Task { try await socket.wait(for: []) }
    try await pause()
    try await socket.send([1], to: address)
    #expect(try await task.value.contains(.error))
    let control = ControlBuffer(capacity: 256)
    let (bytes, message) = try #require(
      try await socket.receiveMessage(upTo: 10, control: control, flags: .MSG_ERRQUEUE))
    #expect(bytes == [1] && message.flags.contains(.MSG_ERRQUEUE))
    #expect(try await socket.receiveMessage(upTo: 10, flags: .MSG_ERRQUEUE) == nil)
  }

  @Test("a file goes out while the reader is slow")
  func sendFile() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path + "/file"
    let bytes = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let file = try unsafe FileDescriptor.open(path, .readOnly)
    defer { try? file.close() }
    let (left, right) = try Socket.awaitedPair()
    async let received = right.awaitExactly(1_999_000)
    #expect(try await left.sendFile(file, from: 1000) == 1_999_000)
    #expect(try await received == Array(bytes[1000...]))
    let (reading, writing) = try FileDescriptor.pipe()
    let error = await awaitedFailure { try await left.sendFile(reading) }
    #expect(error?.kind == .invalidArgument)
    try reading.close()
    try writing.close()
  }

  @Test("what would block the thread is refused in blocking mode, and says what to do")
  func blockingMode() async throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let address = try listener.localAddress
    let accept = await awaitedFailure { _ = try await listener.accept() }
    #expect(accept?.cause == .blockingMode)
    #expect(accept?.description.contains("setMode(.nonBlocking)") == true)
    let socket = try Socket(.inet, .stream)
    #expect(await awaitedFailure { try await socket.connect(to: address) }?.cause == .blockingMode)
    #expect(await awaitedFailure { try await socket.sendFile(.standardInput) }?.cause == .blockingMode)
    try listener.setMode(.nonBlocking)
    let client = try await Socket.connect(to: address)
    #expect(client.mode == .nonBlocking)
    #expect(try await listener.accept().socket.mode == .nonBlocking)
  }

  @Test("bytes can be awaited in blocking mode, and it stays what it is")
  func transferInBlockingMode() async throws {
    let (left, right) = try Socket.pair()
    let task = Task { try await right.receive(upTo: 1) }
    try await pause()
    try await left.sendAll([1])
    #expect(try await task.value == [1])
    #expect(right.mode == .blocking)
    let blocked = Running { try right.receive(upTo: 1) }
    try left.setMode(.nonBlocking)
    try await left.sendAll([2])
    #expect(try blocked.value() == [2])
  }

  @Test("a call with MSG_DONTWAIT does not wait: what would have to is nil, and all bytes in one go are an error")
  func dontWait() async throws {
    let (left, right) = try Socket.awaitedPair()
    var buffer: [UInt8] = [0]
    #expect(try await right.receive(into: &buffer, flags: .MSG_DONTWAIT) == nil)
    #expect(try await right.receive(upTo: 1, flags: .MSG_DONTWAIT) == nil)
    #expect(try await right.receiveMessage(upTo: 1, flags: .MSG_DONTWAIT) == nil)
    #expect(try await right.receiveFrom(upTo: 1, flags: .MSG_DONTWAIT) == nil)
    try left.fill()
    #expect(try await left.send([1], flags: .MSG_DONTWAIT) == nil)
    #expect(try await left.sendMessage([1], flags: .MSG_DONTWAIT) == nil)
    let error = await awaitedFailure { try await left.sendAll([1], flags: .MSG_DONTWAIT) }
    #expect(error?.errno == .resourceTemporarilyUnavailable && error?.bytesSent == 0)
    let cancelled = Task {
      while !Task.isCancelled { await Task.yield() }
      _ = try await right.receive(upTo: 1, flags: .MSG_DONTWAIT)
    }
    cancelled.cancel()
    #expect(await wasCancelled(cancelled))
  }

  @Test("a function that is not asynchronous takes the calls that block, also to compare what they return")
  func overloads() throws {
    let (left, right) = try Socket.pair()
    var buffer: [UInt8] = [0]
    if try left.send([1]) != 1 { Issue.record("not one byte went out") }
    if try right.receive(into: &buffer) != 1 { Issue.record("not one byte came") }
    if try left.sendMessage([2]) != 1 { Issue.record("not one byte went out") }
    if try right.receive(upTo: 1) != [2] { Issue.record("other bytes came") }
  }

  @Test("a unix datagram waits for room in the queue of a socket that it is not connected to")
  func fullQueue() async throws {
    let folder = try TemporaryDirectory()
    let receiver = try Socket(.unix, .datagram, mode: .nonBlocking)
    try receiver.bind(to: .unix(folder.path + "/r"))
    let (first, second) = (try Socket(.unix, .datagram), try Socket(.unix, .datagram))
    let address = try receiver.localAddress
    while (try? await first.send([1], to: address, timeout: .milliseconds(2))) != nil {}
    let task = Task { try await second.send([2], to: address) }
    try await pause()
    // What the kernel tells of this goes to the first socket only.
    while try await receiver.receive(upTo: 1, timeout: .patience) == [1] {}
    #expect(try await task.value == 1)
  }
}
