// Reads that are awaited. What came stays in the reader when one of them fails or is cancelled, so that it can be
// repeated.

extension Socket.Reader {
  /// Reads what the reader holds, else what one system call brings, once something is there.
  /// Python: `asyncio.StreamReader.read(count)`.
  ///
  /// - Parameters:
  ///   - count: The most bytes to read.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The bytes; empty at the end of the stream.
  /// - Precondition: `count` is not negative.
  /// - Throws: `CancellationError` if the task is cancelled. ``SocketError`` with the errno, such as `ECONNRESET`, with
  ///   ``SocketError/Cause/timedOut``, ``SocketError/Cause/negativeTimeout`` or ``SocketError/Cause/closed``, also when
  ///   the socket was closed. What came stays in the reader.
  @inlinable
  public func read(
    upTo count: Int, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [UInt8] {
    try await read(upTo: count, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func read(upTo count: Int, _ limit: TimeLimit) async throws -> [UInt8] {
    precondition(count >= 0, "a count can't be negative")
    if buffer.isEmpty, count > 0 {
      guard try await fill(count, limit) else { return [] }
    }
    return takeBytes(min(count, buffer.count))
  }

  /// Reads so many bytes, within one time. Python: `asyncio.StreamReader.readexactly`.
  ///
  /// - Parameters:
  ///   - count: How many bytes. Check a count that comes from the peer before you ask for so much memory.
  ///   - timeout: How long all may take; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Precondition: `count` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/endOfStream`` if the stream ends before; and as
  ///   ``read(upTo:timeout:until:)`` does.
  @inlinable
  public func readExactly(
    _ count: Int, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [UInt8] {
    try await readExactly(count, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func readExactly(_ count: Int, _ limit: TimeLimit) async throws -> [UInt8] {
    precondition(count >= 0, "a count can't be negative")
    guard try await hold(count, whole(limit)) else {
      throw SocketError("read", "\(count) bytes", .endOfStream)
    }
    return takeBytes(count)
  }

  /// Reads a line, which ends with a line feed. Python: `asyncio.StreamReader.readline`.
  ///
  /// - Parameters:
  ///   - strippingNewline: Whether the line feed is left out.
  ///   - limit: The most bytes that the line may have, the line feed not counted.
  ///   - timeout: How long all may take; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The line, without the line feed if the stream ends before it; `nil` at the end of the stream.
  /// - Precondition: `limit` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/lineTooLong(limit:)``; and as ``read(upTo:timeout:until:)`` does.
  @inlinable
  public func readLine(
    strippingNewline: Bool = true, limit: Int = .max, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [UInt8]? {
    try await readLine(strippingNewline, limit, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func readLine(_ strippingNewline: Bool, _ limit: Int, _ time: TimeLimit) async throws -> [UInt8]? {
    let line = try await nextLine(.byte(.lineFeed), endLength: 1, limit, whole(time))
    guard let line else { return nil }
    guard line.length <= limit else { throw SocketError("readLine", .lineTooLong(limit: limit)) }
    defer { buffer.consume(line.byteCount) }
    return copyBytes(strippingNewline ? line.length : line.byteCount)
  }

  /// Reads a chunk, which ends with a delimiter. Python: `asyncio.StreamReader.readuntil`, which leaves the delimiter in.
  ///
  /// - Parameters:
  ///   - delimiter: The bytes that follow a chunk.
  ///   - limit: The most bytes of the chunk, the delimiter not counted.
  ///   - timeout: How long all may take; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The chunk without the delimiter; `nil` at the end of the stream.
  /// - Precondition: `delimiter` is not empty, `limit` not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/endOfStream`` if the stream ends within a chunk, which stays in the
  ///   reader, with ``SocketError/Cause/chunkTooLong(limit:)``, and as ``read(upTo:timeout:until:)`` does.
  @inlinable
  public func readChunk(
    endingWith delimiter: some Sequence<UInt8>, limit: Int, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [UInt8]? {
    try await readChunk(endingWith: Array(delimiter), limit, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func readChunk(endingWith delimiter: [UInt8], _ limit: Int, _ time: TimeLimit) async throws -> [UInt8]? {
    precondition(!delimiter.isEmpty, "a delimiter can't be empty")
    let chunk = try await nextLine(.bytes(delimiter), endLength: delimiter.count, limit, whole(time))
    guard let chunk else { return nil }
    guard chunk.length <= limit else { throw SocketError("readChunk", .chunkTooLong(limit: limit)) }
    guard chunk.endLength > 0 else { throw SocketError("readChunk", "\(chunk.length) bytes came", .endOfStream) }
    defer { buffer.consume(chunk.byteCount) }
    return copyBytes(chunk.length)
  }

  /// Reads a chunk whose length stands before it.
  ///
  /// ```swift
  /// while let chunk = try await reader.readChunk(prefixedBy: UInt32.self, limit: 1 << 20) { print(chunk.count) }
  /// ```
  ///
  /// - Parameters:
  ///   - type: The integer that the length is.
  ///   - byteOrder: Whether the integer's first byte is its highest, as networks have it, or its lowest.
  ///   - limit: The most bytes of a chunk. Memory is taken for those only that have come.
  ///   - timeout: How long all may take; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The chunk without its length; `nil` at the end of the stream.
  /// - Precondition: `limit` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/endOfStream`` if the stream ends within a chunk, which stays in the
  ///   reader, with ``SocketError/Cause/chunkTooLong(limit:)``, and as ``read(upTo:timeout:until:)`` does.
  @inlinable
  public func readChunk<Length: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    prefixedBy type: Length.Type, byteOrder: LengthByteOrder = .bigEndian, limit: Int, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [UInt8]? {
    try await readChunk(prefixedBy: type, byteOrder, limit, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func readChunk<Length: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    prefixedBy type: Length.Type, _ byteOrder: LengthByteOrder, _ limit: Int, _ time: TimeLimit
  ) async throws -> [UInt8]? {
    precondition(limit >= 0, "a limit can't be negative")
    let time = try whole(time)
    let prefix = MemoryLayout<Length>.size
    let isWhole = try await hold(prefix, time)
    if buffer.isEmpty { return nil }
    guard isWhole else { throw SocketError("readChunk", "a length of \(prefix) bytes", .endOfStream) }
    let raw: Length = buffer.withBytes(prefix) { unsafe $0.bytes.integer(at: 0) }
    let length = byteOrder == .bigEndian ? Length(bigEndian: raw) : Length(littleEndian: raw)
    guard length <= limit else { throw SocketError("readChunk", "\(length) bytes", .chunkTooLong(limit: limit)) }
    guard try await hold(prefix + Int(length), time) else {
      throw SocketError("readChunk", "\(length) bytes", .endOfStream)
    }
    buffer.consume(prefix)
    return takeBytes(Int(length))
  }
}

extension Socket.Reader {
  /// Which byte of a chunk's length comes first.
  public enum LengthByteOrder: Hashable, Sendable {
    /// The highest, as networks have it.
    case bigEndian
    /// The lowest.
    case littleEndian
  }

  private func whole(_ time: TimeLimit) throws(SocketError) -> TimeLimit { try hold.open("read").whole("read", time) }

  /// Receives into the buffer, once something is there; without a buffer not more than `count` bytes. Returns `false` at
  /// the end of the stream.
  private func fill(_ count: Int, _ limit: TimeLimit) async throws -> Bool {
    let socket = try hold.open("read")
    // A closed socket has nothing that could wake the task up.
    guard !socket.isClosed else { throw SocketError("read", .closed) }
    return try await socket.awaiting("receive", .reading, limit) { () throws(SocketError) in
      try fill(count, flags: .MSG_DONTWAIT)
    } > 0
  }

  /// Receives until so many bytes are in the buffer. Returns `false` if the stream ends before.
  private func hold(_ count: Int, _ limit: TimeLimit) async throws -> Bool {
    while buffer.count < count {
      guard try await fill(count - buffer.count, limit) else { return false }
    }
    return true
  }

  /// Receives until a line is at the front of the buffer, or more bytes than a line may have. `nil` at the end of the
  /// stream.
  private func nextLine(_ end: LineEnd, endLength: Int, _ limit: Int, _ time: TimeLimit) async throws -> Line? {
    precondition(limit >= 0, "a limit can't be negative")
    var scanned = 0
    while true {
      if let line = buffer.firstLine(end, &scanned) { return line }
      // The last bytes may be the beginning of the line's end.
      let length = scanned - (endLength - 1)
      guard length <= limit, try await fill(1, time) else {
        return buffer.isEmpty ? nil : Line(length: buffer.count, endLength: 0)
      }
    }
  }
}
