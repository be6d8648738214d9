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

  /// The index of the first line feed or carriage return, from an index on: eight bytes at a time.
  func firstLineBreak(from start: Int) -> Int? {
    unsafe withUnsafeBytes { bytes in
      var index = start
      while index + 8 <= bytes.count {
        let word = UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let found = zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D)
        if found != 0 { return index + found.trailingZeroBitCount / 8 }
        index += 8
      }
      while index < bytes.count {
        if unsafe bytes[index] == .lineFeed || bytes[index] == .carriageReturn { return index }
        index += 1
      }
      return nil
    }
  }
}

/// The high bit of every byte that is zero, exact up to the first such byte.
@inline(__always)
private func zeros(_ word: UInt64) -> UInt64 {
  (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}

extension UInt8 {
  static var lineFeed: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
}
