/// A C structure of the socket interface: the way between its bytes and its fields.
///
/// Generated types conform. Their fields keep the C names; integers that travel in network byte order are presented
/// in the host's. `init()` makes everything zero, except an address's family.
public protocol CStruct: CArrayElement {}

extension CStruct {
  /// The C tag, as in `struct sockaddr_in`.
  public static var cName: String { String(describing: Self.self) }

  /// The structure as C would hold it in memory: ``CArrayElement/size`` bytes, padding zero.
  public var bytes: [UInt8] {
    withBytes { bytes in [UInt8](copying: bytes) }
  }

  /// Reads the structure from bytes in an array; a missing tail reads as zero.
  public init(bytes: [UInt8]) {
    self.init(reading: unsafe bytes.span.bytes, at: 0)
  }

  /// Calls `body` with the structure as C would hold it in memory, on the stack.
  @inlinable
  public func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe withUnsafeTemporaryAllocation(byteCount: Self.size, alignment: 8) {
      memory throws(Failure) in
      var bytes = unsafe memory.mutableBytes
      write(to: &bytes, at: 0)
      return try body(bytes.bytes)
    }
  }

  // Operators alone: with `Equatable`, whose witness tables are built at run time, the generated module would take a
  // tenth longer to compile.

  /// Whether all fields are equal.
  public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

  /// Whether a field differs.
  public static func != (left: Self, right: Self) -> Bool { left.bytes != right.bytes }
}

// What the generated codecs begin with.
extension CStruct {
  /// Whether the whole structure lies within `byteCount` bytes if it begins at `offset`, which must not be negative.
  @inlinable
  package static func fits(in byteCount: Int, at offset: Int) -> Bool {
    precondition(offset >= 0)
    return offset <= byteCount &- size
  }

  /// Reads a structure whose end is missing.
  ///
  /// Only generated codecs call it, so it releases nothing. Where the compiler knows that, who reads from an object need
  /// not count himself as its user: two atomic operations less.
  @usableFromInline @inline(never) @_effects(releasenone)
  package init(readingPart bytes: RawSpan, at offset: Int) {
    self = Self.withWhole(bytes, at: offset) { bytes in Self(reading: bytes, at: 0) }
  }

  /// Calls `body` with all bytes of the structure that begins at `offset`, zero beyond the end of `bytes`.
  ///
  /// So the fields are read in one place, wherever the bytes are. With two places, a structure may be put together in
  /// memory, and the processor waits when what was written in parts is read as a whole.
  @inlinable
  static func withWhole<Result>(_ bytes: RawSpan, at offset: Int, _ body: (RawSpan) -> Result) -> Result {
    unsafe withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { memory in
      unsafe bytes.withUnsafeBytes { bytes in
        let isWhole = fits(in: bytes.count, at: offset)
        let start =
          unsafe isWhole
          ? bytes.baseAddress.unsafelyUnwrapped + offset : completed(bytes, from: offset, in: memory)
        return body(unsafe UnsafeRawBufferPointer(start: start, count: size).bytes)
      }
    }
  }

  /// Copies a structure whose end is missing to `memory`, with zeroes in its place. Returns where it begins.
  @usableFromInline @inline(never) @_effects(releasenone) @unsafe
  static func completed(
    _ bytes: UnsafeRawBufferPointer, from offset: Int, in memory: UnsafeMutableRawBufferPointer
  ) -> UnsafeRawPointer {
    var whole = unsafe memory.mutableBytes
    whole.zero(count: size)
    whole.store(contentsOf: unsafe bytes.bytes.extracting(droppingFirst: offset))
    return unsafe UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped)
  }
}
