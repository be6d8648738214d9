// Memory for C's structures. Part of the unsafe layer.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Bytes that begin where a word may begin, as C's structures want. A value: a copy keeps what it has when the original
/// changes.
@usableFromInline
struct AlignedBytes {
  /// A piece of memory, which stays where it is.
  @usableFromInline @safe
  final class Block {
    @usableFromInline let start: UnsafeMutableRawPointer
    @usableFromInline let byteCount: Int

    init(byteCount: Int) {
      guard let start = unsafe calloc(byteCount, 1) else { fatalError("no memory for \(byteCount) bytes") }
      unsafe self.start = start
      self.byteCount = byteCount
    }

    deinit { unsafe free(start) }
  }

  /// `nil` for no bytes.
  @usableFromInline var block: Block?

  /// So many bytes, all zero.
  init(count: Int) { grow(to: count) }

  private var byteCount: Int { block?.byteCount ?? 0 }

  /// Adds zeroes until there are at least so many bytes.
  mutating func grow(to count: Int) {
    if count > byteCount { replace(byteCount: ControlBuffer.aligned(max(count, 2 * byteCount))) }
  }

  private mutating func replace(byteCount: Int) {
    let new = Block(byteCount: byteCount)
    if let block { unsafe new.start.copyMemory(from: block.start, byteCount: block.byteCount) }
    block = new
  }

  /// Calls `body` with all bytes, the last word's included.
  @inlinable @inline(__always)
  func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    guard let block else { return body(RawSpan()) }
    return body(unsafe RawSpan(_unsafeStart: block.start, byteCount: block.byteCount))
  }

  /// Lets `body` change all bytes.
  @inline(__always)
  mutating func withMutableBytes<Result>(_ body: (inout MutableRawSpan) -> Result) -> Result {
    var bytes = MutableRawSpan()
    if let start = unsafe mutableStart() {
      bytes = unsafe MutableRawSpan(_unsafeStart: start, byteCount: byteCount)
    }
    return body(&bytes)
  }

  /// Where the bytes begin, which nobody else has: until this value is copied, grows or goes away.
  @inline(__always)
  mutating func mutableStart() -> UnsafeMutableRawPointer? {
    if block != nil, !isKnownUniquelyReferenced(&block) { replace(byteCount: byteCount) }
    return unsafe block?.start
  }
}
