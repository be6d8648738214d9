extension Socket.Reader {
  /// Reads a line, which ends with a line feed. Python: `readline`.
  ///
  /// - Parameters:
  ///   - strippingNewline: Whether the line feed is left out. Python never leaves it out.
  ///   - limit: The most bytes that the line may have, the line feed not counted.
  /// - Returns: The line, without the line feed if the stream ends before it; `nil` at the end of the stream.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/lineTooLong(limit:)``, as ``read(into:)-(MutableRawSpan)`` does, and with `EAGAIN`
  ///   if the socket is non-blocking and not all of the line is there. What came stays in the reader. (Python returns
  ///   the first part of a long line.)
  public func readLine(strippingNewline: Bool = true, limit: Int = .max) throws(SocketError) -> [UInt8]? {
    guard let line = try nextLine(.byte(.lineFeed), limit: limit) else { return nil }
    defer { buffer.consume(line.byteCount) }
    return copyBytes(strippingNewline ? line.length : line.byteCount)
  }

  /// Reads up to a byte of the caller's choice, and with it.
  ///
  /// - Parameters:
  ///   - delimiter: The byte.
  ///   - limit: The most bytes that may come before the delimiter.
  /// - Returns: The bytes, the delimiter last unless the stream ends before it; `nil` at the end of the stream.
  /// - Throws: ``SocketError`` as ``readLine(strippingNewline:limit:)`` does.
  public func read(through delimiter: UInt8, limit: Int = .max) throws(SocketError) -> [UInt8]? {
    guard let line = try nextLine(.byte(delimiter), limit: limit) else { return nil }
    return takeBytes(line.byteCount)
  }

  /// Lends a line to `body`, in place: no allocation, no copy.
  ///
  /// ```swift
  /// while let sum = try reader.withLine({ line in checksum(line) }) { print(sum) }
  /// ```
  ///
  /// - Parameters:
  ///   - limit: The most bytes that the line may have, the line feed not counted.
  ///   - body: Gets the line without its line feed. The line counts as read when it returns. It must not use the
  ///     reader, which is checked.
  /// - Returns: What `body` returns; `nil` at the end of the stream.
  /// - Throws: ``SocketError`` as ``readLine(strippingNewline:limit:)`` does.
  @inlinable
  public func withLine<Result>(limit: Int = .max, _ body: (Span<UInt8>) -> Result) throws(SocketError) -> Result? {
    var result: Result?
    try lendLine(limit: limit) { line in result = body(line) }
    return result
  }

  /// Lends a line to `body`, unless the stream is at its end.
  @usableFromInline
  func lendLine(limit: Int, _ body: (Span<UInt8>) -> Void) throws(SocketError) {
    guard let line = try nextLine(.byte(.lineFeed), limit: limit) else { return }
    defer { buffer.consume(line.byteCount) }
    buffer.lend(line.length, body)
  }

  /// Receives until a line is at the front of the buffer.
  ///
  /// - Returns: The line; `nil` at the end of the stream.
  func nextLine(_ end: LineEnd, limit: Int) throws(SocketError) -> Line? {
    precondition(limit >= 0, "a limit can't be negative")
    var scanned = 0
    var line = buffer.firstLine(end, &scanned)
    while line == nil {
      // One byte more than fits may be the first half of the line's end.
      if scanned - 1 > limit { break }
      if try fillOrThrow(1) {
        line = buffer.firstLine(end, &scanned)
      } else if buffer.isEmpty {
        return nil
      } else {
        line = lastLine(end)
      }
    }
    guard let line, line.length <= limit else { throw SocketError("readLine", .lineTooLong(limit: limit)) }
    return line
  }

  /// All of the buffer, at the end of the stream. A carriage return that no byte follows may end it.
  private func lastLine(_ end: LineEnd) -> Line {
    if case .anyWhole = end, buffer[buffer.count - 1] == .carriageReturn {
      return Line(length: buffer.count - 1, endLength: 1)
    }
    return Line(length: buffer.count, endLength: 0)
  }
}
