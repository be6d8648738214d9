import Catalog

/// A union whose arm a discriminator chooses, as an enumeration.
struct UnionText {
  let union: Structure
  let field: Structure.Field
  let position: Int
  let selector: String
  /// The arms that the rule names, with the values that choose each.
  let arms: [(name: String, type: String, width: Int, numbers: [Int128])]
  let nested: [String]
  private let attribute: String

  private var typeName: String { Emit.typeName(field.name) }
  var isChosenOutside: Bool { selector == "protocol" }

  init(
    union: Structure, field: Structure.Field, position: Int, selector: String, arms rule: [String: String],
    plan: MemberPlan, path: String
  ) throws(RuleError) {
    self.union = union
    self.field = field
    self.position = position
    self.selector = selector
    attribute = plan.attribute
    var arms: [(name: String, type: String, width: Int, numbers: [Int128])] = []
    var nested: [String] = []
    for name in Set(rule.values).sorted() {
      guard let arm = union.fields.first(where: { $0.name == name }) else {
        throw RuleError("addresses.yml: \(path) has no member '\(name)'")
      }
      // A constant that these headers do not have yet chooses nothing.
      let numbers = rule.filter { $0.value == name }.keys.compactMap { plan.values[$0] }.sorted()
      let inner: String
      switch arm.type.shape {
      case .structure(let tag) where tag.contains("."):
        inner = Emit.typeName(name)
        nested.append(try plan.nestedStructure(plan.known[tag]!, named: inner))
      case .union(let tag):
        guard let always = plan.unions["\(path).\(name)"]?.always,
          let member = plan.known[tag]?.fields.first(where: { $0.name == always })
        else { throw RuleError("addresses.yml: the union \(path).\(name) needs a rule") }
        inner = member.type.shape.swiftInteger
      case .structure(let tag): inner = "\(plan.namespace).\(identifier(tag))"
      case .array: inner = plan.swiftType(of: arm.type) ?? ""
      default: inner = arm.type.shape.swiftInteger
      }
      arms.append((name, inner, arm.width / 8, numbers))
    }
    self.arms = arms
    self.nested = nested
  }

  /// The union's member; its codec stands in the enumeration.
  func member(note: String) throws(RuleError) -> Member {
    let place = Member.place(position)
    let selector = isChosenOutside ? "" : ", selector: \(selectorExpression)"
    return Member(
      name: field.name, type: typeName, initial: ".bytes(CArray())",
      note: note + ", its arm chosen by `\(self.selector)`",
      read: "\(typeName)(reading: bytes, at: \(place)\(selector))",
      write: "self.\(field.name).write(to: &bytes, at: \(place))", covered: 0..<0, nested: nested + [enumeration])
  }

  /// The property that chooses, or the member of the union that all arms share.
  private var selectorExpression: String {
    let names = selector.split(separator: ".").map(String.init)
    if names.count == 1 { return "Int64(\(identifier(names[0])))" }
    let shared = union.fields.first { $0.name == names[1] }!
    let place = Member.place(position + shared.offset / 8)
    return "Int64(bytes.integer(at: \(place), as: \(shared.type.shape.swiftInteger).self))"
  }

  private var enumeration: String {
    let size = union.size
    let cases = arms.map { "  case \(identifier($0.name))(\($0.type))\n" }.joined()
    let reads = arms.filter { !$0.numbers.isEmpty }.map { arm in
      let values = arm.numbers.map(String.init).joined(separator: ", ")
      return "    case \(values): self = .\(identifier(arm.name))(\(Self.read(arm.type)))\n"
    }.joined()
    let writes = arms.map { arm in
      "    case .\(identifier(arm.name))(let arm): \(Self.write(arm.type))\n"
    }.joined()
    let lengths = arms.map { "    case .\(identifier($0.name)): \($0.width)\n" }.joined()
    return """
      /// The arms of `\(field.name)`, as the \(isChosenOutside ? "socket's protocol" : "`\(selector)` of the address") chooses them.
      public enum \(typeName): Sendable {
        /// No known arm.
        case bytes(CArray<\(size), UInt8>)
      \(cases)
        \(attribute)init(reading bytes: RawSpan, at offset: Int, selector: Int64? = nil) {
          switch selector {
      \(reads)    default: self = .bytes(CArray(reading: bytes, at: offset))
          }
        }

        \(attribute)func write(to bytes: inout MutableRawSpan, at offset: Int) {
          switch self {
          case .bytes(let arm): arm.write(to: &bytes, at: offset)
      \(writes)    }
        }

        /// How many bytes the arm takes; none if it is unknown.
        \(attribute)var byteCount: Int {
          switch self {
          case .bytes: 0
      \(lengths)    }
        }
      }

      """
  }

  private static func isInteger(_ type: String) -> Bool { type.hasPrefix("Int") || type.hasPrefix("UInt") }
  private static func read(_ type: String) -> String {
    isInteger(type) ? "bytes.integer(at: offset)" : "\(type)(reading: bytes, at: offset)"
  }
  private static func write(_ type: String) -> String {
    isInteger(type) ? "bytes.store(arm, at: offset)" : "arm.write(to: &bytes, at: offset)"
  }
}
