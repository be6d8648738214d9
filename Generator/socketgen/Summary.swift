import Catalog
import Emit
import HeaderWalk

/// What a person wants to know after a run.
struct Summary {
  let snapshot: Snapshot
  let outcome: HeaderWalk.Outcome
  let emission: Emission

  func print(includingPackages: Bool) {
    Swift.print("\n\(snapshot.platform), read by libclang \(HeaderTree.libclangVersion)")
    if includingPackages { for package in InstalledHeaders.packages { Swift.print("  \(package)") } }
    let integers = snapshot.constants.count {
      if case .integer = $0.value { true } else { false }
    }
    let strings = snapshot.constants.count {
      if case .string = $0.value { true } else { false }
    }
    Swift.print(
      """

      constants   \(integers) integers, \(strings) strings, \(snapshot.constants.count - integers - strings) others
      structures  \(snapshot.structures.count) in the catalog; \(emission.structureCount) emitted, and \(emission.addressCount) address codecs
      options     \(emission.optionCount)
      rejected    \(snapshot.rejections.count), each with its reason in Rejected/

      """)
    let width = snapshot.groups.map(\.name.count).max() ?? 0
    for group in snapshot.groups {
      let name = group.name.padding(to: width)
      let count = String(group.constants.count).leftPadding(to: 5)
      Swift.print("  \(name) \(count) constants \(String(group.structures.count).leftPadding(to: 4)) structures")
    }
    if !outcome.missing.isEmpty {
      Swift.print("\nHeaders that this platform does not have: \(outcome.missing.joined(separator: ", "))")
    }
    for remark in emission.remarks { Swift.print("note: \(remark)") }
  }

  static func print(_ catalog: PlatformCatalog) {
    Swift.print("\ncatalog     \(catalog.entries.count) platforms")
    for system in catalog.systems.keys.sorted() {
      let facts = catalog.systems[system]!
      let constants = Set(facts.groups.values.flatMap(\.constants.keys))
      let structures = Set(facts.groups.values.flatMap(\.structures.keys))
      Swift.print(
        "  \(system): \(facts.platforms.entries.count) platforms, \(constants.count) constants, \(structures.count) structures"
      )
    }
  }

  static func print(_ differences: [Difference], files: [String], isFirst: Bool) {
    if files.isEmpty {
      Swift.print("\nNothing changed.")
    } else if isFirst {
      Swift.print("\nFirst run: \(files.count) files are new.")
    } else {
      Swift.print("\nChanged: \(differences.count) facts in \(files.count) files")
      for difference in differences { Swift.print("  \(difference)") }
      if differences.isEmpty { for file in files { Swift.print("  \(file)") } }
    }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  fileprivate func leftPadding(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
