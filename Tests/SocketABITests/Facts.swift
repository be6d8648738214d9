import Catalog
import SocketABI
import TestSupport

/// The facts that the bindings were generated from, read back from the catalog.
struct Facts {
  let constants: [String: Constant]
  let structures: [String: Structure]
  /// The constants and structures of the newest kernel, for the same architecture and C library.
  let newest: [String: Constant]
  let newestStructures: [String: Structure]
  /// The platform that those are of.
  let newestPlatform: String

  init() throws {
    let catalog = try CatalogText(folder: "\(Repository.folder)/Generated")
    guard let snapshot = try catalog.snapshot(of: Linux.headers) else {
      throw Failure(description: "the catalog does not have \(Linux.headers), of which the bindings are")
    }
    constants = Dictionary(uniqueKeysWithValues: snapshot.constants.map { ($0.name, $0) })
    structures = Dictionary(uniqueKeysWithValues: snapshot.structures.map { ($0.name, $0) })
    let own = try Platform(Linux.headers)
    let pinned = catalog.entries.filter { $0.isPinned && $0.platform.system == "linux" }.map(\.platform)
    let platform = pinned.filter { $0.abi == own.abi && $0.release.distribution.isEmpty }.max()
    let latest = try platform.flatMap { try catalog.snapshot(of: $0.id) }
    newestPlatform = platform?.id ?? ""
    newest = Dictionary(uniqueKeysWithValues: latest?.constants.map { ($0.name, $0) } ?? [])
    newestStructures = Dictionary(uniqueKeysWithValues: latest?.structures.map { ($0.name, $0) } ?? [])
  }

  /// Whether a structure is as the installed headers have it.
  func isInstalled(_ name: String) -> Bool {
    func places(_ structure: Structure?) -> [[Int]]? { structure?.fields.map { [$0.offset, $0.width] } }
    guard let structure = structures[name] else { return false }
    guard let newest = newestStructures[name] else { return true }
    return newest.size == structure.size && places(newest) == places(structure)
  }
}
