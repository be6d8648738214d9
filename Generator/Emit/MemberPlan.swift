import Catalog

/// Turns the fields of a C structure into the members of a Swift one.
struct MemberPlan {
  let known: [String: Structure]
  let unions: [String: AddressRules.Union]
  let values: Values
  /// The constant for the family field, which stands first in a sockaddr; on the BSDs, behind its length.
  var family: String?
  /// The Swift type that the structures are nested in.
  var namespace = "Linux"
  /// What stands before the functions of nested types: `@inlinable `, or nothing.
  var attribute = ""

  /// The members for a structure's fields; `base` is where it begins, in bytes from the start of the outermost.
  func members(of structure: Structure, base: Int = 0) throws(RuleError) -> [Member] {
    var members: [Member] = []
    for (number, field) in zip(1..., structure.fields) {
      let path = "\(structure.name).\(field.name.isEmpty ? String(number) : field.name)"
      let member = try self.members(for: field, path: path, at: base * 8 + field.offset, within: structure.size)
      members += member
    }
    return members
  }

  /// - Parameter size: that of the structure, which the BSDs write into its first byte.
  private func members(
    for field: Structure.Field, path: String, at bit: Int, within size: Int
  ) throws(RuleError) -> [Member] {
    let position = bit / 8
    let width = field.width / 8
    let note = "`\(field.type.spelling)`, \(width) byte\(width == 1 ? "" : "s") at \(position)"
    if field.isBitField {
      guard case .integer(_, let unit) = field.type.shape else { return [] }
      let note = "`\(field.type.spelling)`, \(field.width) bits"
      let type = field.type.shape.swiftInteger
      return [.bits(field.name, type: type, unit: unit, at: bit, width: field.width, note: note)]
    }
    switch field.type.shape {
    case .integer:
      let isFamily =
        family != nil && (position == 0 && width == 2 || position == 1 && width == 1 && field.name.hasSuffix("family"))
      let isLength = family != nil && position == 0 && width == 1
      // C's char has a sign on some architectures only.
      let type = field.type.spelling == "char" ? "UInt8" : field.type.shape.swiftInteger
      let initial = isFamily ? "\(values[family!] ?? 0)" : isLength ? "\(size)" : "0"
      return [
        .integer(
          field.name, type: type, at: position, width: width, order: field.byteOrder,
          initial: initial, note: isFamily ? note + ": `\(family!)`" : note)
      ]
    case .pointer(let bits):
      let note = note + "; the pointer's bits"
      return [
        .integer(field.name, type: "UInt\(bits)", at: position, width: width, order: .host, note: note)
      ]
    case .array, .floating:
      if let name = structureName(field.type.shape), known[name] == nil {
        throw RuleError("\(path): the headers do not define struct \(name)")
      }
      guard let type = swiftType(of: field.type) else { return [] }  // a flexible array has no length of its own
      let order = field.byteOrder == .host ? "" : ", \(field.byteOrder.rawValue)-endian elements"
      return [.compound(field.name, type: type, at: position, width: width, note: note + order)]
    case .structure(let name):
      guard let structure = known[name] else { throw RuleError("\(path): the headers do not define struct \(name)") }
      if field.name.isEmpty { return try members(of: structure, base: position) }
      if !name.contains(".") {
        return [.compound(field.name, type: "\(namespace).\(identifier(name))", at: position, width: width, note: note)]
      }
      let nested = try nestedStructure(structure, named: typeName(field.name))
      return [
        .compound(
          field.name, type: typeName(field.name), at: position, width: width, note: note, nested: [nested])
      ]
    case .union(let name):
      guard let union = known[name] else { throw RuleError("\(path): the headers do not define union \(name)") }
      return try members(ofUnion: union, field: field, path: path, at: position, note: note)
    }
  }

  private func members(
    ofUnion union: Structure, field: Structure.Field, path: String, at position: Int, note: String
  ) throws(RuleError) -> [Member] {
    let rule = unions[path]
    if let always = rule?.always {
      guard var arm = union.fields.first(where: { $0.name == always }) else {
        throw RuleError("addresses.yml: \(path) has no member '\(always)'")
      }
      if !field.name.isEmpty { arm.name = field.name }
      return try members(for: arm, path: "\(path).\(always)", at: position * 8 + arm.offset, within: union.size)
    }
    if let selector = rule?.selector, let arms = rule?.arms {
      var field = field
      if field.name.isEmpty { field.name = "union\(position)" }
      let emitter = try UnionText(
        union: union, field: field, position: position, selector: selector, arms: arms, plan: self, path: path)
      return [try emitter.member(note: note)]
    }
    // Names for the same bytes, as in the kernel's __struct_group: the first says it all.
    if field.name.isEmpty, let first = union.fields.first, first.width == union.size * 8 {
      return try members(
        for: first, path: "\(path).\(first.name.isEmpty ? "1" : first.name)", at: position * 8,
        within: union.size)
    }
    let name = field.name.isEmpty ? "union\(position)" : field.name
    return [
      .compound(
        name, type: "CArray<\(union.size), UInt8>", at: position, width: union.size, note: note + " of any kind")
    ]
  }

  /// A structure without a tag, as a type nested in the one that holds it.
  func nestedStructure(_ structure: Structure, named name: String) throws(RuleError) -> String {
    var inner = self
    inner.family = nil
    return StructureBody(
      name: name, conformance: "CStruct", size: structure.size, members: try inner.members(of: structure),
      attribute: attribute, extras: []
    ).text
  }

  /// The structure that an array is of.
  private func structureName(_ shape: CType.Shape) -> String? {
    switch shape {
    case .structure(let name), .union(let name): name
    case .array(let element, _): structureName(element)
    case .integer, .floating, .pointer: nil
    }
  }

  /// The Swift type of an array, or of one of its elements; `nil` if it has no fixed length.
  func swiftType(of type: CType) -> String? {
    let isText = type.spelling.hasPrefix("char")
    func name(_ shape: CType.Shape) -> String? {
      switch shape {
      case .integer(true, 8) where isText: "UInt8"
      case .integer: shape.swiftInteger
      case .pointer(let bits): "UInt\(bits)"
      case .floating(let bits): "CArray<\(bits / 8), UInt8>"
      case .structure(let name): name.contains(".") ? bytes(known[name]) : "\(namespace).\(identifier(name))"
      case .union(let name): bytes(known[name])
      case .array(let element, let count):
        if let count, count > 0, let element = name(element) { "CArray<\(count), \(element)>" } else { nil }
      }
    }
    func bytes(_ structure: Structure?) -> String? { structure.map { "CArray<\($0.size), UInt8>" } }
    return name(type.shape)
  }
}
