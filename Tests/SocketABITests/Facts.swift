import Catalog
import SocketABI
import TestSupport

/// The facts that the bindings were generated from, read back from the catalog.
struct Facts {
  let constants: [String: Constant]
  let structures: [String: Structure]

  init() throws {
    let catalog = try CatalogText(folder: "\(Repository.folder)/Generated")
    guard let snapshot = try catalog.snapshot(of: Linux.headers) else {
      throw Failure(description: "the catalog does not have \(Linux.headers), of which the bindings are")
    }
    constants = Dictionary(uniqueKeysWithValues: snapshot.constants.map { ($0.name, $0) })
    structures = Dictionary(uniqueKeysWithValues: snapshot.structures.map { ($0.name, $0) })
  }
}
