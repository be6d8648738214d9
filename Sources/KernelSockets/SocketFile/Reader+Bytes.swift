extension Socket.Reader {
  /// Reads into a buffer of the caller's: what the reader holds, else what one system call brings. A buffer as large as
  /// the reader's is filled directly. Python: `readinto1`.
  ///
  /// - Parameter span: Where the bytes go, from its start.
  /// - Returns: How many bytes were read; zero at the end of the stream; `nil` if nothing is there and the socket is
  ///   non-blocking.
  /// - Throws: ``SocketError`` with the errno, such as `ECONNRESET`, with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``.
  public func read(into span: inout MutableRawSpan) throws(SocketError) -> Int? {
    guard span.byteCount > 0 else { return 0 }
    if buffer.isEmpty {
      var count: Int?
      if try bypass(into: &span, &count) { return count }
      guard let count = try fill(span.byteCount) else { return nil }
      if count == 0 { return 0 }
    }
    return buffer.move(into: &span)
  }

  /// Reads until a buffer of the caller's is full or the stream ends. Python: `readinto`.
  ///
  /// - Parameter span: Where the bytes go, from its start.
  /// - Returns: How many bytes were read; fewer than fit only at the end of the stream.
  /// - Throws: ``SocketError`` as ``read(into:)-(MutableRawSpan)`` does, and with `EAGAIN` if the socket is non-blocking. What came stays
  ///   in the reader.
  public func readFully(into span: inout MutableRawSpan) throws(SocketError) -> Int {
    var count = 0
    do throws(SocketError) {
      while count < span.byteCount {
        var rest = span._mutatingExtracting(droppingFirst: count)
        guard let part = try read(into: &rest) else { throw try wouldBlock() }
        if part == 0 { break }
        count += part
      }
    } catch {
      // A read fails only when the buffer is empty.
      buffer.append(span.bytes.extracting(first: count))
      throw error
    }
    return count
  }

  /// Reads what the reader holds, else what one system call brings. Python: `read1`.
  ///
  /// - Parameter count: The most bytes to read.
  /// - Returns: The bytes; empty at the end of the stream.
  /// - Precondition: `count` is not negative.
  /// - Throws: ``SocketError`` as ``read(into:)-(MutableRawSpan)`` does, and with `EAGAIN` if nothing is there and the socket is
  ///   non-blocking.
  public func read(upTo count: Int) throws(SocketError) -> [UInt8] {
    if buffer.isEmpty, count > 0, !isUnbuffered { guard try fillOrThrow(count) else { return [] } }
    let capacity = isUnbuffered && buffer.isEmpty ? count : min(count, buffer.count)
    return try [UInt8](capacity: capacity) { span throws(SocketError) in
      guard let count = try read(into: &span) else { throw try wouldBlock() }
      return count
    }
  }

  /// Reads so many bytes. Python: `read(count)`, which returns fewer at the end of the stream.
  ///
  /// - Parameter count: How many bytes.
  /// - Precondition: `count` is not negative. Check a count that comes from the peer before you ask for so much memory.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/endOfStream`` if the stream ends before, with `EAGAIN` if the
  ///   socket is non-blocking and not all is there, and as ``read(into:)-(MutableRawSpan)`` does. What came stays in the reader, for
  ///   ``readToEnd()`` or another attempt.
  public func readExactly(_ count: Int) throws(SocketError) -> [UInt8] {
    try [UInt8](capacity: count) { span throws(SocketError) in
      let part = try readFully(into: &span)
      if part < count {
        buffer.append(span.bytes.extracting(first: part))
        throw SocketError("read", "\(count) bytes", .endOfStream)
      }
      return part
    }
  }

  /// Reads to the end of the stream. Python: `read()`.
  ///
  /// - Returns: The bytes; empty at the end of the stream.
  /// - Throws: ``SocketError`` as ``read(into:)-(MutableRawSpan)`` does, and with `EAGAIN` if the socket is non-blocking and the end is
  ///   not there. What came stays in the reader.
  public func readToEnd() throws(SocketError) -> [UInt8] {
    while try fillOrThrow(.max) {}
    return takeBytes(buffer.count)
  }

  /// What comes next, without taking it: what the reader holds, else what one system call brings. Python: `peek`.
  ///
  /// - Parameter count: The most bytes to return.
  /// - Returns: The bytes; empty at the end of the stream.
  /// - Precondition: `count` is not negative.
  /// - Throws: ``SocketError`` as ``read(upTo:)`` does.
  public func peek(upTo count: Int = .max) throws(SocketError) -> [UInt8] {
    if buffer.isEmpty, count > 0 {
      if isUnbuffered {
        return try [UInt8](capacity: min(count, 131_072)) { span throws(SocketError) in
          guard let count = try peekUnbuffered(into: &span) else { throw try wouldBlock() }
          return count
        }
      }
      guard try fillOrThrow(count) else { return [] }
    }
    return copyBytes(min(count, buffer.count))
  }

  /// A copy of the first bytes of the buffer.
  func copyBytes(_ count: Int) -> [UInt8] {
    buffer.withBytes(count) { bytes in [UInt8](copying: unsafe bytes.bytes) }
  }

  /// The first bytes of the buffer.
  func takeBytes(_ count: Int) -> [UInt8] {
    defer { buffer.consume(count) }
    return copyBytes(count)
  }
}
