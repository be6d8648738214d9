/// A structure or a union, and where its fields lie.
package struct Structure: Hashable, Sendable {
  /// The tag (or the name that a typedef gives); for an unnamed member the path to it, as in `sockaddr_can.can_addr`.
  package var name: String
  package var isUnion: Bool
  /// In bytes.
  package var size: Int
  /// In bytes.
  package var alignment: Int
  /// The header that defines it, relative to its include directory.
  package var header: String
  /// In the order of their declaration.
  package var fields: [Field]
  /// How C spells the type: `struct sockaddr_in`, or a typedef's name for a structure without a tag.
  package var spelling: String

  /// C's keyword for it.
  package var keyword: String { isUnion ? "union" : "struct" }
  /// What sets it apart from constants too: keyword and name, as in `struct sockaddr_can`.
  package var key: String { "\(keyword) \(name)" }
  /// The name of the structure that an unnamed one is a member of, at whatever depth; its own for any other.
  package var outermost: Substring { name.prefix { $0 != "." } }

  /// One member of a structure.
  package struct Field: Hashable, Sendable {
    /// Empty for an unnamed structure or union whose members C reaches directly.
    package var name: String
    /// From the start of the structure, in bits.
    package var offset: Int
    /// In bits.
    package var width: Int
    package var isBitField: Bool
    package var byteOrder: ByteOrder
    package var type: CType

    package init(name: String, offset: Int, width: Int, isBitField: Bool, byteOrder: ByteOrder, type: CType) {
      self.name = name
      self.offset = offset
      self.width = width
      self.isBitField = isBitField
      self.byteOrder = byteOrder
      self.type = type
    }
  }

  /// The byte order that a field's type names.
  package enum ByteOrder: String, Hashable, Sendable {
    case host
    case big
    case little
  }

  package init(
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
