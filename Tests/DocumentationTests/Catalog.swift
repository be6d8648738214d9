import Foundation
import TestSupport

/// The library's documentation catalog.
enum Catalog {
  static let folder = Repository.folder + "/Sources/KernelSockets/KernelSockets.docc"

  static func page(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  /// The names of all pages.
  static func pages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }.sorted()
  }

  /// The symbols that a text links to, as paths, without what tells overloads apart.
  static func links(in text: some StringProtocol) -> [String] {
    String(text).matches(of: /``([^`]+)``/).map { match in
      match.1.split(separator: "/").map { $0.prefix { $0 != "-" } }.joined(separator: "/")
    }
  }
}
