import Catalog
import Foundation

/// One side of a comparison, as the command line names it.
///
///     linux-7.2-x86_64-gnu             a platform of the catalog
///     HEAD~1:linux-7.2-x86_64-gnu      that platform in the catalog of a git revision
///     elsewhere                        a folder with the catalog of one platform, such as `socketgen --output` writes
///     elsewhere:linux-7.2-x86_64-gnu   a platform of another folder's catalog
struct Side {
  /// What the report calls it.
  var title: String
  var catalog: CatalogText
  var platform: String
  /// The folder or revision that the catalog is of.
  var place: String

  /// - Parameters:
  ///   - argument: one of the above.
  ///   - folder: the catalog that bare platforms are looked up in.
  /// - Throws: ``UnknownSide``, ``NoCatalog``, ``CatalogError`` or ``GitError``.
  init(_ argument: String, catalog folder: String) throws {
    title = argument
    if let colon = argument.lastIndex(of: ":") {
      place = String(argument[..<colon])
      platform = String(argument[argument.index(after: colon)...])
      catalog =
        FileManager.default.fileExists(atPath: place)
        ? try CatalogText(folder: place, systems: Self.systems(platform))
        : try CatalogText(revision: place, of: folder, systems: Self.systems(platform))
    } else if FileManager.default.fileExists(atPath: argument) {
      place = argument
      catalog = try CatalogText(folder: argument)
      guard catalog.entries.count == 1 else { throw UnknownSide(severalIn: argument, catalog) }
      platform = catalog.entries[0].platform.id
      title = platform
    } else {
      place = folder
      platform = argument
      catalog = try CatalogText(folder: folder, systems: Self.systems(platform))
    }
    guard catalog.entries.contains(where: { $0.platform.id == platform }) else {
      throw UnknownSide(platform, in: catalog, at: place)
    }
  }

  private static func systems(_ platform: String) -> Set<String> {
    (try? Platform(platform)).map { [$0.system] } ?? []
  }

  /// The facts of both sides; those in which they agree may be missing.
  static func groups(_ old: Side, _ new: Side) throws -> (old: [Group], new: [Group]) {
    if old.place == new.place, let groups = try old.catalog.differing(old.platform, new.platform) { return groups }
    return (
      try old.catalog.snapshot(of: old.platform)?.groups ?? [], try new.catalog.snapshot(of: new.platform)?.groups ?? []
    )
  }

  /// The names of all groups of both sides.
  static func groupNames(_ old: Side, _ new: Side) -> [String] {
    Set([old, new].flatMap { $0.catalog.groups.values.flatMap(\.keys) }).sorted()
  }
}

/// A name that is no platform of a catalog.
struct UnknownSide: Explained, Hashable {
  var problem: String
  var advice: String

  init(_ name: String, in catalog: CatalogText, at place: String) {
    problem = "\(place) has no platform '\(name)'"
    let near = catalog.entries.map(\.platform.id).nearest(to: name)
    advice =
      near.isEmpty
      ? "socketdiff list names all platforms; a folder with a catalog will do too"
      : "did you mean \(near.joined(separator: ", "))? socketdiff list names all"
  }

  init(severalIn folder: String, _ catalog: CatalogText) {
    let first = catalog.entries.first?.platform.id ?? ""
    problem = "\(folder) holds \(catalog.entries.count) platforms"
    advice = "say which, as in \(folder):\(first)"
  }
}
