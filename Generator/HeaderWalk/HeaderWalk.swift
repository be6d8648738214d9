import Catalog

/// Walks a header tree by the rules: headers in, a ``Snapshot`` out. The only code that knows libclang.
public struct HeaderWalk: Sendable {
  let rules: HeaderRules
  let tree: HeaderTree

  public init(rules: HeaderRules, tree: HeaderTree) {
    self.rules = rules
    self.tree = tree
  }

  /// What a walk found.
  public struct Outcome: Sendable {
    public var groups: [Catalog.Group]
    /// Headers of the rules that the platform does not have.
    public var missing: [String]
    /// Headers that were read along the way and belong to no group, with the number of their macros.
    public var strangers: [String: Int]
    /// The translation unit that each fact came from: constants by name, structures as `struct NAME`.
    public var units: [String: String]
  }

  /// The include lines of a unit; headers that the tree does not have are left out.
  public func includes(of unit: String) -> [String] {
    let prelude = rules.units.first { $0.name == unit }?.prelude ?? []
    return prelude + rules.groups.flatMap { $0.headers[unit] ?? [] }.filter { tree.find($0) != nil }
  }

  /// The names of the units, the preferred one first.
  public var units: [String] { rules.units.map(\.name) }

  /// Reads all units, side by side, and merges them.
  ///
  /// - Throws: ``WalkError`` if a header does not compile or can't be read. Nothing is guessed then.
  public func walk() async throws(WalkError) -> Outcome {
    let owners = rules.owners()
    let walks = rules.units.map {
      UnitWalk(unit: $0, includes: includes(of: $0.name), tree: tree, rules: rules, owners: owners)
    }
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
    let listed = rules.groups.flatMap { $0.headers.values.joined() }
    return Outcome(
      groups: merge.groups, missing: listed.filter { tree.find($0) == nil }.sorted(), strangers: merge.strangers,
      units: merge.units)
  }
}
