import ArgumentParser
import Catalog
import Emit
import Foundation

/// Writes a site about the catalog.
struct WriteAtlas: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "atlas", abstract: "Writes a static site: every constant on every platform, and each kernel's news.")

  @Option(help: "The folder to write; it is made if it is not there.") var output: String
  @Option(help: "The catalog's folder.") var catalog = "Generated"
  @Option(help: "The folder of the generator's rules.") var rules = "Generator/Rules"

  func run() throws {
    let rules = try Rules { try Source.rule($0, in: self.rules) }
    let atlas = try Atlas(PlatformCatalog(CatalogText(folder: catalog)), rules: rules.availability)
    let folder = URL(fileURLWithPath: output)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var size = 0
    for (name, text) in atlas.pages {
      try Data(text.utf8).write(to: folder.appending(path: name))
      size += text.utf8.count
    }
    print("\(output): \(atlas.pages.count) pages, \(size / 1000) KB")
  }
}
