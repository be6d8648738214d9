import Foundation
import TestSupport

/// The library's public names as the compiler knows them, read from the modules that were built with these tests.
struct SymbolGraph {
  var symbols: [Symbol]

  /// A public declaration.
  struct Symbol: Decodable {
    /// The names of the types that it is in, and its own.
    var pathComponents: [String]
    var kind: Kind
    var docComment: DocComment?
    var location: Location?

    /// As a link in the documentation has it, without what tells overloads apart.
    var path: String { pathComponents.joined(separator: "/") }

    struct Kind: Decodable {
      var identifier: String
    }
    struct DocComment: Decodable {}
    struct Location: Decodable {
      var uri: String
    }
  }

  private struct File: Decodable {
    var symbols: [Symbol]
  }

  /// Where the modules lie: beside the program that runs the tests.
  static func buildFolder() throws -> String {
    try URL(fileURLWithPath: Repository.program("Modules")).deletingLastPathComponent().path
  }

  /// Extracted once for all tests.
  static let library = Result {
    let scratch = try Scratch()
    let run = try Run(["scripts/symbol-graph", scratch.path, buildFolder()])
    guard run.status == 0 else { throw Failure(description: run.output) }
    // One file for the library's own types, one for what it adds to the standard library's.
    let files = ["KernelSockets.symbols.json", "KernelSockets@Swift.symbols.json"]
    return SymbolGraph(
      symbols: try files.flatMap { name in
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(scratch.path)/\(name)"))
        // Extensions are there as such, besides what is in them.
        return try JSONDecoder().decode(File.self, from: data).symbols.filter {
          $0.kind.identifier != "swift.extension"
        }
      })
  }

  var paths: Set<String> { Set(symbols.map(\.path)) }
}
