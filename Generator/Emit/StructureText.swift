import Catalog

/// One structure, with what makes it an address if it is one.
struct StructureText {
  let structure: Structure
  let rule: AddressRules.Address?
  let members: [Member]
  private let unionsOutside: [UnionText]
  private let values: Values
  private let namespace: String
  private let flexibleArray: Structure.Field?
  private let known: [String: Structure]
  private let attribute: String

  /// - Parameter isInlinable: whether other modules get the code of its functions, not only their symbols.
  init(
    structure: Structure, known: [String: Structure], rule: AddressRules.Address?, unions: [String: AddressRules.Union],
    values: Values, namespace: String = "Linux", isInlinable: Bool = false
  ) throws(RuleError) {
    attribute = isInlinable ? "@inlinable " : ""
    self.namespace = namespace
    self.structure = structure
    self.rule = rule
    self.values = values
    self.known = known
    flexibleArray = structure.flexibleArray(among: known)
    if let family = rule?.family, values[family] == nil {
      throw RuleError("addresses.yml: the headers do not have \(family), the family of \(structure.name)")
    }
    let plan = MemberPlan(
      known: known, unions: unions, values: values, family: rule?.family, namespace: namespace,
      attribute: attribute)
    members = try plan.members(of: structure)
    var outside: [UnionText] = []
    for field in structure.fields {
      let path = "\(structure.name).\(field.name)"
      guard case .union(let name) = field.type.shape, let union = known[name], let rule = unions[path],
        let selector = rule.selector, let arms = rule.arms, selector == "protocol"
      else { continue }
      let text = try UnionText(
        union: union, field: field, position: field.offset / 8, selector: selector, arms: arms, plan: plan, path: path)
      outside.append(text)
    }
    unionsOutside = outside
  }

  /// The Swift text.
  func variant() throws(RuleError) -> Variant {
    let body = StructureBody(
      name: structure.name, conformance: conformance,
      size: structure.size, members: members, attribute: attribute, extras: try addressParts())
    let source = rule?.source.map { " See \($0)." } ?? ""
    var summary =
      "/// `\(structure.spelling)` of `<\(structure.header)>`: \(structure.size) bytes, aligned to \(structure.alignment).\(source)\n"
    if let array = flexibleArray {
      summary +=
        "///\n/// The elements of `\(array.name)`, `\(array.type.spelling)`, follow from byte \(array.offset / 8) on.\n"
    }
    return Variant(text: "extension \(namespace) {\n" + indented(summary + body.text) + "}\n")
  }

  private var conformance: String {
    if rule?.family == nil { return "CStruct" }
    return namespace == "Linux" ? "SocketAddressStruct" : "ForeignAddressStruct"
  }

  /// A structure on some platforms. Two are the same if all but their documentation is: that says how C spells the types.
  struct Variant: Hashable, Comparable {
    let text: String
    private let code: String

    init(text: String) {
      self.text = text
      let lines = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("///") }
      code = lines.joined(separator: "\n")
    }

    static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    static func < (left: Self, right: Self) -> Bool { left.code < right.code }
    func hash(into hasher: inout Hasher) { hasher.combine(code) }
  }

  private func addressParts() throws(RuleError) -> [String] {
    guard let rule, let family = rule.family, let number = values[family] else { return [] }
    var parts = [
      "\(attribute)public static var family: Int32 { \(number) }\n"
        + "\(attribute)public static var minimumByteCount: Int { \(try end(of: rule.minimum)) }\n"
        + (try byteCount(rule))
    ]
    if namespace != "Linux" {
      parts.append("public static var beginsWithLength: Bool { \(structure.fields.first?.width == 8) }\n")
    }
    if !unionsOutside.isEmpty { parts.append(protocolInit) }
    return parts
  }

  private func byteCount(_ rule: AddressRules.Address) throws(RuleError) -> String {
    if let text = rule.text {
      guard let field = structure.fields.first(where: { $0.name == text }) else {
        throw RuleError("addresses.yml: \(structure.name) has no field '\(text)'")
      }
      return """
        \(attribute)public var byteCount: Int { \(field.offset / 8) + \(identifier(text)).textByteCount }

        """
    }
    let length = try end(of: rule.length)
    guard let union = unionsOutside.first else { return "\(attribute)public var byteCount: Int { \(length) }\n" }
    return """
      \(attribute)public var byteCount: Int { max(\(length), \(union.position) + \(identifier(union.field.name)).byteCount) }

      """
  }

  /// Where a field ends, or a field's field, as in `addr.addr_type`, in bytes; the whole structure's end without one.
  private func end(of field: String?) throws(RuleError) -> Int {
    guard let field else { return structure.size }
    let names = field.split(separator: ".")
    guard var found = structure.fields.first(where: { $0.name == names[0] }) else {
      throw RuleError("addresses.yml: \(structure.name) has no field '\(field)'")
    }
    if names.count > 1, case .structure(let tag) = found.type.shape {
      guard let inner = known[tag]?.fields.first(where: { $0.name == names[1] }) else {
        throw RuleError("addresses.yml: \(structure.name) has no field '\(field)'")
      }
      (found.offset, found.width) = (found.offset + inner.offset, inner.width)
    }
    return (found.offset + found.width + 7) / 8
  }

  private var protocolInit: String {
    let choices = unionsOutside.map { union in
      let name = identifier(union.field.name)
      let type = typeName(union.field.name)
      return "  \(name) = \(type)(reading: bytes, at: \(union.position), selector: Int64(`protocol`.rawValue))\n"
    }.joined()
    return """
      /// Reads the address of a socket whose protocol is known: that decides which arm of the union counts.
      ///
      /// - Throws: ``AddressBytesError`` if `bytes` is too short or of another family.
      \(attribute)public init(decoding bytes: RawSpan, protocol: SocketProtocol) throws(AddressBytesError) {
        try self.init(decoding: bytes)
      \(choices)}

      """
  }
}
