extension Socket.TextReader {
  /// Reads the characters that are there, at least one. Python: `read1`, which text readers lack.
  ///
  /// Characters are Unicode scalars, as in Python: what comes later may still combine with the last one.
  ///
  /// - Parameter count: The most characters to read. A translated end of line is one.
  /// - Returns: The text; empty at the end of the stream.
  /// - Precondition: `count` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidText(_:)`` if the next bytes are malformed: they count as
  ///   read. Else as ``readLine(strippingNewline:limit:)`` does.
  public func read(upTo count: Int) throws(SocketError) -> String {
    let part = try measure(count, waitsForAll: false)
    guard part.characters > 0 else {
      if part.malformed > 0 { throw skip(part) }
      return ""
    }
    return try take(part)
  }

  /// Reads so many characters, which are Unicode scalars. Python: `read(count)`, which returns fewer at the end.
  ///
  /// - Parameter count: How many characters. A translated end of line is one.
  /// - Precondition: `count` is not negative.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/endOfStream`` if the stream ends before: what came stays in the
  ///   reader. With ``SocketError/Cause/invalidText(_:)`` if malformed bytes are among the characters: the bytes up to
  ///   them count as read. Else as ``readLine(strippingNewline:limit:)`` does.
  public func readExactly(_ count: Int) throws(SocketError) -> String {
    let part = try measure(count, waitsForAll: true)
    if part.malformed > 0 { throw skip(part) }
    guard part.characters == count else { throw SocketError("read", "\(count) characters", .endOfStream) }
    return try take(part)
  }

  /// Characters at the front of the buffer.
  private struct Part {
    var characters = 0
    var byteCount = 0
    /// How many bytes behind them are malformed, in a strict reader.
    var malformed = 0
    var isAtEnd = false
  }

  /// Finds the first `count` characters, and receives until they are there, or until one is.
  private func measure(_ count: Int, waitsForAll: Bool) throws(SocketError) -> Part {
    precondition(count >= 0, "a count can't be negative")
    var part = Part()
    while true {
      buffer.withBytes(buffer.count) { bytes in extend(&part, upTo: count, in: bytes) }
      let isEnough = part.characters == count || part.characters > 0 && !waitsForAll
      if isEnough || part.malformed > 0 || part.isAtEnd { return part }
      part.isAtEnd = try !bytes.fillOrThrow(1)
    }
  }

  /// Adds characters that are whole.
  private func extend(_ part: inout Part, upTo count: Int, in bytes: Span<UInt8>) {
    while part.byteCount < bytes.count {
      if newline == .universal, part.byteCount > 0, bytes[part.byteCount] == .lineFeed,
        bytes[part.byteCount - 1] == .carriageReturn
      {
        part.byteCount += 1
        continue
      }
      if part.characters == count { return }
      switch encoding.character(at: part.byteCount, of: bytes) {
      case .whole(let length): part.byteCount += length
      case .malformed(let length) where errors == .replace: part.byteCount += length
      case .malformed(let length): return part.malformed = length
      case .cut where !part.isAtEnd: return
      case .cut where errors == .replace: part.byteCount = bytes.count
      case .cut: return part.malformed = bytes.count - part.byteCount
      }
      part.characters += 1
    }
  }

  private func take(_ part: Part) throws(SocketError) -> String {
    let isAll = part.byteCount > 0 && part.byteCount == buffer.count
    let mayGoOn = isAll && newline == .universal && buffer[part.byteCount - 1] == .carriageReturn
    defer { bytes.consume(part.byteCount, mayGoOn: mayGoOn) }
    return try text(part.byteCount)
  }

  /// Drops the part with the malformed bytes behind it, which the error holds.
  private func skip(_ part: Part) -> SocketError {
    let count = part.byteCount + part.malformed
    defer { buffer.consume(count) }
    return malformed("read", count, part.byteCount)
  }
}
