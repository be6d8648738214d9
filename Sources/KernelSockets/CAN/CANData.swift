/// The data of a frame, and zeroes behind: 64 bytes.
///
/// They lie in a vector, since compilers copy that always in the same pieces: a processor has to wait where it loads more
/// at once than it has just stored.
@usableFromInline
struct CANData: Sendable {
  @usableFromInline var words = SIMD8<UInt64>.zero

  /// Data of any length up to 64. Full frames come first: they are the most common ones.
  @inlinable
  init(_ bytes: RawSpan) {
    switch bytes.byteCount {
    case 8: words[0] = bytes.integer(at: 0)
    case 64: words = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: SIMD8<UInt64>.self)
    default: words = Self.words(ofPart: bytes)
    }
  }

  /// Those of data that do not fill a frame.
  @inlinable @inline(never)
  static func words(ofPart bytes: RawSpan) -> SIMD8<UInt64> {
    guard bytes.byteCount < 8 else {
      return unsafe unsafeBitCast(CArray<64, UInt8>(bytes: bytes), to: SIMD8<UInt64>.self)
    }
    var word: UInt64 = 0
    for offset in 0..<bytes.byteCount {
      word |= UInt64(bytes.integer(at: offset, as: UInt8.self)) &<< UInt64(8 &* offset)
    }
    return SIMD8(UInt64(littleEndian: word), 0, 0, 0, 0, 0, 0, 0)
  }

  /// The first eight bytes, as a classic frame has them.
  @inlinable var eight: CArray<8, UInt8> { unsafe unsafeBitCast(words[0], to: CArray<8, UInt8>.self) }

  /// All bytes, as a frame of CAN FD has them.
  @inlinable var sixtyFour: CArray<64, UInt8> { unsafe unsafeBitCast(words, to: CArray<64, UInt8>.self) }
}

extension CANData: Hashable {
  // The vector's own operator calls a function for each word.
  @inlinable
  static func == (left: Self, right: Self) -> Bool {
    for index in 0..<8 where left.words[index] != right.words[index] { return false }
    return true
  }

  @inlinable
  func hash(into hasher: inout Hasher) {
    for index in 0..<8 { hasher.combine(words[index]) }
  }
}
