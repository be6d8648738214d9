/// A `sockaddr` structure of one address family.
public protocol SocketAddressStruct: CStruct {
  /// The `AF_` constant that stands in the structure's family field.
  static var family: Int32 { get }
  /// The fewest bytes from which the address can be read.
  static var minimumByteCount: Int { get }
  /// How many bytes the protocol asks for when this address is passed to the kernel: often fewer than `sizeof`.
  var byteCount: Int { get }

  /// Reads an address that the kernel returned, of any length that it may return.
  ///
  /// - Throws: ``AddressBytesError`` if `bytes` is shorter than ``minimumByteCount`` or of another family.
  init(decoding bytes: RawSpan) throws(AddressBytesError)
}

extension SocketAddressStruct {
  /// Reads an address that the kernel returned: at least ``minimumByteCount`` bytes, of the type's own family.
  ///
  /// - Throws: ``AddressBytesError`` if `bytes` is shorter than ``minimumByteCount`` or of another family.
  @inlinable
  public init(decoding bytes: RawSpan) throws(AddressBytesError) {
    guard bytes.byteCount >= Self.minimumByteCount else { throw Self.tooShort(bytes) }
    let family: UInt16 = bytes.integer(at: 0)
    guard Int32(family) == Self.family else { throw Self.otherFamily(family) }
    self = Self.withWhole(bytes, at: 0) { bytes in Self(reading: bytes, at: 0) }
  }

  @usableFromInline @inline(never)
  static func tooShort(_ bytes: RawSpan) -> AddressBytesError {
    .tooShort(structure: cName, expected: minimumByteCount, actual: bytes.byteCount)
  }

  @usableFromInline @inline(never)
  static func otherFamily(_ family: UInt16) -> AddressBytesError {
    .otherFamily(structure: cName, expected: Self.family, actual: Int32(family))
  }
}

/// Bytes that are not an address of the expected kind.
public enum AddressBytesError: Error, Hashable, CustomStringConvertible {
  /// There are fewer bytes than the address needs.
  case tooShort(structure: String, expected: Int, actual: Int)
  /// The family field holds another family's number.
  case otherFamily(structure: String, expected: Int32, actual: Int32)

  /// Which structure, and what is wrong.
  public var description: String {
    switch self {
    case .tooShort(let structure, let expected, let actual):
      "struct \(structure) needs at least \(expected) bytes, not \(actual)"
    case .otherFamily(let structure, let expected, let actual):
      "struct \(structure) holds addresses of family \(expected), not \(actual)"
    }
  }
}
