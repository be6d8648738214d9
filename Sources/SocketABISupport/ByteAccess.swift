// Reading and writing integers at explicit offsets: all that the generated codecs are made of. A codec checks once
// that the whole structure lies within the bytes, and then uses the unchecked operations; with a check for each field
// its code would double. That offsets are not negative is for the callers to see to; therefore none of this is public.

extension RawSpan {
  /// The integer at `offset` in the host's byte order; zero if it does not lie wholly within the span.
  @inlinable
  package func integer<Value: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Value.Type = Value.self
  ) -> Value {
    guard offset &+ MemoryLayout<Value>.size <= byteCount else { return 0 }
    return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Value.self)
  }

  /// The integer `distance` bytes after `offset` in the host's byte order, which must lie wholly within the span.
  @inlinable @unsafe
  package func loadUnchecked<Value: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, plus distance: Int = 0
  ) -> Value {
    unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ distance, as: Value.self)
  }

  /// The `width` bits that begin `bitOffset` bits into the integer at `offset`, counted as the host's C compiler does.
  @inlinable
  package func bits<Value: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, from bitOffset: Int, width: Int, as type: Value.Type = Value.self
  ) -> Value {
    let unit: Value = integer(at: offset)
    let shift = bitShift(in: Value.self, from: bitOffset, width: width)
    let above = Value(truncatingIfNeeded: Value.bitWidth - width - shift)
    let beside = Value(truncatingIfNeeded: Value.bitWidth - width)
    return (unit &<< above) &>> beside
  }
}

extension MutableRawSpan {
  /// Writes an integer at `offset`, in the host's byte order.
  @inlinable
  package mutating func store<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, at offset: Int) {
    precondition(offset &+ MemoryLayout<Value>.size <= byteCount)
    unsafe storeBytes(of: value, toUncheckedByteOffset: offset, as: Value.self)
  }

  /// Writes an integer `distance` bytes after `offset`, in the host's byte order; it must lie wholly within the span.
  @inlinable @unsafe
  package mutating func storeUnchecked<Value: FixedWidthInteger & BitwiseCopyable>(
    _ value: Value, at offset: Int, plus distance: Int = 0
  ) {
    unsafe storeBytes(of: value, toUncheckedByteOffset: offset &+ distance, as: Value.self)
  }

  /// Writes the low `width` bits of `value`, `bitOffset` bits into the integer at `offset`.
  @inlinable
  package mutating func storeBits<Value: FixedWidthInteger & BitwiseCopyable>(
    _ value: Value, at offset: Int, from bitOffset: Int, width: Int
  ) {
    let shift = Value(truncatingIfNeeded: bitShift(in: Value.self, from: bitOffset, width: width))
    let mask = ~(~Value.zero &<< Value(truncatingIfNeeded: width))
    let unit: Value = bytes.integer(at: offset)
    store((unit & ~(mask &<< shift)) | ((value & mask) &<< shift), at: offset)
  }

  /// Writes the bytes of a span from `offset` on.
  @inlinable
  package mutating func store(contentsOf bytes: RawSpan, at offset: Int = 0) {
    precondition(offset >= 0 && bytes.byteCount <= byteCount &- offset)
    unsafe bytes.withUnsafeBytes { source in
      unsafe withUnsafeMutableBytes { target in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: source)
      }
    }
  }

  /// Zeroes `count` bytes from `offset` on.
  @inlinable
  package mutating func zero(at offset: Int = 0, count: Int) {
    precondition(offset >= 0 && count >= 0 && count <= byteCount &- offset)
    unsafe withUnsafeMutableBytes { bytes in
      _ = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<(offset &+ count)])
        .initializeMemory(as: UInt8.self, repeating: 0)
    }
  }
}

extension [UInt8] {
  /// An array of the same bytes.
  package init(copying bytes: RawSpan) {
    self = unsafe bytes.withUnsafeBytes { source in unsafe Array(source) }
  }
}

/// Where a bit-field begins within its unit: from the low end on little-endian machines, from the high end on others.
@inlinable
func bitShift<Value: FixedWidthInteger>(in type: Value.Type, from bitOffset: Int, width: Int) -> Int {
  #if _endian(little)
    bitOffset
  #else
    Value.bitWidth - bitOffset - width
  #endif
}
