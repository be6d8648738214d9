import Catalog
import Foundation

/// The folder that holds the generator's output.
struct GeneratedTree {
  let path: String

  /// All files by their path below the folder; empty if there is no such folder, or nothing in it.
  ///
  /// - Throws: ``Obstacle`` if the folder holds something else, for nothing but an earlier run's output is ever replaced;
  ///   or if a file can't be read as text.
  func files() throws -> [String: String] {
    var files: [String: String] = [:]
    guard let first = FileManager.default.enumerator(atPath: path)?.nextObject() else { return files }
    guard FileManager.default.fileExists(atPath: "\(path)/Catalog/platforms.txt") else {
      throw Obstacle(
        problem: "\(path)/ was not written by socketgen: it holds \(first), and no Catalog/platforms.txt",
        advice: "name a folder that is new, empty, or of an earlier run")
    }
    let names = FileManager.default.enumerator(atPath: path)!
    for case let name as String in names {
      guard names.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      do {
        files[name] = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
      } catch {
        throw Obstacle(
          problem: "cannot read \(path)/\(name): \((error as NSError).reason)",
          advice: "bring the folder back from git, or remove it and run scripts/regenerate --all")
      }
    }
    return files
  }

  /// The catalog among a folder's files.
  static func catalog(in files: [String: String]) throws(CatalogError) -> PlatformCatalog {
    let head = "Catalog/"
    let inside = files.filter { $0.key.hasPrefix(head) }.map { (String($0.key.dropFirst(head.count)), $0.value) }
    return try PlatformCatalog(CatalogText(files: Dictionary(uniqueKeysWithValues: inside)))
  }

  /// Puts `files` in the place of what is there. All of them are written beside it first and the folders swapped at the
  /// end, so that a failure, a full disk say, leaves the folder as it was.
  func replace(with files: [String: String]) throws {
    do {
      try writeAndSwap(files)
    } catch {
      throw Obstacle(
        problem: "cannot write \(path)/: \((error as NSError).reason)",
        advice: "nothing there has changed: make room, or check who owns the folder, and run this again")
    }
  }

  private func writeAndSwap(_ files: [String: String]) throws {
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

extension NSError {
  /// What the system call said, where there is one behind the error.
  fileprivate var reason: String {
    let underlying = userInfo[NSUnderlyingErrorKey] as? NSError
    return underlying?.localizedDescription ?? localizedDescription
  }
}
