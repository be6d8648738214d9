import Foundation
import KernelSockets
import Testing

@Suite("Sending files")
struct SendFileTests {
  /// A file in a directory of its own, open for reading.
  final class File {
    let directory: TemporaryDirectory
    let descriptor: FileDescriptor

    init(_ bytes: [UInt8]) throws {
      directory = try TemporaryDirectory()
      let path = directory.path + "/file"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      descriptor = unsafe try FileDescriptor.open(path, .readOnly)
    }

    var position: Int64 { get throws { try descriptor.seek(offset: 0, from: .current) } }

    deinit { try? descriptor.close() }
  }

  let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }

  /// What `send` returns, and what arrives at the other end of the socket meanwhile.
  func received(
    mode: Socket.Mode = .blocking, _ send: (Socket) throws -> Int
  ) throws -> (count: Int, bytes: [UInt8]) {
    let (left, right) = try Socket.pair(.unix, .stream, mode: mode)
    try right.setMode(.timeout(.seconds(10)))
    let receiving = Running {
      var bytes: [UInt8] = []
      while case let part = try right.receive(upTo: 65_536), !part.isEmpty { bytes += part }
      return bytes
    }
    defer { try? left.close() }
    let count = try send(left)
    try left.shutdown(.writing)
    return (count, try receiving.value())
  }

  @Test("all of it, a part of it, and from its position on", arguments: [Socket.Mode.blocking, .timeout(.seconds(9))])
  func parts(mode: Socket.Mode) throws {
    let file = try File(bytes)
    #expect(try received(mode: mode) { try $0.sendFile(file.descriptor) } == (bytes.count, bytes))
    #expect(try file.position == 300_000)
    #expect(try received(mode: mode) { try $0.sendFile(file.descriptor) } == (0, []))
    let middle = try received(mode: mode) { try $0.sendFile(file.descriptor, from: 1000, count: 5000) }
    #expect(middle == (5000, Array(bytes[1000..<6000])))
    #expect(try file.position == 6000)
    let next = try received(mode: mode) { try $0.sendFile(file.descriptor, count: 10) }
    #expect(next == (10, Array(bytes[6000..<6010])))
    let end = try received(mode: mode) { try $0.sendFile(file.descriptor, from: 299_990, count: 50) }
    #expect(end == (10, Array(bytes[299_990...])))
    #expect(try received(mode: mode) { try $0.sendFile(file.descriptor, from: 0, count: 0) } == (0, []))
    #expect(try file.position == 300_000)
    #expect(try received(mode: mode) { try $0.sendFile(file.descriptor, from: 400_000) } == (0, []))
  }

  @Test("a file whose size is zero, as in /proc, and a device are sent all the same")
  func withoutSize() throws {
    // The second is one of those that neither sendfile(2) nor splice(2) can read.
    for path in ["/proc/version", "/proc/self/auxv"] {
      let file = unsafe try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      let expected = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
      #expect(try received { try $0.sendFile(file) } == (expected.count, expected))
      #expect(try received { try $0.sendFile(file, from: 6) } == (expected.count - 6, Array(expected.dropFirst(6))))
    }

    let zero = unsafe try FileDescriptor.open("/dev/zero", .readOnly)
    defer { try? zero.close() }
    let zeroes = [UInt8](repeating: 0, count: 100_000)
    #expect(try received { try $0.sendFile(zero, count: 100_000) } == (100_000, zeroes))
  }

  @Test("a pipe is sent to its end; it has no offsets")
  func pipe() throws {
    let (reader, writer) = try FileDescriptor.pipe()
    defer { try? reader.close() }
    let bytes = bytes
    let writing = Running {
      try writer.writeAll(bytes)
      try writer.close()
    }
    #expect(try received { try $0.sendFile(reader) } == (bytes.count, bytes))
    try writing.value()
    let (left, _) = try Socket.pair()
    #expect(failure { try left.sendFile(reader, from: 1) }?.errno == .illegalSeek)
  }

  @Test("a pipe in non-blocking state is sent as far as it goes now")
  func nonBlockingPipe() throws {
    let (reader, writer) = try FileDescriptor.pipe()
    defer {
      try? reader.close()
      try? writer.close()
    }
    _ = fcntl(reader.rawValue, F_SETFL, O_NONBLOCK)
    try writer.writeAll([1, 2, 3])
    for mode in [Socket.Mode.blocking, .timeout(.seconds(5)), .nonBlocking] {
      #expect(try received(mode: mode) { try $0.sendFile(reader) } == (mode == .blocking ? (3, [1, 2, 3]) : (0, [])))
    }
  }

  @Test("when it fails half-way, the error and the file's position tell how far it went")
  func failures() throws {
    for offset in [nil, 0] as [Int64?] {
      // More than twice what fits into the socket's buffers.
      let file = try File(bytes + bytes + bytes)
      let (left, right) = try Socket.pair(.unix, .stream, mode: .timeout(.milliseconds(30)))
      let late = try #require(failure { try left.sendFile(file.descriptor, from: offset) })
      #expect(late.kind == .timedOut && late.bytesSent > 0)
      #expect(try file.position == Int64(late.bytesSent))
      let first = try right.receiveExactly(late.bytesSent)
      #expect(first == Array((bytes + bytes).prefix(late.bytesSent)))

      try left.setMode(.nonBlocking)
      let full = try #require(failure { try left.sendFile(file.descriptor) })
      #expect(full.kind == .wouldBlock && full.bytesSent > 0)
      #expect(try file.position == Int64(late.bytesSent + full.bytesSent))
    }
  }

  @Test("what lies beyond the reach of sendfile(2) is copied, and goes on where it stopped")
  func copied() throws {
    let memory = unsafe try FileDescriptor.open("/proc/self/mem", .readOnly)
    defer { try? memory.close() }
    // More than fits into the socket's buffers; it has a place in memory for as long as it is looked at.
    let bytes = bytes + bytes + bytes
    try unsafe bytes.withUnsafeBytes { buffer in
      let start = Int64(UInt(bitPattern: buffer.baseAddress))
      for offset in [nil, start] as [Int64?] {
        try memory.seek(offset: start, from: .start)
        let (left, right) = try Socket.pair(.unix, .stream, mode: .nonBlocking)
        var (sent, stops, received): (Int, Int, [UInt8]) = (0, 0, [])
        while sent < bytes.count, stops < 100 {
          let (from, left) = (offset.map { $0 + Int64(sent) }, left)
          let full = failure { sent += try left.sendFile(memory, from: from, count: bytes.count - sent) }
          if let full {
            #expect(full.kind == .wouldBlock && full.bytesSent > 0)
            sent += full.bytesSent
            stops += 1
          }
          #expect(try memory.seek(offset: 0, from: .current) == start + Int64(sent))
          received += try right.receiveExactly(sent - received.count)
        }
        #expect(stops > 0)
        #expect(received == bytes)
      }
    }
  }

  @Test("a closed peer is EPIPE, and never the signal; a signal of someone else's stays")
  func noSignal() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        signal(SIGPIPE, SIG_DFL)
        let file = unsafe try FileDescriptor.open("/proc/self/exe", .readOnly)
        let tree = unsafe try FileDescriptor.open("/proc/version", .readOnly)
        for descriptor in [file, tree] {
          let (left, right) = try Socket.pair()
          try right.close()
          #expect(failure { try left.sendFile(descriptor) }?.kind == .brokenPipe, "no error")
        }
        // One that was pending before is still pending afterwards.
        var (pipe, pending) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, nil)
        pthread_kill(pthread_self(), SIGPIPE)
        let (left, right) = try Socket.pair()
        try right.close()
        #expect(failure { try left.sendFile(file) }?.kind == .brokenPipe, "no error")
        unsafe sigpending(&pending)
        #expect(unsafe sigismember(&pending, SIGPIPE) == 1, "the signal is gone")
      }
    }
  }

  @Test("arguments that can't be right are refused before anything is sent")
  func refused() throws {
    let file = try File([1, 2, 3])
    let (left, right) = try Socket.pair(.unix, .stream, mode: .nonBlocking)
    #expect(failure { try left.sendFile(file.descriptor, from: -1) }?.kind == .invalidArgument)
    #expect(failure { try left.sendFile(file.descriptor, count: -1) }?.kind == .invalidArgument)
    #expect(failure { try left.sendFile(FileDescriptor(rawValue: 9999)) }?.errno == .badFileDescriptor)
    let datagram = try Socket(.inet, .datagram)
    #expect(failure { try datagram.sendFile(file.descriptor) }?.kind == .invalidArgument)
    try left.close()
    #expect(failure { try left.sendFile(file.descriptor) }?.cause == .closed)
    #expect(try right.receive(upTo: 10) == [])
  }
}
