/// A C structure of the socket interface: the way between its bytes and its fields.
///
/// Generated types conform. Their fields keep the C names; integers that travel in network byte order are presented
/// in the host's.
public protocol CStruct: CArrayElement, SocketOptionValue, Hashable, Sendable {
  /// The C tag, as in `struct sockaddr_in`.
  static var cName: String { get }
  /// `sizeof`, in bytes.
  static var size: Int { get }
  /// `_Alignof`, in bytes.
  static var alignment: Int { get }

  /// Everything zero, except an address's family.
  init()

  /// Reads the fields of the structure that begins at `offset`. What lies beyond the end of `bytes` reads as zero: an
  /// older kernel returns a shorter structure.
  init(reading bytes: RawSpan, at offset: Int)

  /// Writes all fields and zeroes all padding, over the ``size`` bytes that begin at `offset`.
  ///
  /// - Precondition: `bytes` holds at least `offset` + ``size`` bytes.
  func write(to bytes: inout MutableRawSpan, at offset: Int)
}

extension CStruct {
  /// The structure as C would hold it in memory: ``size`` bytes, padding zero.
  public var bytes: [UInt8] {
    var result = [UInt8](repeating: 0, count: Self.size)
    var span = result.mutableSpan
    var raw = unsafe span.mutableBytes
    write(to: &raw, at: 0)
    return result
  }

  /// Reads the structure from bytes in an array; a missing tail reads as zero.
  public init(bytes: [UInt8]) {
    self.init(reading: unsafe bytes.span.bytes, at: 0)
  }
}
