/// Bytes that begin where a word may begin, as C's structures want.
struct AlignedBytes {
  private var words: [UInt]

  /// So many bytes, all zero.
  init(count: Int) {
    words = []
    grow(to: count)
  }

  /// Adds zeroes until there are at least so many bytes.
  mutating func grow(to count: Int) {
    let wanted = (count + MemoryLayout<UInt>.size - 1) / MemoryLayout<UInt>.size
    if wanted > words.count { words += repeatElement(0, count: wanted - words.count) }
  }

  /// Calls `body` with all bytes, the last word's included.
  func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    body(unsafe words.span.bytes)
  }

  /// Lets `body` change all bytes.
  mutating func withMutableBytes<Result>(_ body: (inout MutableRawSpan) -> Result) -> Result {
    var span = words.mutableSpan
    var bytes = unsafe span.mutableBytes
    return body(&bytes)
  }
}
