import Catalog
import Foundation
import TestSupport

@testable import HeaderWalk

/// A header tree of a few lines, written to a temporary folder: `/usr/include` in small.
struct SmallTree {
  private let scratch: Scratch

  /// - Parameter headers: their text by path, besides the few that every platform has.
  init(_ headers: [String: String]) throws {
    scratch = try Scratch()
    let bare = ["linux/socket.h": "", "asm/socket.h": "", "sys/socket.h": ""]
    for (path, text) in bare.merging(headers, uniquingKeysWith: { $1 }) { try scratch.write(text, to: path) }
  }

  var path: String { scratch.path }

  /// Puts bytes in the place of a header.
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  /// The facts of the tree's headers: one unit and one group for each list of headers, named after its number.
  func walk(units: [[String]], triple: String = "x86_64-linux-gnu", options: [String] = []) async throws
    -> HeaderWalk.Outcome
  {
    let names = units.indices.map { "unit\($0)" }
    let yaml = """
      units: [\(names.map { "{name: \($0), systems: [linux], prelude: []}" }.joined(separator: ", "))]
      groups: [\(zip(names, units).map { "{name: group-\($0), \($0): [\($1.joined(separator: ", "))]}" }.joined(separator: ", "))]
      byteOrder: {big: {types: [__be16], fields: [one.order]}, little: {types: [__le32], fields: []}}
      """
    var tree = try HeaderTree(root: scratch.path, triple: triple)
    tree.options = options
    return try await HeaderWalk(rules: HeaderRules(yaml: yaml), tree: tree).walk()
  }
}

/// The one group of a tree with one header.
func facts(
  of text: String, triple: String = "x86_64-linux-gnu", options: [String] = []
) async throws -> Catalog.Group {
  let outcome = try await SmallTree(["facts.h": text]).walk(units: [["facts.h"]], triple: triple, options: options)
  return outcome.groups[0]
}

extension Catalog.Group {
  /// The constants as the catalog writes them.
  var constantLines: [String] { constants.map(\.line) }

  /// All facts as the catalog writes them.
  var text: String {
    let structureLines = structures.flatMap { [$0.line] + $0.fields.map { "  " + $0.line } }
    return (constantLines + structureLines).map { $0 + "\n" }.joined()
  }
}
