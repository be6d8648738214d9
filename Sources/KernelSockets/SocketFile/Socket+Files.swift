// Python's `socket.makefile`, whose mode string is a choice among four types here.

extension Socket {
  /// A buffered reader of bytes. Python: `socket.makefile("rb", buffering)`.
  ///
  /// The reader keeps the socket alive and its descriptor open, even when the socket is closed: the descriptor closes
  /// with the last reader or writer. Make a reader and a writer for both directions (Python: `makefile("rwb")`).
  ///
  /// - Parameter bufferSize: Bytes of the buffer. With 0 the reader never takes more from the socket than it was asked
  ///   for; lines then cost a system call per byte.
  /// - Precondition: `bufferSize` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  public func makeReader(bufferSize: Int = 131_072) throws(SocketError) -> Reader {
    try Reader(FileHold(self, "makeReader"), bufferSize: bufferSize)
  }

  /// A buffered writer of bytes. Python: `socket.makefile("wb", buffering)`.
  ///
  /// The writer keeps the socket alive and its descriptor open, as a reader does: see ``makeReader(bufferSize:)``.
  ///
  /// - Parameter bufferSize: Bytes of the buffer. With 0 every write goes out at once.
  /// - Precondition: `bufferSize` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  public func makeWriter(bufferSize: Int = 131_072) throws(SocketError) -> Writer {
    try Writer(FileHold(self, "makeWriter"), bufferSize: bufferSize)
  }

  /// A reader of text. Python: `socket.makefile("r", buffering, encoding=, errors=, newline=)`.
  ///
  /// ```swift
  /// let reader = try socket.makeTextReader()
  /// while let line = try reader.readLine() { print(line) }
  /// ```
  ///
  /// - Parameters:
  ///   - encoding: What the bytes stand for.
  ///   - newline: What ends a line.
  ///   - errors: What becomes of bytes that are not in the encoding.
  ///   - bufferSize: Bytes of the buffer, as for ``makeReader(bufferSize:)``.
  /// - Precondition: `bufferSize` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  public func makeTextReader(
    encoding: TextEncoding = .utf8, newline: Newline = .universal, errors: TextErrors = .strict,
    bufferSize: Int = 131_072
  ) throws(SocketError) -> TextReader {
    let reader = try Reader(FileHold(self, "makeTextReader"), bufferSize: bufferSize)
    return TextReader(reader, encoding, newline, errors)
  }

  /// A writer of text. Python: `socket.makefile("w", buffering, encoding=, errors=, newline=)`.
  ///
  /// ```swift
  /// let writer = try socket.makeTextWriter(newline: .carriageReturnLineFeed)
  /// try writer.writeLine("HELO example.org")
  /// try writer.flush()
  /// ```
  ///
  /// - Parameters:
  ///   - encoding: The bytes that the text becomes.
  ///   - newline: What is written for `"\n"`.
  ///   - errors: What becomes of characters that the encoding lacks.
  ///   - isLineBuffered: Whether a text with an end of line in it goes out at once.
  ///   - bufferSize: Bytes of the buffer, as for ``makeWriter(bufferSize:)``.
  /// - Precondition: `bufferSize` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  public func makeTextWriter(
    encoding: TextEncoding = .utf8, newline: Newline = .universal, errors: TextErrors = .strict,
    isLineBuffered: Bool = false, bufferSize: Int = 131_072
  ) throws(SocketError) -> TextWriter {
    let writer = try Writer(FileHold(self, "makeTextWriter"), bufferSize: bufferSize)
    return TextWriter(writer, encoding, newline, errors, isLineBuffered)
  }
}
