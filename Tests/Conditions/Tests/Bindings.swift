import Catalog
import Foundation

/// The generated Swift, and the catalog that it was made from.
struct Bindings {
  let catalog: CatalogText
  /// The platform whose headers the bindings are of.
  let own: Platform
  /// The newest kernel of the catalog.
  let newestVersion: String

  init() throws {
    catalog = try CatalogText(folder: Self.folder)
    let namespace = Declarations([try Self.text("SocketABI/Linux.swift")])
    own = try Platform(namespace.always.first { $0.name == "headers" }!.value.filter { $0 != "\"" })
    let pinned = catalog.entries.filter { $0.isPinned && $0.platform.system == "linux" }.map(\.platform.release)
    newestVersion = pinned.filter(\.distribution.isEmpty).max()!.version
  }

  /// What the newest kernel's headers say, on one platform.
  func newest(_ abi: String) throws -> Snapshot? { try catalog.snapshot(of: "linux-\(newestVersion)-\(abi)") }

  /// The texts of the generated module's files in some folders.
  static func files(in folders: String...) throws -> [String] {
    try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/SocketABI/\(folder)").sorted().map {
        try text("SocketABI/\(folder)/\($0)")
      }
    }
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
    path: "../../../Generated"
  ).standardizedFileURL.path
}
