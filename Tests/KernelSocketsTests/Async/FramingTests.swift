import KernelSockets
import Testing

@Suite("Lines and chunks of a stream, awaited")
struct FramingTests {
  /// A reader whose peer is a Python program, which has `s`.
  private func reader(bufferSize: Int = 131_072, _ program: String) async throws -> (Socket.Reader, Python) {
    let listener = try Socket.awaitedListener()
    let port = try #require(listener.localAddress.port)
    let python = try Python("import struct\ns = socket.create_connection(('127.0.0.1', \(port)))\n" + program)
    return (try await listener.accept(timeout: .patience).socket.makeReader(bufferSize: bufferSize), python)
  }

  /// The text of each element.
  private func texts(_ arrivals: Arrivals<[UInt8]>) async throws(SocketError) -> [String] {
    var texts: [String] = []
    for try await bytes in arrivals { texts.append(String(decoding: bytes, as: UTF8.self)) }
    return texts
  }

  @Test("lines come as Python writes them, in whatever pieces; the last needs no line feed", arguments: [0, 1, 4096])
  func lines(bufferSize: Int) async throws {
    let (reader, python) = try await reader(
      bufferSize: bufferSize,
      """
      for piece in "one\\ntw", "o\\n", "\\n", "three, much longer\\nlast": s.sendall(piece.encode())
      s.close()
      """)
    #expect(try await texts(reader.lines()) == ["one", "two", "", "three, much longer", "last"])
    #expect(try await reader.readLine() == nil)
    python.expectSuccess()
  }

  @Test("chunks have their length before them, in either byte order, as Python packs it", arguments: [0, 5, 131_072])
  func prefixed(bufferSize: Int) async throws {
    let (reader, python) = try await reader(
      bufferSize: bufferSize,
      """
      for text in b"one", b"", b"x" * 70000: s.sendall(struct.pack(">I", len(text)) + text)
      s.sendall(struct.pack("<H", 258) + b"y" * 258 + struct.pack("B", 2) + b"zz" + struct.pack(">Q", 1) + b"q")
      s.close()
      """)
    #expect(try await reader.readChunk(prefixedBy: UInt32.self, limit: 100) == Array("one".utf8))
    #expect(try await reader.readChunk(prefixedBy: UInt32.self, limit: 0) == [])
    let long = try await reader.readChunk(prefixedBy: UInt32.self, limit: 70_000)
    #expect(long == [UInt8](repeating: 0x78, count: 70_000))
    let little = try await reader.readChunk(prefixedBy: UInt16.self, byteOrder: .littleEndian, limit: 1000)
    #expect(little == [UInt8](repeating: 0x79, count: 258))
    #expect(try await reader.readChunk(prefixedBy: UInt8.self, limit: 2) == Array("zz".utf8))
    #expect(try await reader.readChunk(prefixedBy: UInt64.self, limit: 1) == Array("q".utf8))
    #expect(try await reader.readChunk(prefixedBy: UInt64.self, limit: 1) == nil)
    python.expectSuccess()
  }

  @Test("chunks with their length before them, one after the other, up to the end or to one that is cut off")
  func prefixedSequence() async throws {
    let (whole, first) = try await reader(
      """
      for text in b"one", b"", b"three": s.sendall(struct.pack("<H", len(text)) + text)
      s.close()
      """)
    let chunks = whole.chunks(prefixedBy: UInt16.self, byteOrder: .littleEndian, limit: 5)
    #expect(try await texts(chunks) == ["one", "", "three"])
    first.expectSuccess()

    let (cut, second) = try await reader(
      "s.sendall(struct.pack('>B', 1) + b'a' + struct.pack('>B', 4) + b'bcd')\ns.close()")
    var before: [[UInt8]] = []
    let error = await awaitedFailure {
      for try await chunk in cut.chunks(prefixedBy: UInt8.self, limit: 9) { before.append(chunk) }
    }
    #expect(error?.cause == .endOfStream)
    #expect(before == [Array("a".utf8)])
    second.expectSuccess()
  }

  @Test("chunks end with a delimiter of several bytes, whose parts may come apart", arguments: [0, 1, 4096])
  func delimited(bufferSize: Int) async throws {
    let (reader, python) = try await reader(
      bufferSize: bufferSize,
      """
      import time
      for piece in b"a: b\\r\\n", b"c: d\\r", b"\\n\\r", b"\\n\\r\\n\\r\\n\\r\\r\\n\\r\\n":
          s.sendall(piece)
          time.sleep(0.02)
      s.close()
      """)
    let chunks = try await texts(reader.chunks(endingWith: "\r\n\r\n".utf8, limit: 14))
    #expect(chunks == ["a: b\r\nc: d", "", "\r"])
    python.expectSuccess()
  }

  @Test("what is too long or cut off is an error, and stays in the reader")
  func refusals() async throws {
    let (left, right) = try Socket.awaitedPair()
    let reader = try right.makeReader()
    try await left.sendAll("0123456789\nrest;1234".utf8)
    let line = await awaitedFailure { _ = try await reader.readLine(limit: 9) }
    #expect(line?.cause == .lineTooLong(limit: 9) && line?.kind == .invalidData)
    let chunk = await awaitedFailure { _ = try await reader.readChunk(endingWith: ";".utf8, limit: 14) }
    #expect(chunk?.cause == .chunkTooLong(limit: 14) && chunk?.kind == .invalidData)
    #expect(chunk?.description.contains("longer than 14 bytes") == true)
    // The digits are a length of more than eight hundred million.
    let prefixed = await awaitedFailure { _ = try await reader.readChunk(prefixedBy: UInt32.self, limit: 1 << 20) }
    #expect(prefixed?.cause == .chunkTooLong(limit: 1 << 20) && prefixed?.subject == "\(0x3031_3233) bytes")
    #expect(try await reader.readLine(limit: 10) == Array("0123456789".utf8))
    #expect(try await reader.readChunk(endingWith: ";".utf8, limit: 4) == Array("rest".utf8))

    let early = await awaitedFailure { _ = try await reader.readExactly(5, timeout: .milliseconds(5)) }
    #expect(early?.cause == .timedOut)
    try left.close()
    for cut in [
      await awaitedFailure { _ = try await reader.readChunk(endingWith: ";".utf8, limit: 100) },
      await awaitedFailure { _ = try await reader.readChunk(prefixedBy: UInt64.self, limit: 100) },
      await awaitedFailure { _ = try await reader.readChunk(prefixedBy: UInt8.self, limit: 100) },
      await awaitedFailure { _ = try await reader.readExactly(5) },
    ] {
      #expect(cut?.cause == .endOfStream)
    }
    #expect(try await reader.readExactly(4) == Array("1234".utf8))
    #expect(try await reader.read(upTo: 10) == [])
    #expect(try await reader.readChunk(endingWith: [0], limit: 0) == nil)
  }

  @Test("a read that is cancelled or out of time loses nothing")
  func cancelled() async throws {
    let (left, right) = try Socket.awaitedPair()
    try await left.sendAll("half".utf8)
    let reading = Task { () -> (SocketError.Cause?, Bool, Int) in
      let reader = try right.makeReader()
      let late = await awaitedFailure { _ = try await reader.readLine(timeout: .milliseconds(20)) }
      do {
        _ = try await reader.readLine()
        return (late?.cause, false, reader.bufferedByteCount)
      } catch {
        return (late?.cause, error is CancellationError, reader.bufferedByteCount)
      }
    }
    try await Task.sleep(for: .milliseconds(60))
    reading.cancel()
    let (late, isCancelled, count) = try await reading.value
    // The task may have been slow to begin: then it was cancelled before it received anything.
    #expect(isCancelled)
    if late != nil { #expect(late == .timedOut && count == 4) }
  }

  @Test("closing the socket ends a read that waits")
  func close() async throws {
    let (left, right) = try Socket.awaitedPair()
    let waiting = Task { () -> SocketError.Cause? in
      do throws(SocketError) {
        _ = try await texts(right.makeReader().lines())
        return nil
      } catch { return error.cause }
    }
    try await pause()
    try right.close()
    #expect(await waiting.value == .closed)
    withExtendedLifetime(left) {}
  }
}
