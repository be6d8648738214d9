import Catalog
import Foundation

/// A folder that was named as a catalog and is none.
struct NoCatalog: Explained {
  var path: String

  var problem: String { "\(path) holds no catalog" }
  var advice: String { "name a folder that scripts/regenerate wrote, or the Catalog folder in it" }
}

extension Snapshot {
  /// Reads the catalog in a folder: `Catalog` itself, or the one around it.
  ///
  /// - Throws: ``NoCatalog`` or ``CatalogError``.
  init(folder: String) throws {
    let manager = FileManager.default
    let candidates = [folder, "\(folder)/Catalog"]
    guard let folder = candidates.first(where: { manager.fileExists(atPath: "\($0)/platform.txt") }) else {
      throw NoCatalog(path: folder)
    }
    var files: [String: String] = [:]
    for name in try manager.contentsOfDirectory(atPath: folder) where name.hasSuffix(".txt") {
      files[name] = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }
    try self.init(files: files)
  }
}
