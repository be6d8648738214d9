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
  final class Block: ManagedBuffer<Void, UInt> {
    static func zeroes(words: Int) -> Block {
      let block = create(minimumCapacity: words) { _ in }
      unsafe block.withUnsafeMutablePointerToElements { unsafe $0.initialize(repeating: 0, count: words) }
      return unsafe unsafeDowncast(block, to: Block.self)
    }

    @inlinable @inline(__always)
    var start: UnsafeMutableRawPointer {
      unsafe withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) }
    }
  }

  /// `nil` for no bytes.
  @usableFromInline var block: Block?
  /// How many bytes there are, the last word's included.
  @usableFromInline private(set) var byteCount = 0

  /// So many bytes, all zero.
  init(count: Int) { grow(to: count) }

  /// Adds zeroes until there are at least so many bytes.
  @inline(__always)
  mutating func grow(to count: Int) {
    if count > byteCount { replace(byteCount: ControlBuffer.aligned(max(count, 2 * byteCount))) }
  }

  @inline(never)
  private mutating func replace(byteCount: Int) {
    let new = Block.zeroes(words: byteCount / MemoryLayout<UInt>.size)
    if let block { unsafe new.start.copyMemory(from: block.start, byteCount: self.byteCount) }
    (block, self.byteCount) = (new, byteCount)
  }

  /// Calls `body` with all bytes, the last word's included.
  @inlinable @inline(__always)
  func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    guard let block else { return body(RawSpan()) }
    return body(unsafe RawSpan(_unsafeStart: block.start, byteCount: byteCount))
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
