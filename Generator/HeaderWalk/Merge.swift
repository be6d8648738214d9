import Catalog

/// Brings the units' facts together: of several definitions of a name the first stays, and one that differs from it is
/// set down as rejected, never dropped in silence.
struct Merge {
  let rules: HeaderRules
  let owners: [String: String]
  private var constants: [String: Constant] = [:]
  private var structures: [String: Structure] = [:]
  private var rejections: Set<Rejection> = []
  private(set) var strangers: [String: Int] = [:]
  /// The unit that each kept fact came from; structures as `struct NAME`.
  private(set) var units: [String: String] = [:]

  init(rules: HeaderRules, owners: [String: String]) {
    self.rules = rules
    self.owners = owners
  }

  mutating func add(_ facts: UnitFacts, unit: String) {
    for constant in facts.constants {
      guard let kept = constants[constant.name] else {
        constants[constant.name] = constant
        units[constant.name] = unit
        continue
      }
      if kept.value != constant.value {
        reject(constant.name, constant.header, "differs: \(constant.value) here, \(kept.value) in \(kept.header), kept")
      }
    }
    for structure in facts.structures {
      guard let kept = structures[structure.name] else {
        structures[structure.name] = structure
        units[structure.key] = unit
        continue
      }
      if kept.layout != structure.layout {
        reject(
          structure.name, structure.header,
          "differs: \(structure.size) bytes here, \(kept.size) in \(kept.header), kept")
      }
    }
    rejections.formUnion(facts.rejections)
    strangers.merge(facts.strangers) { max($0, $1) }
  }

  /// The facts by group. A macro that one unit could evaluate is no longer rejected.
  var groups: [Group] {
    let constants = Dictionary(grouping: constants.values) { owners[$0.header]! }
    let structures = Dictionary(grouping: structures.values) { owners[$0.header]! }
    let rejected = rejections.filter { self.constants[$0.name] == nil || $0.reason.hasPrefix("differs") }
    let rejections = Dictionary(grouping: rejected) { owners[$0.header]! }
    return rules.groups.map {
      Group(
        name: $0.name, constants: constants[$0.name] ?? [], structures: structures[$0.name] ?? [],
        rejections: rejections[$0.name] ?? [])
    }
  }

  private mutating func reject(_ name: String, _ header: String, _ reason: String) {
    rejections.insert(Rejection(name: name, header: header, reason: reason))
  }
}

extension Structure {
  /// What must agree between two definitions: the bytes, not the names of types.
  fileprivate var layout: [Int] {
    [size, alignment] + fields.flatMap { [$0.offset, $0.width] }
  }
}
