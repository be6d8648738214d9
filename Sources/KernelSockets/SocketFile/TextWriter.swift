extension Socket {
  /// Writes text to a socket.
  ///
  /// ```swift
  /// let writer = try socket.makeTextWriter(isLineBuffered: true)
  /// try writer.writeLine("Hello, world")
  /// ```
  ///
  /// Text goes through the buffer of ``bytes``, which can be written in between. A text is taken whole or not at all:
  /// when the socket can't take it now, the buffer grows to keep it, and ``flush()`` goes on. A writer is for one thread
  /// at a time; see ``Writer`` for how it ends.
  ///
  /// Python: `socket.makefile("w")`, an `io.TextIOWrapper`.
  public final class TextWriter {
    /// The writer below, for bytes in between. Python: `buffer`.
    public let bytes: Writer
    /// The bytes that the text becomes. Python: `encoding`.
    public let encoding: TextEncoding
    /// What is written for `"\n"`.
    public let newline: Newline
    /// What becomes of characters that the encoding lacks. Python: `errors`.
    public let errors: TextErrors
    /// Whether a text with an end of line in it goes out at once. Python: `line_buffering`.
    public let isLineBuffered: Bool

    init(
      _ bytes: Writer, _ encoding: TextEncoding, _ newline: Newline, _ errors: TextErrors, _ isLineBuffered: Bool
    ) {
      self.bytes = bytes
      self.encoding = encoding
      self.newline = newline
      self.errors = errors
      self.isLineBuffered = isLineBuffered
    }

    /// Whether the writer was closed, or the socket detached from its descriptor.
    public var isClosed: Bool { bytes.isClosed }

    /// Sends what the buffer holds. See ``Writer/flush()``; Python: `flush`.
    ///
    /// - Throws: ``SocketError`` as ``Writer/flush()`` does.
    public func flush() throws(SocketError) { try bytes.flush() }

    /// Sends what the buffer holds, and closes the writer, even if that fails. See ``Writer/close()``; Python: `close`.
    ///
    /// - Throws: ``SocketError`` as ``Writer/close()`` does.
    public func close() throws(SocketError) { try bytes.close() }
  }
}

extension Socket.TextWriter {
  /// Writes text. Python: `write`.
  ///
  /// - Parameter text: The text. Every `"\n"` in it becomes what ``newline`` says.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidText(_:)`` if the encoding lacks a character: nothing is
  ///   written then. With ``SocketError/Cause/closed``. With another cause, such as ``SocketError/Cause/timedOut`` or
  ///   `EAGAIN`: the text is taken all the same; call ``flush()`` to go on.
  @inlinable
  public func write(_ text: some StringProtocol) throws(SocketError) {
    try text.utf8.withSpan { bytes throws(SocketError) in try write(utf8: bytes) }
  }

  /// Writes a line: text and `"\n"`, which becomes what ``newline`` says.
  ///
  /// - Parameter line: The text.
  /// - Throws: ``SocketError`` as ``write(_:)`` does.
  @inlinable
  public func writeLine(_ line: some StringProtocol) throws(SocketError) {
    try line.utf8.withSpan { bytes throws(SocketError) in try write(utf8: bytes, isLine: true) }
  }

  @usableFromInline
  func write(utf8: RawSpan, isLine: Bool = false) throws(SocketError) {
    if isClosed { throw SocketError("write", .closed) }
    let utf8 = unsafe utf8._unsafeView(as: UInt8.self)
    var failure: SocketError?
    if let encoded = try encode(utf8) {
      put(encoded.span, &failure)
    } else {
      put(utf8, &failure)
    }
    if isLine {
      let ending = ending ?? [.lineFeed]
      bytes.write(unsafe ending.span.bytes, keepingAllAfter: &failure)
    }
    if let failure { throw failure }
    let isDue = bytes.isUnbuffered || isLineBuffered && (isLine || utf8.firstLineBreak(from: 0) != nil)
    if isDue { try flush() }
  }

  /// Writes bytes of the encoding, line feeds translated.
  private func put(_ text: Span<UInt8>, _ failure: inout SocketError?) {
    var start = 0
    if let ending {
      while let index = text.firstIndex(of: .lineFeed, from: start) {
        bytes.write(unsafe text.extracting(start..<index).bytes, keepingAllAfter: &failure)
        bytes.write(unsafe ending.span.bytes, keepingAllAfter: &failure)
        start = index + 1
      }
    }
    bytes.write(unsafe text.extracting(droppingFirst: start).bytes, keepingAllAfter: &failure)
  }

  /// What is written for a line feed, unless it is a line feed.
  private var ending: [UInt8]? {
    switch newline {
    case .universal, .untranslated, .lineFeed: nil
    case .carriageReturn: [.carriageReturn]
    case .carriageReturnLineFeed: [.carriageReturn, .lineFeed]
    }
  }

  /// The text in another encoding; `nil` if its bytes would be those of UTF-8.
  private func encode(_ utf8: Span<UInt8>) throws(SocketError) -> [UInt8]? {
    guard encoding != .utf8, utf8.indices.contains(where: { utf8[$0] >= 0x80 }) else { return nil }
    let largest: UInt32 = encoding == .latin1 ? 0xFF : 0x7F
    var encoded: [UInt8] = []
    encoded.reserveCapacity(utf8.count)
    var scalars = unsafe UTF8Span(unchecked: utf8).makeUnicodeScalarIterator()
    while let scalar = scalars.next() {
      if scalar.value <= largest {
        encoded.append(UInt8(scalar.value))
      } else if errors == .replace {
        encoded.append(UInt8(ascii: "?"))
      } else {
        throw SocketError("write", .invalidText(.unencodable(encoding, scalar)))
      }
    }
    return encoded
  }
}
