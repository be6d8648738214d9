/// The data of a frame, and zeroes behind: 64 bytes.
///
/// They lie in vectors, since compilers copy those always in the same pieces: a processor has to wait where it loads more
/// at once than it has just stored.
@usableFromInline
struct CANData: Hashable, Sendable {
  @usableFromInline typealias Quarter = SIMD16<UInt8>

  @usableFromInline var first, second, third, fourth: Quarter

  /// Data of any length up to 64. Full frames come first: they are the most common ones.
  @inlinable
  init(_ bytes: RawSpan) {
    switch bytes.byteCount {
    case 8: self.init(eight: bytes.integer(at: 0))
    case 64: self.init(sixtyFour: bytes)
    default: self.init(part: bytes)
    }
  }

  @inlinable
  init(eight bytes: UInt64) {
    first = unsafe unsafeBitCast(SIMD2(bytes, 0), to: Quarter.self)
    second = .zero
    third = .zero
    fourth = .zero
  }

  @inlinable
  init(sixtyFour bytes: RawSpan) {
    precondition(bytes.byteCount == 64)
    first = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: Quarter.self)
    second = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 16, as: Quarter.self)
    third = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 32, as: Quarter.self)
    fourth = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 48, as: Quarter.self)
  }

  @inlinable @inline(never)
  init(part bytes: RawSpan) {
    guard bytes.byteCount < 8 else {
      self = CArray<64, UInt8>(bytes: bytes).withBytes { Self(sixtyFour: $0) }
      return
    }
    var word: UInt64 = 0
    for offset in 0..<bytes.byteCount {
      word |= UInt64(bytes.integer(at: offset, as: UInt8.self)) &<< UInt64(8 &* offset)
    }
    self.init(eight: UInt64(littleEndian: word))
  }

  /// The first eight bytes, as a classic frame has them.
  @inlinable var eight: CArray<8, UInt8> { unsafe unsafeBitCast(first.lowHalf, to: CArray<8, UInt8>.self) }

  /// All bytes, as a frame of CAN FD has them.
  @inlinable var sixtyFour: CArray<64, UInt8> { unsafe unsafeBitCast(self, to: CArray<64, UInt8>.self) }
}
