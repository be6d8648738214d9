import Catalog

/// Emits the addresses of another system, into a namespace of their own: an entry of `foreign.yml`.
struct ForeignEmitter {
  let rule: ForeignRule
  private let unions: [String: AddressRules.Union]
  private let snapshot: Snapshot
  private let known: [String: Structure]
  private let values: Values

  /// - Parameter snapshot: what the headers say on one architecture.
  init(rule: ForeignRule, unions: [String: AddressRules.Union], snapshot: Snapshot) throws(RuleError) {
    self.rule = rule
    self.unions = unions
    var snapshot = snapshot
    snapshot.groups = try rule.completing(snapshot.groups.map(\.withoutUnderscores))
    self.snapshot = snapshot
    known = Dictionary(snapshot.structures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    values = Values(snapshot)
  }

  /// The same text on all architectures of a system's newest release.
  ///
  /// - Returns: `nil` if the catalog does not have the system.
  /// - Throws: ``RuleError`` if a rule does not fit the facts, or if architectures differ.
  static func text(
    _ rule: ForeignRule, unions: [String: AddressRules.Union], catalog: PlatformCatalog
  ) throws(RuleError) -> String? {
    guard let system = catalog.systems[rule.system] else { return nil }
    let release = system.platforms.entries.map(\.platform.release).max()
    var texts: [String] = []
    for entry in system.platforms.entries where entry.platform.release == release {
      guard let snapshot = system.snapshot(of: entry.platform.id) else { continue }
      texts.append(try ForeignEmitter(rule: rule, unions: unions, snapshot: snapshot).text())
    }
    guard let first = texts.first, texts.allSatisfy({ $0 == first }) else {
      throw RuleError("foreign.yml: the architectures of \(rule.system) do not agree on its addresses")
    }
    return first
  }

  private func text() throws(RuleError) -> String {
    let addresses = rule.addresses.keys.sorted()
    var structures: [String] = []
    for name in try chosen() {
      let text = try StructureText(
        structure: known[name]!, known: known, rule: rule.addresses[name], unions: unions, values: values,
        namespace: rule.namespace)
      structures.append(try text.variant().text)
    }
    return """
      /// \(rule.summary)
      ///
      /// For bytes that come from there or go there, wherever this runs. Numbers are in the byte order of its machines,
      /// the lower byte first, but for those that a network's order is meant for.
      public enum \(rule.namespace) {
        /// The sockaddr structures.
        public static var addressStructures: [any ForeignAddressStruct.Type] {
          [\(addresses.map { "\(identifier($0)).self" }.joined(separator: ", "))]
        }

      \(try constants().map { "  \($0)\n" }.joined())}

      """ + structures.map { "\n" + $0 }.joined()
  }

  private func constants() throws(RuleError) -> [String] {
    let all = Dictionary(snapshot.constants.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var lines: [String] = []
    for name in (rule.constants + (rule.unexported ?? [:]).keys).sorted() {
      guard let constant = all[name] else {
        throw RuleError("foreign.yml: the headers of \(rule.system) do not have \(name)")
      }
      lines.append(
        constant.kind == .rule ? "/// \(rule.unexported?[name]?.source ?? "")" : "/// `<\(constant.header)>`")
      let head = "@_alwaysEmitIntoClient public static var \(identifier(name)): "
      switch (constant.value, constant.type.shape) {
      case (.integer(let number), let shape):
        lines.append(head + "\(shape.swiftInteger(for: number)) { \(number) }")
      case (.structure(let bytes), .structure(let tag)):
        lines.append(head + "\(tag) { \(literal(of: bytes, as: tag)) }")
      default:
        throw RuleError("foreign.yml: \(name) of \(rule.system) is neither a number nor a structure")
      }
    }
    return lines
  }

  /// A structure's bytes as a call of its initialiser.
  private func literal(of bytes: [UInt8], as tag: String) -> String {
    let arguments = (known[tag]?.fields ?? []).map { field in
      let part = bytes[field.offset / 8..<(field.offset + field.width) / 8]
      if case .array = field.type.shape {
        return "\(field.name): [\(part.map { hexadecimal($0) }.joined(separator: ", "))]"
      }
      return "\(field.name): " + hexadecimal(part.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    return "\(tag)(\(arguments.joined(separator: ", ")))"
  }

  private func hexadecimal(_ number: some BinaryInteger) -> String { "0x" + String(number, radix: 16) }

  /// The addresses, and the structures that they hold.
  private func chosen() throws(RuleError) -> [String] {
    var pending = Array(rule.addresses.keys)
    var chosen: Set<String> = []
    while let name = pending.popLast() {
      guard let structure = known[name] else {
        throw RuleError("foreign.yml: the headers of \(rule.system) do not have struct \(name)")
      }
      guard chosen.insert(name).inserted else { continue }
      for field in structure.fields {
        if case .structure(let inner) = field.type.shape { pending.append(inner) }
      }
    }
    return chosen.sorted()
  }
}

extension Group {
  /// Windows' structures by the names that programs use: `GUID` for `struct _GUID`. Integers are in the byte order of
  /// the system's machines, which all have the lower byte first.
  fileprivate var withoutUnderscores: Group {
    func name(_ tag: String) -> String { tag.hasPrefix("_") && !tag.hasPrefix("__") ? String(tag.dropFirst()) : tag }
    func renamed(_ shape: CType.Shape) -> CType.Shape {
      switch shape {
      case .structure(let tag): .structure(name(tag))
      case .union(let tag): .union(name(tag))
      case .array(let element, let count): .array(renamed(element), count: count)
      case .integer, .floating, .pointer: shape
      }
    }
    func isOfBytes(_ shape: CType.Shape) -> Bool {
      switch shape {
      case .integer(_, let bits): bits == 8
      case .array(let element, _): isOfBytes(element)
      case .floating, .pointer, .structure, .union: false
      }
    }
    var group = self
    for index in group.structures.indices {
      group.structures[index].name = name(group.structures[index].name)
      for field in group.structures[index].fields.indices {
        let old = group.structures[index].fields[field]
        group.structures[index].fields[field].type.shape = renamed(old.type.shape)
        if old.byteOrder == .host, !isOfBytes(old.type.shape) {
          group.structures[index].fields[field].byteOrder = .little
        }
      }
    }
    for index in group.constants.indices {
      group.constants[index].type.shape = renamed(group.constants[index].type.shape)
    }
    return group
  }
}
