/// What stands in memory as C has it: integers, structures, and arrays of them.
public protocol CArrayElement: Sendable {
  /// Zero.
  init()
  /// `sizeof`, in bytes.
  static var size: Int { get }
  /// Reads the value that begins at `offset`. What lies beyond the end of `bytes` reads as zero: an older kernel
  /// returns a shorter structure.
  init(reading bytes: RawSpan, at offset: Int)
  /// Writes the value, and zeroes all padding, over the `size` bytes that begin at `offset`.
  ///
  /// - Precondition: `bytes` holds at least `offset` + `size` bytes.
  func write(to bytes: inout MutableRawSpan, at offset: Int)
}

extension CArrayElement where Self: FixedWidthInteger & BitwiseCopyable {
  /// The integer's size.
  @inlinable public static var size: Int { MemoryLayout<Self>.size }
  /// Reads the integer in the host's byte order.
  @inlinable
  public init(reading bytes: RawSpan, at offset: Int) { self = bytes.integer(at: offset) }
  /// Writes the integer in the host's byte order.
  @inlinable
  public func write(to bytes: inout MutableRawSpan, at offset: Int) { bytes.store(self, at: offset) }
}

extension Int8: CArrayElement {}
extension UInt8: CArrayElement {}
extension Int16: CArrayElement {}
extension UInt16: CArrayElement {}
extension Int32: CArrayElement {}
extension UInt32: CArrayElement {}
extension Int64: CArrayElement {}
extension UInt64: CArrayElement {}
extension Int: CArrayElement {}
extension UInt: CArrayElement {}
