import Foundation

/// A folder that was named as a catalog and is none.
package struct NoCatalog: Explained, Hashable {
  package var path: String

  package init(path: String) { self.path = path }

  package var problem: String { "\(path) holds no catalog" }
  package var advice: String { "name a folder that scripts/regenerate wrote, or the Catalog folder in it" }
}

extension CatalogText {
  /// Reads the catalog in a folder: `Catalog` itself, or the one around it.
  ///
  /// - Parameter systems: those whose groups are wanted; all without it.
  /// - Throws: ``NoCatalog`` or ``CatalogError``.
  package init(folder: String, systems: Set<String>? = nil) throws {
    let manager = FileManager.default
    let candidates = [folder, "\(folder)/Catalog"]
    guard let folder = candidates.first(where: { manager.fileExists(atPath: "\($0)/platforms.txt") }) else {
      throw NoCatalog(path: folder)
    }
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")), as: UTF8.self)
    }
    var files = ["platforms.txt": try text("platforms.txt")]
    for system in try manager.contentsOfDirectory(atPath: folder) where !system.hasSuffix(".txt") {
      guard systems?.contains(system) != false else { continue }
      for name in try manager.contentsOfDirectory(atPath: "\(folder)/\(system)") where name.hasSuffix(".txt") {
        files["\(system)/\(name)"] = try text("\(system)/\(name)")
      }
    }
    try self.init(files: files)
  }
}

/// Whether there is a folder at a path; links are followed.
package func isDirectory(_ path: String) -> Bool {
  var isDirectory: ObjCBool = false
  return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
}
