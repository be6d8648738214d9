import ArgumentParser
import Catalog

/// What a catalog holds.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the groups of a catalog, or the names in one group.")

  @Argument(help: "A group, such as can.") var group: String?
  @Option(help: "The folder of the catalog.") var catalog = "Generated"

  func run() throws {
    let snapshot = try Snapshot(folder: catalog)
    guard let name = group else {
      print(snapshot.platform)
      for group in snapshot.groups {
        print("\(group.name): \(group.constants.count) constants, \(group.structures.count) structures")
      }
      return
    }
    guard let group = snapshot.groups.first(where: { $0.name == name }) else {
      throw ValidationError(
        "there is no group '\(name)'; the groups are \(snapshot.groups.map(\.name).joined(separator: ", "))")
    }
    for constant in group.constants { print(constant.name) }
    for structure in group.structures { print(structure.keyword, structure.name) }
  }
}
