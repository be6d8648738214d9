import Catalog
import Yams

/// `Rules/platforms.yml`: the header sets that make the catalog.
package struct PlatformRules: Decodable, Sendable {
  package var sources: [String: HeaderSource]
  package var systems: [System]
  package var tables: [String: [Row]]

  /// One release of a system.
  package struct System: Decodable, Sendable {
    package var system: String
    package var version: String
    package var distribution: String?
    package var source: String
    package var table: String
    package var options: [String]?
  }

  /// One architecture, with one C library.
  package struct Row: Decodable, Sendable {
    package var abi: String
    package var target: String
    package var include: [String]
    package var options: [String]?
    package var gcc: String?

    /// Its folders below that of a source, which ends in a slash; `nil` if one is not there.
    func directories(below root: String) -> [String]? {
      let found = include.compactMap { names in
        names.split(separator: "|").map { "\(root)\($0)" }.first(where: isDirectory)
      }
      return found.count == include.count ? found : nil
    }
  }

  /// The rows for ziglang's wheels.
  package var wheelRows: [Row] {
    let tables = systems.filter { $0.system == "linux" && sources[$0.source]?.wheel != nil }.map(\.table)
    return Set(tables).sorted().flatMap { self.tables[$0]! }
  }

  /// Reads the rules.
  ///
  /// - Throws: ``HeaderSourceError`` if the text is not YAML of that form, or names what it does not define.
  package init(yaml: String) throws(HeaderSourceError) {
    do {
      self = try YAMLDecoder().decode(PlatformRules.self, from: yaml)
    } catch {
      throw HeaderSourceError("platforms.yml: \(error)", advice: "correct the file; its head says what it may hold")
    }
    for system in systems {
      for (kind, name, isKnown) in [
        ("source", system.source, sources[system.source] != nil), ("table", system.table, tables[system.table] != nil),
      ] where !isKnown {
        throw HeaderSourceError(
          "platforms.yml: \(system.system) \(system.version) names the \(kind) '\(name)', which the file does not define",
          advice: "correct the name, or define it below '\(kind)s'")
      }
    }
  }
}

/// A platform of the rules, and the folders that its headers are read from.
package struct PinnedPlatform: Sendable {
  package var platform: Platform
  package var target: String
  package var directories: [String]
  package var options: [String]
  /// Another compiler for the same target, with its options.
  package var gcc: String?
  /// The source's name and hash, for the record.
  package var source: String
}

extension PlatformRules {
  /// The platforms, in order, and those that a table has and its source has not.
  ///
  /// - Parameter cache: where the sources' headers lie.
  /// - Throws: ``HeaderSourceError`` if a source has not been fetched.
  package func platforms(in cache: HeaderCache) throws -> (platforms: [PinnedPlatform], absent: [String]) {
    var platforms: [PinnedPlatform] = []
    var absent: [String] = []
    for system in systems {
      let source = sources[system.source]!
      let root = try cache.headers(of: system.source, source)
      let record = try cache.record(of: system.source, source)
      let suffix = system.distribution.map { "+\($0)" } ?? ""
      for row in tables[system.table]! {
        let platform = try Platform("\(system.system)-\(system.version)-\(row.abi)\(suffix)")
        guard let directories = row.directories(below: "\(root)/\(source.prefix)") else {
          absent.append(platform.id)
          continue
        }
        platforms.append(
          PinnedPlatform(
            platform: platform, target: row.target, directories: directories,
            options: (system.options ?? []) + (row.options ?? []), gcc: row.gcc,
            source: record))
      }
    }
    let found = Set(platforms.map(\.platform.id))
    return (platforms.sorted { $0.platform < $1.platform }, Set(absent).subtracting(found).sorted())
  }
}
