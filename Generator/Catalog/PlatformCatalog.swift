/// The facts of all platforms, system by system: what `Generated/Catalog` holds.
package struct PlatformCatalog: Sendable {
  package private(set) var systems: [String: SystemCatalog] = [:]

  package init() {}

  /// All platforms, in order.
  package var entries: [PlatformList.Entry] { systems.keys.sorted().flatMap { systems[$0]!.platforms.entries } }

  /// Takes in new facts.
  ///
  /// - Parameters:
  ///   - snapshots: each with the entry of its platform; they replace what is known of it.
  ///   - keeping: which of the other platforms stay.
  package func merging(
    _ snapshots: [(PlatformList.Entry, Snapshot)], keeping: (PlatformList.Entry) -> Bool = { _ in true }
  ) -> PlatformCatalog {
    let fresh = Dictionary(grouping: snapshots, by: \.0.platform.system)
    var result = PlatformCatalog()
    for system in Set(systems.keys).union(fresh.keys) {
      let new = fresh[system] ?? []
      let names = Set(new.map(\.0.platform.id))
      let old = systems[system]?.platforms.entries.filter { !names.contains($0.platform.id) && keeping($0) } ?? []
      guard !(new.isEmpty && old.isEmpty) else { continue }
      result.systems[system] = SystemCatalog(
        system: system, entries: old + new.map(\.0), snapshots: new.map(\.1), earlier: systems[system])
    }
    return result
  }

  /// What one platform's headers say; `nil` if the catalog does not have it.
  package func snapshot(of id: String) -> Snapshot? {
    guard let platform = try? Platform(id) else { return nil }
    return systems[platform.system]?.snapshot(of: id)
  }

  /// The files: `platforms.txt`, and `SYSTEM/GROUP.txt`.
  package var files: [String: String] {
    let list = entries.map { $0.line + "\n" }.joined()
    var files = ["platforms.txt": Self.platformsHead(lines: list.lineCount) + list]
    for (system, catalog) in systems {
      var naming = PlatformNaming(catalog.platforms)
      for (name, group) in catalog.groups.sorted(by: { $0.key < $1.key }) {
        let text = group.text(of: catalog.platforms, naming: &naming)
        files["\(system)/\(name).txt"] =
          "# \(name): what the headers of \(system) say, \(text.lineCount) lines. Written by socketgen, never by hand.\n"
          + text
      }
    }
    return files
  }

  /// Reads the catalog of all systems that the text has.
  ///
  /// - Throws: ``CatalogError`` for a line of another form.
  package init(_ text: CatalogText) throws(CatalogError) {
    for (system, platforms) in text.platforms {
      var groups: [String: MergedGroup] = [:]
      for (name, text) in text.groups[system] ?? [:] {
        groups[name] = try MergedGroup(name: name, text: text, platforms: platforms)
      }
      systems[system] = SystemCatalog(system: system, platforms: platforms, groups: groups)
    }
  }

  private static func platformsHead(lines: Int) -> String {
    """
    # The platforms of this catalog, \(lines) lines. Written by socketgen, never by hand.
    # Each has its name, the compiler's target, a pointer's bits with the byte order, and what was read.

    """
  }
}
