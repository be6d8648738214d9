/// A structure or a union, and where its fields lie.
public struct Structure: Hashable, Sendable {
  /// The tag (or the name that a typedef gives); for an unnamed member the path to it, as in `sockaddr_can.can_addr`.
  public var name: String
  public var isUnion: Bool
  /// In bytes.
  public var size: Int
  /// In bytes.
  public var alignment: Int
  /// The header that defines it, relative to its include directory.
  public var header: String
  /// In the order of their declaration.
  public var fields: [Field]
  /// How C spells the type: `struct sockaddr_in`, or a typedef's name for a structure without a tag.
  public var spelling: String

  /// One member of a structure.
  public struct Field: Hashable, Sendable {
    /// Empty for an unnamed structure or union whose members C reaches directly.
    public var name: String
    /// From the start of the structure, in bits.
    public var offset: Int
    /// In bits.
    public var width: Int
    public var isBitField: Bool
    public var byteOrder: ByteOrder
    public var type: CType

    public init(name: String, offset: Int, width: Int, isBitField: Bool, byteOrder: ByteOrder, type: CType) {
      self.name = name
      self.offset = offset
      self.width = width
      self.isBitField = isBitField
      self.byteOrder = byteOrder
      self.type = type
    }
  }

  /// The byte order that a field's type names.
  public enum ByteOrder: String, Hashable, Sendable {
    case host
    case big
    case little
  }

  public init(
    name: String, isUnion: Bool, size: Int, alignment: Int, header: String, fields: [Field], spelling: String
  ) {
    self.name = name
    self.isUnion = isUnion
    self.size = size
    self.alignment = alignment
    self.header = header
    self.fields = fields
    self.spelling = spelling
  }
}
