import Catalog

/// Walks a header tree by the rules: headers in, a ``Snapshot`` out. The only code that knows libclang.
package struct HeaderWalk: Sendable {
  package let rules: HeaderRules
  let tree: HeaderTree
  /// The rules' units for the tree's system, the preferred one first.
  private let chosenUnits: [HeaderRules.Unit]

  package init(rules: HeaderRules, tree: HeaderTree) {
    self.rules = rules
    self.tree = tree
    chosenUnits = rules.units.filter { $0.systems.contains(tree.system) }
  }

  /// What a walk found.
  package struct Outcome: Sendable {
    package var groups: [Catalog.Group]
    /// Headers of the rules that the platform does not have.
    package var missing: [String]
    /// Headers that were read along the way and belong to no group, with the number of their macros.
    package var strangers: [String: Int]
    /// The translation unit that each fact came from: constants by name, structures as `struct NAME`.
    package var units: [String: String]
  }

  /// The include lines of a unit; headers that the tree does not have are left out.
  package func includes(of unit: String) -> [String] {
    let prelude = rules.units.first { $0.name == unit }?.prelude ?? []
    return prelude + listed(in: unit).filter { tree.find($0) != nil }
  }

  /// The names of the units, the preferred one first.
  package var units: [String] { chosenUnits.map(\.name) }

  private func listed(in unit: String) -> [String] { rules.groups.flatMap { $0.headers[unit] ?? [] } }

  /// Reads all units, side by side, and merges them.
  ///
  /// - Throws: ``WalkError`` if a header does not compile or can't be read. Nothing is guessed then.
  package func walk() async throws(WalkError) -> Outcome {
    for unit in chosenUnits {
      for header in unit.prelude + listed(in: unit.name) { try tree.checkReadable(header) }
    }
    let owners = rules.owners()
    let walks = chosenUnits.map {
      UnitWalk(unit: $0, includes: includes(of: $0.name), tree: tree, rules: rules, owners: owners)
    }
    if Journal.isSearching { for walk in walks { try walk.search() } }
    let results = await withTaskGroup { tasks in
      for (number, walk) in walks.enumerated() {
        tasks.addTask { (number, Result { () throws(WalkError) in try walk.facts() }) }
      }
      var results = [Result<UnitFacts, WalkError>?](repeating: nil, count: walks.count)
      for await (number, result) in tasks { results[number] = result }
      return results
    }
    var merge = Merge(rules: rules, owners: owners)
    for (unit, result) in zip(units, results) { try merge.add(result!.get(), unit: unit) }
    let missing = Set(units.flatMap(listed)).filter { tree.find($0) == nil }
    return Outcome(groups: merge.groups, missing: missing.sorted(), strangers: merge.strangers, units: merge.units)
  }

  /// The errors that libclang finds in further C code for the tree's target.
  package func errors(in source: String) throws(WalkError) -> [String] {
    try Journal.reading("assertions for \(tree.triple)") { () throws(WalkError) in
      try ParsedUnit(source, tree: tree, macros: false).errors.map { "\($0.file):\($0.line): \($0.message)" }
    }
  }
}
