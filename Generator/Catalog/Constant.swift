/// A macro, an enumerator or a constant structure that has a value.
package struct Constant: Hashable, Sendable {
  /// The C spelling.
  package var name: String
  /// The value.
  package var value: Value
  /// The C type that the compiler gives the constant.
  package var type: CType
  /// How the header defines it.
  package var kind: Kind
  /// The header that defines it, relative to its include directory; for a constant of the rules, their citation.
  package var header: String

  /// What a constant stands for.
  package enum Value: Hashable, Sendable {
    case integer(Int128)
    /// A string literal's bytes, without the closing NUL.
    case string([UInt8])
    case floating(Double)
    /// The address of something: it has a type, and a value only in the running program.
    case pointer
    /// The bytes of a constant structure, such as one of Windows' GUIDs.
    case structure([UInt8])
  }

  /// How a header defines a constant.
  package enum Kind: String, Hashable, Sendable {
    case macro
    case enumerator
    /// A macro that is another constant's name.
    case alias
    /// A constant structure that a header defines.
    case variable
    /// No header that programs can include has it; the rules do, with a citation.
    case rule
  }

  package init(name: String, value: Value, type: CType, kind: Kind, header: String) {
    self.name = name
    self.value = value
    self.type = type
    self.kind = kind
    self.header = header
  }
}
