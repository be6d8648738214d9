import Foundation
import KernelSockets
import TestSupport
import Testing

@Suite("Bytes and text to a socket, through a buffer")
struct WriterTests {
  /// All packets that have come, each of which was one system call.
  func packets(_ socket: Socket) throws -> [[UInt8]] {
    var packets: [[UInt8]] = []
    var buffer = [UInt8](repeating: 0, count: 100_000)
    while let count = try socket.receive(into: &buffer, flags: .MSG_DONTWAIT), count > 0 {
      packets.append(Array(buffer[..<count]))
    }
    return packets
  }

  @Test("small writes are one system call, and large ones go past the buffer")
  func calls() throws {
    let (near, far) = try Socket.pair(.unix, .sequentialPacket)
    let writer = try near.makeWriter(bufferSize: 4)
    try writer.write([])
    try writer.write([1])
    try writer.write([2, 3])
    #expect(try packets(far) == [])
    #expect(writer.bufferedByteCount == 3)
    try writer.write([4])
    #expect(try packets(far) == [])
    try writer.write([5])
    #expect(try packets(far) == [[1, 2, 3, 4]])
    try writer.write([6, 7, 8, 9, 10])
    #expect(try packets(far) == [[5], [6, 7, 8, 9, 10]])
    try writer.write((11...16).lazy.map { $0 })
    #expect(try packets(far) == [[11, 12, 13, 14, 15, 16]])
    try writer.flush()
    #expect(try packets(far) == [])
    try writer.write([17])
    try writer.flush()
    #expect(try packets(far) == [[17]])
    let unbuffered = try near.makeWriter(bufferSize: 0)
    try unbuffered.write([])
    try unbuffered.write([1])
    try unbuffered.write([2, 3])
    #expect(try packets(far) == [[1], [2, 3]])
    let text = try near.makeTextWriter(newline: .carriageReturnLineFeed, bufferSize: 0)
    try text.write("a\nb\nc")
    try text.writeLine("d")
    #expect(try packets(far) == [Array("a\r\nb\r\nc".utf8), Array("d\r\n".utf8)])
  }

  @Test("what was written is sent when the writer closes, and when it is let go")
  func ending() throws {
    let (near, far) = try Socket.pair(.unix, .sequentialPacket)
    var writer: Socket.Writer? = try near.makeWriter()
    try writer?.write([1])
    try writer?.close()
    #expect(try packets(far) == [[1]])
    #expect(writer?.isClosed == true)
    try writer?.close()
    #expect(failure { try writer?.write([1]) } == SocketError("write", .closed))
    #expect(failure { try writer?.flush() } == SocketError("flush", .closed))
    writer = try near.makeWriter()
    try writer?.write([2])
    writer = nil
    #expect(try packets(far) == [[2]])
    var text: Socket.TextWriter? = try near.makeTextWriter()
    try text?.write("3")
    text = nil
    #expect(try packets(far) == [[0x33]])
    #expect(!near.isClosed)
  }

  @Test("a close that can't send says so, and closes")
  func closingFails() throws {
    let (near, far) = try Socket.pair()
    let writer = try near.makeWriter()
    try near.close()
    try writer.write([1])
    try far.close()
    #expect(failure { try writer.close() }?.errno == .brokenPipe)
    #expect(writer.isClosed)
    #expect(writer.bufferedByteCount == 0)
    try writer.close()
  }

  @Test(
    "a write that the socket can't take tells how much was taken, and nothing is lost or sent twice",
    arguments: [0, 1000, 131_072])
  func partial(bufferSize: Int) throws {
    for mode in [Socket.Mode.nonBlocking, .timeout(.milliseconds(10))] {
      let cause: SocketError.Cause = mode == .nonBlocking ? .errno(.resourceTemporarilyUnavailable) : .timedOut
      let (near, far) = try connectedPair(at: .inet(.loopback, port: 0))
      try near.setMode(mode)
      try near.setOption(.SO_SNDBUF, 20_000)
      try far.setOption(.SO_RCVBUF, 20_000)
      let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      let isFull = DispatchSemaphore(value: 0)
      let reading = Running {
        isFull.wait()
        return try far.receiveExactly(bytes.count + 1)
      }
      let writer = try near.makeWriter(bufferSize: bufferSize)
      var written = 0
      var failures = 0
      var size = 1
      while written < bytes.count {
        let piece = bytes[written..<min(written + size, bytes.count)]
        size = size * 3 % 1_000_003
        do throws(SocketError) {
          try writer.write(piece)
          written += piece.count
        } catch {
          try #require(error.cause == cause)
          try #require(0..<piece.count ~= error.bytesSent)
          written += error.bytesSent
          if failures == 0 { isFull.signal() }
          failures += 1
          usleep(100)
        }
      }
      while true {
        let before = writer.bufferedByteCount
        guard let error = failure({ try writer.flush() }) else { break }
        try #require(error.cause == cause)
        #expect(writer.bufferedByteCount == before - error.bytesSent)
        usleep(100)
      }
      try writer.close()
      try near.close()
      #expect(try reading.value() == bytes)
      #expect(failures > 0)
    }
  }

  @Test("text becomes the bytes that Python's becomes")
  func text() throws {
    let texts = ["", "one\ntwo", "\n\n", "a\r\nb\r", "é\0\n", String(repeating: "ÿ\n", count: 300)]
    var cases: [WriterCase] = []
    for (newline, _) in Socket.Newline.byPythonName {
      for (encoding, _) in Socket.TextEncoding.byPythonName {
        for errors in ["strict", "replace"] {
          for text in texts + ["€😀\n"] {
            cases.append(WriterCase(texts: [text, "x", text], newline: newline, encoding: encoding, errors: errors))
          }
        }
      }
    }
    for (input, expected) in zip(cases, try PythonFile.results(cases)) {
      for bufferSize in [0, 5, 131_072] {
        let (near, far) = try Socket.pair()
        let writer = try near.makeTextWriter(
          encoding: Socket.TextEncoding(python: input.encoding), newline: Socket.Newline(python: input.newline),
          errors: input.errors == "strict" ? .strict : .replace, bufferSize: bufferSize)
        try near.close()
        let reading = Running { try far.receiveExactly(1_000_000).hexadecimal }
        do {
          for text in input.texts { try writer.write(text) }
        } catch {
          guard case .invalidText = error.cause else { throw error }
          #expect(expected == ["malformed"])
          continue
        }
        try writer.close()
        #expect(try [reading.value()] == expected)
      }
    }
  }

  @Test("a character that the encoding lacks is an error, and nothing is written")
  func unencodable() throws {
    let (near, far) = try Socket.pair()
    for (encoding, scalar) in [(Socket.TextEncoding.latin1, "\u{100}" as Unicode.Scalar), (.ascii, "\u{80}")] {
      let writer = try near.makeTextWriter(encoding: encoding)
      let error = failure { try writer.write("abc\n\(scalar)") }
      #expect(error?.cause == .invalidText(.unencodable(encoding, scalar)))
      #expect(writer.bytes.bufferedByteCount == 0)
    }
    let writer = try near.makeTextWriter(encoding: .latin1)
    #expect(failure { try writer.write("€") }?.description == "write: Latin-1 has no U+20AC")
    #expect(try far.hasNothing)
  }

  @Test("a line goes out with its end, in a line-buffered writer")
  func lineBuffered() throws {
    let (near, far) = try Socket.pair(.unix, .sequentialPacket)
    let writer = try near.makeTextWriter(newline: .carriageReturnLineFeed, isLineBuffered: true)
    try writer.write("one")
    #expect(try packets(far) == [])
    try writer.write(", two\nthree")
    #expect(try packets(far) == [Array("one, two\r\nthree".utf8)])
    try writer.writeLine("")
    #expect(try packets(far) == [[13, 10]])
    try writer.writeLine("four".dropLast())
    try writer.write("\r")
    #expect(try packets(far) == [Array("fou\r\n".utf8), [13]])
    let other = try near.makeTextWriter(newline: .carriageReturn)
    try other.writeLine("five\nsix")
    #expect(try packets(far) == [])
    try other.bytes.write([1])
    try other.close()
    #expect(try packets(far) == [Array("five\rsix\r".utf8) + [1]])
  }

  @Test("a text that the socket can't take now is kept whole")
  func keptText() throws {
    let (near, far) = try Socket.pair(mode: .nonBlocking)
    let writer = try near.makeTextWriter(newline: .carriageReturnLineFeed, isLineBuffered: true, bufferSize: 1000)
    let line = String(repeating: "0123456789", count: 7)
    var expected = ""
    var failures = 0
    for _ in 0..<3 {
      let text = String(repeating: line + "\n", count: 9_000)
      expected += text
      if let error = failure({ try writer.write(text) }) {
        #expect(error.errno == .resourceTemporarilyUnavailable)
        failures += 1
      }
    }
    #expect(failures == 3)
    var received: [UInt8] = []
    while true {
      let error = failure { try writer.flush() }
      while let part = try? far.receive(upTo: 100_000), !part.isEmpty { received += part }
      if error == nil { break }
      #expect(error?.errno == .resourceTemporarilyUnavailable)
    }
    #expect(received == Array(expected.replacing("\n", with: "\r\n").utf8))
  }
}
