/// A macro or an enumerator that has a value.
public struct Constant: Hashable, Sendable {
  /// The C spelling.
  public var name: String
  /// The value.
  public var value: Value
  /// The C type that the compiler gives the constant.
  public var type: CType
  /// How the header defines it.
  public var kind: Kind
  /// The header that defines it, relative to its include directory; for a constant of the rules, their citation.
  public var header: String

  /// What a constant stands for.
  public enum Value: Hashable, Sendable {
    case integer(Int128)
    /// A string literal's bytes, without the closing NUL.
    case string([UInt8])
    case floating(Double)
    /// The address of something: it has a type, and a value only in the running program.
    case pointer
  }

  /// How a header defines a constant.
  public enum Kind: String, Hashable, Sendable {
    case macro
    case enumerator
    /// A macro that is another constant's name.
    case alias
    /// No header that programs can include has it; the rules do, with a citation.
    case rule
  }

  public init(name: String, value: Value, type: CType, kind: Kind, header: String) {
    self.name = name
    self.value = value
    self.type = type
    self.kind = kind
    self.header = header
  }
}
