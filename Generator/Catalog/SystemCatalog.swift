/// What the headers of all platforms of one system say.
package struct SystemCatalog: Sendable {
  /// As in `linux`.
  package let system: String
  package let platforms: PlatformList
  /// By name; none is empty.
  package private(set) var groups: [String: MergedGroup] = [:]

  init(system: String, platforms: PlatformList, groups: [String: MergedGroup]) {
    self.system = system
    self.platforms = platforms
    self.groups = groups
  }

  /// Merges snapshots into what an earlier catalog says of other platforms.
  ///
  /// - Parameters:
  ///   - system: all entries' system.
  ///   - entries: the snapshots' platforms, and those to keep from the earlier catalog.
  ///   - snapshots: the new facts, by platform.
  package init(
    system: String, entries: [PlatformList.Entry], snapshots: [Snapshot], earlier: SystemCatalog? = nil
  ) {
    self.system = system
    platforms = PlatformList(entries)
    let count = platforms.entries.count
    let fresh = Set(snapshots.map(\.platform))
    if let earlier {
      let numbers = earlier.platforms.entries.map { entry in
        fresh.contains(entry.platform.id) ? nil : platforms.number(of: entry.platform.id)
      }
      func renumbered(_ set: PlatformSet) -> PlatformSet {
        PlatformSet(numbers.indices.compactMap { set.contains($0) ? numbers[$0] : nil }, count: count)
      }
      for (name, group) in earlier.groups {
        groups[name, default: MergedGroup(name: name)].add(group, renumbered: renumbered)
      }
    }
    for snapshot in snapshots {
      guard let number = platforms.number(of: snapshot.platform) else { continue }
      let platform = PlatformSet([number], count: count)
      for group in snapshot.groups {
        groups[group.name, default: MergedGroup(name: group.name)].add(group, on: platform)
      }
    }
    for name in groups.keys {
      groups[name]!.sort()
      if groups[name]!.constants.isEmpty && groups[name]!.structures.isEmpty { groups[name] = nil }
    }
  }

  /// What one platform's headers say; `nil` if the catalog does not have it.
  package func snapshot(of id: String) -> Snapshot? {
    guard let number = platforms.number(of: id) else { return nil }
    let groups = groups.keys.sorted().map { self.groups[$0]!.group(on: number) }
    return Snapshot(platform: id, groups: groups.filter { !$0.constants.isEmpty || !$0.structures.isEmpty })
  }
}
