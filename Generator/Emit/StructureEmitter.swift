import Catalog

/// Emits structures: which ones, and each as a Swift structure that reads and writes C's layout.
struct StructureEmitter {
  /// One emitted structure.
  struct Text {
    var name: String
    var text: String
    var isAddress: Bool
  }

  /// sockaddr structures that the rules don't know.
  private(set) var remarks: [String] = []
  private let platform: String
  private let known: [String: Structure]
  private var texts: [String: Text] = [:]
  /// The families' structures, and all.
  private var names: (addresses: [String], all: [String]) = ([], [])

  /// - Throws: ``RuleError`` if a rule names a field, constant or structure that the headers contradict.
  init(_ snapshot: Snapshot, rules: Rules, values: Values, others: OtherPlatforms) throws(RuleError) {
    platform = snapshot.platform
    known = Dictionary(uniqueKeysWithValues: snapshot.structures.map { ($0.name, $0) })
    let addresses = snapshot.structures.map(\.name).filter { Self.isAddress($0) && !$0.contains(".") }
    let chosen = choose(addresses, rules: rules)
    // What goes with a message. The others, values of options, are read once in a while.
    let inlinable = withContents(addresses + rules.addresses.structures)
    for name in chosen.sorted() {
      let rule = rules.addresses.addresses[name]
      if Self.isAddress(name), rule == nil {
        remarks.append("\(name): addresses.yml does not know its family")
      }
      func variant(_ known: [String: Structure]) throws(RuleError) -> StructureText.Variant {
        try StructureText(
          structure: known[name]!, known: known, rule: rule, unions: rules.addresses.unions, values: values,
          isInlinable: inlinable.contains(name)
        ).variant()
      }
      let own = try variant(known)
      // Most platforms have the same facts as others.
      var variants: [[Structure]: StructureText.Variant] = [:]
      let exceptions = try others.exceptions(to: own) { facts throws(RuleError) in
        guard let family = facts.families[name[...]] else { return nil }
        if let variant = variants[family] { return variant }
        let variant = try variant(facts.structures)
        variants[family] = variant
        return variant
      }
      let lines = conditional(own, exceptions: exceptions) { [String($0.text.dropLast())] }
      texts[name] = Text(name: name, text: lines.map { $0 + "\n" }.joined(), isAddress: Self.isAddress(name))
      if rule?.family != nil { names.addresses.append(name) }
      names.all.append(name)
    }
  }

  func isEmitted(_ name: String) -> Bool { texts[name] != nil }

  /// The emitted structures that a group's headers define.
  func texts(of group: Group) -> [Text] { group.structures.compactMap { texts[$0.name] } }

  /// The namespace, with lists of what is in it.
  var namespace: String {
    """
    public import SocketABISupport

    /// The constants and structures of Linux's socket interface, by their C names.
    ///
    /// What has a type of its own stands there instead: `AddressFamily.AF_CAN`, `SocketOption.SO_REUSEADDR`.
    public enum Linux {
      /// The platform whose headers all of this was emitted from, as the catalog names it.
      public static var headers: String { "\(platform)" }

      /// The sockaddr structures that belong to a family.
      public static var addressStructures: [any SocketAddressStruct.Type] {
        [
    \(names.addresses.map { "      \(identifier($0)).self,\n" }.joined())    ]
      }

      /// All structures, the addresses among them.
      public static var structures: [any CStruct.Type] {
        [
    \(names.all.map { "      \(identifier($0)).self,\n" }.joined())    ]
      }
    }

    """
  }

  private static func isAddress(_ name: String) -> Bool {
    name.hasPrefix("sockaddr") || name.hasPrefix("full_sockaddr")
  }

  /// All addresses, what the rules list, the options' values, and whatever these hold.
  private func choose(_ addresses: [String], rules: Rules) -> Set<String> {
    let options: [String] = rules.levels.flatMap { Array($0.valueTypes.values) }.map {
      String($0.drop { $0 == "[" }.prefix { $0 != "]" })
    }
    return withContents(addresses + options + rules.addresses.structures)
  }

  /// Structures, and all that they hold.
  private func withContents(_ names: [String]) -> Set<String> {
    var pending = names
    var chosen: Set<String> = []
    while let name = pending.popLast() {
      guard let structure = known[name], !structure.isUnion else { continue }
      if !name.contains(".") {
        guard chosen.insert(name).inserted else { continue }
      }
      pending += structure.fields.flatMap { references($0.type.shape) }
    }
    return chosen
  }

  /// The structures that a field's type names; through unions too, whose arms may become fields.
  private func references(_ shape: CType.Shape) -> [String] {
    switch shape {
    case .structure(let name): [name]
    case .union(let name): known[name]?.fields.flatMap { references($0.type.shape) } ?? []
    case .array(let element, _): references(element)
    case .integer, .floating, .pointer: []
    }
  }
}
