/// Room for the bytes of any address, zero to begin with.
///
/// A vector, not an array: compilers copy it in one piece, and can keep it out of memory until it is complete.
@usableFromInline
struct AddressStorage: Sendable {
  @usableFromInline var words = SIMD16<UInt64>.zero

  @inlinable init() {}

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
