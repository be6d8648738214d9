import ArgumentParser
import Catalog

/// What a catalog holds.
struct ListCatalog: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the platforms of a catalog, or the names in one group.")

  @Argument(help: "A group, such as can.") var group: String?
  @Option(help: "The catalog's folder.", completion: .directory) var catalog = "Generated"
  @Option(help: "The system whose group it is.") var system = "linux"

  func run() throws {
    guard let name = group else {
      for entry in try CatalogText(folder: catalog, systems: []).entries { print(entry.platform.id) }
      return
    }
    let groups = try PlatformCatalog(CatalogText(folder: catalog, systems: [system])).systems[system]?.groups ?? [:]
    guard let group = groups[name] else {
      throw ValidationError(
        "\(system) has no group '\(name)'; its groups are \(groups.keys.sorted().joined(separator: ", "))")
    }
    for constant in group.constants.keys.sorted() { print(constant) }
    for structure in group.structures.keys.sorted() { print(structure) }
  }
}
