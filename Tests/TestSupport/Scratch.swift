import Foundation
import Synchronization

/// A folder of its own for a test, removed with the last reference, or when the process ends: a static value keeps its
/// references.
package final class Scratch: Sendable {
  package let path = NSTemporaryDirectory() + "kernel-sockets-\(UUID().uuidString)"

  /// The folders that are there.
  private static let paths: Mutex<Set<String>> = {
    atexit { Scratch.paths.withLock { $0.forEach(Scratch.remove) } }
    return Mutex<Set<String>>([])
  }()

  package init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    _ = Self.paths.withLock { $0.insert(path) }
  }

  deinit {
    Self.remove(path)
    _ = Self.paths.withLock { $0.remove(path) }
  }

  private static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a text file, and the folders above it; returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Copies a folder or file, links followed; returns the copy's path.
  @discardableResult
  package func copy(_ source: String, as name: String) throws -> String {
    let run = try Run(["cp", "-rL", source, "\(path)/\(name)"])
    guard run.status == 0 else { throw Failure(description: run.output) }
    return "\(path)/\(name)"
  }

  /// All files below a folder in here, by path.
  package func files(_ name: String) -> [String: Data] {
    let folder = URL(fileURLWithPath: "\(path)/\(name)").resolvingSymlinksInPath().path
    let names = FileManager.default.enumerator(atPath: folder)
    var files: [String: Data] = [:]
    while let file = names?.nextObject() as? String {
      if let data = FileManager.default.contents(atPath: "\(folder)/\(file)") { files[file] = data }
    }
    return files
  }
}

/// Replaces text in a file; fails if it is not there.
package func edit(_ path: String, _ old: String, _ new: String) throws {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  guard text.contains(old) else { throw Failure(description: "\(path) does not contain \(old)") }
  try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
}

/// What went wrong while a test was set up.
package struct Failure: Error, CustomStringConvertible {
  package var description: String

  package init(description: String) {
    self.description = description
  }
}
