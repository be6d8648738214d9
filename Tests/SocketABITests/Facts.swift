import Catalog
import SocketABI
import TestSupport

/// The facts that the bindings were generated from, read back from the catalog.
struct Facts {
  let constants: [String: Constant]
  let structures: [String: Structure]
  /// The constants of the newest kernel, for the same architecture and C library.
  let newest: [String: Constant]
  let newestVersion: String
  let catalog: CatalogText

  init() throws {
    catalog = try CatalogText(folder: "\(Repository.folder)/Generated")
    guard let snapshot = try catalog.snapshot(of: Linux.headers) else {
      throw Failure(description: "the catalog does not have \(Linux.headers), of which the bindings are")
    }
    constants = Dictionary(uniqueKeysWithValues: snapshot.constants.map { ($0.name, $0) })
    structures = Dictionary(uniqueKeysWithValues: snapshot.structures.map { ($0.name, $0) })
    let own = try Platform(Linux.headers)
    let pinned = catalog.entries.filter { $0.isPinned && $0.platform.system == "linux" }.map(\.platform)
    let platform = pinned.filter { $0.abi == own.abi && $0.release.distribution.isEmpty }.max()
    newestVersion = platform?.release.version ?? ""
    let latest = try platform.map { [catalog] in try catalog.snapshot(of: $0.id) }??.constants ?? []
    newest = Dictionary(uniqueKeysWithValues: latest.map { ($0.name, $0) })
  }
}
