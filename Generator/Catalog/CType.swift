/// A C type as far as bytes are concerned, and the way the header spells it.
package struct CType: Hashable, Sendable {
  /// What the bytes are.
  package var shape: Shape
  /// The header's spelling, which may say more: `__be16`, `in_port_t`, `char`.
  package var spelling: String

  /// The layout of one value.
  package indirect enum Shape: Hashable, Sendable {
    /// An integer, an enumeration or a `_Bool`, with its width in bits.
    case integer(signed: Bool, bits: Int)
    case floating(bits: Int)
    case pointer(bits: Int)
    /// A structure, by its tag; an unnamed one by the path to it, as in `sockaddr_can.can_addr`.
    case structure(String)
    /// A union, likewise.
    case union(String)
    /// A fixed number of elements; none for a flexible array member.
    case array(Shape, count: Int?)
  }

  package init(_ shape: Shape, spelling: String) {
    self.shape = shape
    self.spelling = spelling
  }
}
