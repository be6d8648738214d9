extension Socket {
  /// Reads text from a socket: lines and characters, however the packets cut them.
  ///
  /// ```swift
  /// let reader = try socket.makeTextReader()
  /// while let line = try reader.readLine() { print(line) }
  /// ```
  ///
  /// Ends of lines are found, and translated, as ``Newline`` says. Text is decoded when it is read, not before, so that
  /// ``bytes`` can be read in between: the body after the header.
  ///
  /// As with ``Reader``, nothing that came is ever lost, and a read that failed can be repeated. (Python's decodes ahead,
  /// and loses what it decoded with a malformed byte or a time-out.) A reader is for one thread at a time.
  ///
  /// Python: `socket.makefile("r")`, an `io.TextIOWrapper`.
  public final class TextReader {
    /// The bytes that are not read yet. Python: `buffer`.
    public let bytes: Reader
    /// What the bytes stand for. Python: `encoding`.
    public let encoding: TextEncoding
    /// What ends a line.
    public let newline: Newline
    /// What becomes of bytes that are not in the encoding. Python: `errors`.
    public let errors: TextErrors

    /// That of the reader: by way of two objects, users of it would be counted for each line.
    let buffer: ByteBuffer

    init(_ bytes: Reader, _ encoding: TextEncoding, _ newline: Newline, _ errors: TextErrors) {
      self.bytes = bytes
      buffer = bytes.buffer
      self.encoding = encoding
      self.newline = newline
      self.errors = errors
    }

    /// Whether the reader was closed, or the socket detached from its descriptor.
    public var isClosed: Bool { bytes.isClosed }

    /// Closes the reader. See ``Reader/close()``; Python: `close`.
    ///
    /// - Throws: ``SocketError`` with the errno of close(2), in which case the descriptor is gone all the same.
    public func close() throws(SocketError) { try bytes.close() }
  }
}

extension Socket.TextReader {
  /// Reads a line. Python: `readline`.
  ///
  /// - Parameters:
  ///   - strippingNewline: Whether the line's end is left out, as Swift's own `readLine` does; Python never leaves it out.
  ///   - limit: The most bytes that the line may have, its end not counted.
  /// - Returns: The line, without an end if the stream ends before it; `nil` at the end of the stream.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidText(_:)``, which holds the line's bytes: the next call
  ///   reads the next line. With ``SocketError/Cause/lineTooLong(limit:)``, with the errno, with
  ///   ``SocketError/Cause/timedOut``, ``SocketError/Cause/closed``, or `EAGAIN` if the socket is non-blocking and not
  ///   all of the line is there: what came stays in the reader.
  public func readLine(strippingNewline: Bool = true, limit: Int = .max) throws(SocketError) -> String? {
    let end = LineEnd(newline, isStripped: strippingNewline)
    guard let line = try bytes.nextLine(end, limit: limit) else { return nil }
    defer { bytes.consume(line.byteCount, mayGoOn: line.mayGoOn) }
    do throws(MalformedByte) {
      if strippingNewline || line.endLength == 0 { return try decode(line.length) }
      guard newline == .universal else { return try decode(line.byteCount) }
      buffer[line.length] = .lineFeed
      return try decode(line.length + 1)
    } catch {
      throw malformed("readLine", line.length, error.offset)
    }
  }

  /// Reads to the end of the stream. Python: `read()`.
  ///
  /// - Returns: The text; empty at the end of the stream.
  /// - Throws: ``SocketError`` as ``readLine(strippingNewline:limit:)`` does; with `EAGAIN` if the socket is non-blocking
  ///   and the end is not there.
  public func readToEnd() throws(SocketError) -> String {
    while try bytes.fillOrThrow(.max) {}
    let count = buffer.count
    defer { buffer.consume(count) }
    return try text(count)
  }

  /// The first bytes of the buffer as text, with ends of lines translated.
  func text(_ count: Int) throws(SocketError) -> String {
    do throws(MalformedByte) {
      var translated = count
      if newline == .universal, let first = buffer.firstIndex(of: .carriageReturn, from: 0), first < count {
        // The error has the bytes as they came, so it must come before the translation.
        if errors == .strict { _ = try decode(count) }
        translated = buffer.translateNewlines(in: count)
      }
      return try decode(translated)
    } catch {
      throw malformed("read", count, error.offset)
    }
  }

  private func decode(_ count: Int) throws(MalformedByte) -> String {
    try buffer.withBytes(count) { bytes throws(MalformedByte) in try encoding.decode(bytes, errors) }
  }

  /// The error about the first bytes of the buffer.
  func malformed(_ operation: String, _ count: Int, _ offset: Int) -> SocketError {
    SocketError(
      operation, .invalidText(.malformed(encoding, bytes: bytes.copyBytes(count), offset: offset)))
  }
}
