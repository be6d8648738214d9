extension Socket {
  /// What ends a line. Python: the argument `newline` of `socket.makefile`.
  public enum Newline: Hashable, Sendable, CaseIterable {
    /// A reader takes `"\n"`, `"\r"` and `"\r\n"`, and gives `"\n"` for each. A writer writes `"\n"`.
    /// Python: `newline=None`.
    case universal
    /// A reader takes `"\n"`, `"\r"` and `"\r\n"`, and leaves them as they are. A writer writes what it is given.
    /// Python: `newline=""`.
    case untranslated
    /// `"\n"` alone, for readers and writers. Python: `newline="\n"`.
    case lineFeed
    /// `"\r"` alone. A writer writes it for every `"\n"`. Python: `newline="\r"`.
    case carriageReturn
    /// `"\r\n"` alone. A writer writes it for every `"\n"`. Python: `newline="\r\n"`.
    case carriageReturnLineFeed
  }
}

/// What ends a line, for the search.
enum LineEnd {
  /// This byte.
  case byte(UInt8)
  /// These bytes, one at least.
  case bytes([UInt8])
  /// A line feed, a carriage return, or both in this order. If the carriage return is the last byte that has come, the
  /// line is there, and a line feed that comes next is dropped.
  case any
  /// The same, but the search waits for the byte after a carriage return.
  case anyWhole

  init(_ newline: Socket.Newline, isStripped: Bool) {
    switch newline {
    case .universal: self = .any
    case .untranslated: self = isStripped ? .any : .anyWhole
    case .lineFeed: self = .byte(.lineFeed)
    case .carriageReturn: self = .byte(.carriageReturn)
    case .carriageReturnLineFeed: self = .bytes([.carriageReturn, .lineFeed])
    }
  }
}

/// A line at the front of a buffer.
struct Line {
  /// Bytes before its end.
  var length: Int
  /// Bytes of its end; none in the last line of a stream that does not end with one.
  var endLength: Int
  /// Whether a line feed that comes next belongs to it.
  var mayGoOn = false
  /// All bytes.
  var byteCount: Int { length + endLength }
}

extension ByteBuffer {
  /// The first line, if its end is there.
  ///
  /// - Parameter scanned: How many bytes are known to hold no end; moved on when there is none.
  func firstLine(_ end: LineEnd, _ scanned: inout Int) -> Line? {
    switch end {
    case .byte(let byte):
      if let index = firstIndex(of: byte, from: scanned) { return Line(length: index, endLength: 1) }
      scanned = count
    case .bytes(let bytes):
      while let index = firstIndex(of: bytes[bytes.count - 1], from: scanned) {
        let length = index + 1 - bytes.count
        if length >= 0, bytes.indices.allSatisfy({ self[length + $0] == bytes[$0] }) {
          return Line(length: length, endLength: bytes.count)
        }
        scanned = index + 1
      }
      scanned = count
    case .any, .anyWhole:
      guard let index = firstLineBreak(from: scanned) else {
        scanned = count
        return nil
      }
      let next = index + 1
      if self[index] == .lineFeed { return Line(length: index, endLength: 1) }
      if next < count { return Line(length: index, endLength: self[next] == .lineFeed ? 2 : 1) }
      if case .any = end { return Line(length: index, endLength: 1, mayGoOn: true) }
      scanned = index
    }
    return nil
  }

  /// Makes one line feed of every end of line in the first `count` bytes. Returns how many bytes they are now.
  ///
  /// The bytes behind them, up to the old count, mean nothing then.
  func translateNewlines(in count: Int) -> Int {
    guard var from = firstIndex(of: .carriageReturn, from: 0), from < count else { return count }
    var to = from
    while from < count {
      let byte = self[from]
      from += 1
      self[to] = byte == .carriageReturn ? .lineFeed : byte
      to += 1
      if byte == .carriageReturn, from < count, self[from] == .lineFeed { from += 1 }
    }
    return to
  }
}
