// Reading and writing integers at explicit offsets: all that the generated codecs are made of.

extension RawSpan {
  /// The integer at `offset` in the host's byte order; zero if it does not lie wholly within the span.
  @inlinable
  public func integer<Value: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Value.Type = Value.self
  ) -> Value {
    guard offset &+ MemoryLayout<Value>.size <= byteCount else { return 0 }
    return unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self)
  }

  /// The `width` bits that begin `bitOffset` bits into the integer at `offset`, counted as the host's C compiler does.
  @inlinable
  public func bits<Value: FixedWidthInteger & BitwiseCopyable>(
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
  public mutating func store<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, at offset: Int) {
    storeBytes(of: value, toByteOffset: offset, as: Value.self)
  }

  /// Writes the low `width` bits of `value`, `bitOffset` bits into the integer at `offset`.
  @inlinable
  public mutating func storeBits<Value: FixedWidthInteger & BitwiseCopyable>(
    _ value: Value, at offset: Int, from bitOffset: Int, width: Int
  ) {
    let shift = Value(truncatingIfNeeded: bitShift(in: Value.self, from: bitOffset, width: width))
    let mask = ~(~Value.zero &<< Value(truncatingIfNeeded: width))
    let unit: Value = bytes.integer(at: offset)
    store((unit & ~(mask &<< shift)) | ((value & mask) &<< shift), at: offset)
  }

  /// Zeroes `count` bytes from `offset` on.
  @inlinable
  public mutating func zero(at offset: Int = 0, count: Int) {
    for index in offset..<(offset &+ count) { storeBytes(of: 0, toByteOffset: index, as: UInt8.self) }
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
