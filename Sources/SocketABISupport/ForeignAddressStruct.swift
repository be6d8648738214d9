/// A `sockaddr` structure of another system than Linux: its bytes are those that the other system's programs know.
///
/// No socket here takes them; they are for what a program stores, sends, or reads that such a system has written.
public protocol ForeignAddressStruct: CStruct {
  /// The other system's `AF_` constant that stands in the structure's family field.
  static var family: Int32 { get }
  /// Whether the first byte is the structure's length and the second its family, as on the BSDs and macOS; the first
  /// two are the family elsewhere.
  static var beginsWithLength: Bool { get }
  /// The fewest bytes from which the address can be read.
  static var minimumByteCount: Int { get }
  /// How many bytes the other system asks for.
  var byteCount: Int { get }
}

extension ForeignAddressStruct {
  /// Reads an address of at least ``minimumByteCount`` bytes; what is missing behind them is zero.
  ///
  /// A length in its first byte does not count: the other system's kernel goes by how many bytes there are too.
  ///
  /// - Throws: ``AddressBytesError`` if `bytes` is shorter than ``minimumByteCount`` or of another family.
  public init(decoding bytes: RawSpan) throws(AddressBytesError) {
    guard bytes.byteCount >= Self.minimumByteCount else {
      throw .tooShort(structure: Self.cName, expected: Self.minimumByteCount, actual: bytes.byteCount)
    }
    let family =
      Self.beginsWithLength
      ? Int32(bytes.integer(at: 1, as: UInt8.self)) : Int32(UInt16(littleEndian: bytes.integer(at: 0)))
    guard family == Self.family else {
      throw .otherFamily(structure: Self.cName, expected: Self.family, actual: family)
    }
    self.init(reading: bytes, at: 0)
  }
}
