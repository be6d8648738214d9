import Catalog
import Foundation

/// The folder that holds the generator's output.
struct GeneratedTree {
  let path: String

  /// All files by their path below the folder; empty if there is no such folder.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    guard let names = FileManager.default.enumerator(atPath: path) else { return files }
    for case let name as String in names {
      guard names.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      files[name] = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
    return files
  }

  /// The facts that the folder's catalog holds.
  static func groups(in files: [String: String]) throws -> [Group] {
    try files.keys.filter { $0.hasPrefix("Catalog/") && $0 != "Catalog/platform.txt" }.sorted().map {
      let name = String($0.dropFirst("Catalog/".count).dropLast(".txt".count))
      return try Group(name: name, text: files[$0]!, rejectedText: files["Rejected/\(name).txt"] ?? "")
    }
  }

  /// Puts `files` in the place of what is there. All of them are written beside it first and the folders swapped at the
  /// end, so that a failure, a full disk say, leaves the folder as it was.
  func replace(with files: [String: String]) throws {
    let manager = FileManager.default
    let staging = path + ".new"
    let previous = path + ".old"
    for leftover in [staging, previous] where manager.fileExists(atPath: leftover) {
      try manager.removeItem(atPath: leftover)
    }
    do {
      for (name, text) in files {
        let file = URL(fileURLWithPath: "\(staging)/\(name)")
        try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      if manager.fileExists(atPath: path) { try manager.moveItem(atPath: path, toPath: previous) }
      do {
        try manager.moveItem(atPath: staging, toPath: path)
      } catch {
        try? manager.moveItem(atPath: previous, toPath: path)
        throw error
      }
    } catch {
      try? manager.removeItem(atPath: staging)
      throw error
    }
    try? manager.removeItem(atPath: previous)
  }
}
