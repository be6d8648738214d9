// Where lines and texts end. Part of the unsafe layer.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

extension RawSpan {
  /// The offset of the first zero byte. memchr(3).
  var firstZero: Int? { Span<UInt8>(_bytes: self).firstIndex(of: 0, from: 0) }
}

extension Span<UInt8> {
  /// The index of the first such byte, from an index on. memchr(3).
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    return unsafe withUnsafeBytes { bytes in
      let first = unsafe bytes.baseAddress! + start
      guard let found = unsafe memchr(first, CInt(byte), bytes.count - start) else { return nil }
      return unsafe start + (UnsafeRawPointer(found) - first)
    }
  }

  /// The index of the first line feed or carriage return, from an index on: piece by piece, so that the one is not looked
  /// for far behind the other. memchr(3).
  func firstLineBreak(from start: Int) -> Int? {
    var start = start
    while start < count {
      let piece = extracting(first: Swift.min(start + 256, count))
      let feed = piece.firstIndex(of: .lineFeed, from: start)
      let carriage = piece.extracting(first: feed ?? piece.count).firstIndex(of: .carriageReturn, from: start)
      if let index = carriage ?? feed { return index }
      start = piece.count
    }
    return nil
  }
}

extension UInt8 {
  static var lineFeed: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
}
