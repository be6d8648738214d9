/// Room for the bytes of any address, zero to begin with.
///
/// A vector, not an array: compilers copy it in one piece, and can keep it out of memory until it is complete.
@usableFromInline
struct AddressStorage: Sendable {
  @usableFromInline var words = SIMD16<UInt64>.zero

  @inlinable init() {}

  /// The bytes of a structure, in the length that its protocol asks for.
  @inlinable @inline(__always)
  init(_ structure: some SocketAddressStruct) {
    if type(of: structure).size <= MemoryLayout<SIMD4<UInt64>>.size {
      // A short one, as most are, is put together in registers.
      var start = SIMD4<UInt64>.zero
      unsafe withUnsafeMutableBytes(of: &start) { memory in
        var bytes = unsafe memory.mutableBytes
        bytes.store(structure)
      }
      for index in 0..<4 { words[index] = start[index] }
    } else {
      withMutableBytes { bytes in bytes.store(structure) }
    }
  }

  /// Calls `body` with the bytes, in place.
  @inlinable
  func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe withUnsafeBytes(of: self) { bytes throws(Failure) in try body(unsafe bytes.bytes) }
  }

  /// Calls `body` with the bytes, in place.
  @inlinable
  mutating func withMutableBytes(_ body: (inout MutableRawSpan) -> Void) {
    unsafe withUnsafeMutableBytes(of: &self) { memory in
      var bytes = unsafe memory.mutableBytes
      body(&bytes)
    }
  }
}

extension AddressStorage: Equatable {
  // The vector's own operator calls a function for each word.
  @inlinable
  static func == (left: Self, right: Self) -> Bool {
    for index in 0..<16 where left.words[index] != right.words[index] { return false }
    return true
  }
}

extension MutableRawSpan {
  /// Writes a structure, and zeroes what the protocol does not ask for.
  @inlinable @inline(__always)
  mutating func store<Structure: SocketAddressStruct>(_ structure: Structure) {
    structure.write(to: &self, at: 0)
    let count = structure.byteCount
    if count < Structure.size { zero(at: count, count: Structure.size - count) }
  }
}
