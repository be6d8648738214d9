import Catalog
import Foundation

extension CatalogText {
  /// Reads the catalog as a git revision has it.
  ///
  /// - Parameters:
  ///   - revision: as git takes it: `HEAD~1`, a tag, a hash.
  ///   - folder: where the catalog lies in the working tree.
  ///   - systems: those whose facts are wanted; all without it.
  /// - Throws: ``GitError`` or ``CatalogError``.
  init(revision: String, of folder: String, systems: Set<String>?) throws {
    let paths = try git(["ls-tree", "-r", "--name-only", revision, "--", "."], in: folder)
      .split(separator: "\n").map(String.init).filter { $0.hasSuffix(".txt") }
    let root = paths.first { $0.hasSuffix("platforms.txt") }.map { String($0.dropLast("platforms.txt".count)) }
    guard let root else { throw NoCatalog(path: "\(revision):\(folder)") }
    let wanted = paths.filter { path in
      guard path.hasPrefix(root) else { return false }
      let parts = path.dropFirst(root.count).split(separator: "/")
      return parts.count == 1 || systems?.contains(String(parts[0])) != false
    }
    // One process for all files: each answer is a line "HASH blob SIZE", the content, and a line end.
    let questions = wanted.map { "\(revision):./\($0)\n" }.joined()
    var rest = Data(try git(["cat-file", "--batch"], in: folder, input: questions).utf8)[...]
    var files: [String: String] = [:]
    for path in wanted {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
        let size = Int(String(decoding: rest[..<end], as: UTF8.self).split(separator: " ").last ?? "")
      else { throw GitError(problem: "git cat-file said nothing of \(path)") }
      let start = rest.index(after: end)
      files[String(path.dropFirst(root.count))] = String(decoding: rest[start..<(start + size)], as: UTF8.self)
      rest = rest[(start + size + 1)...]
    }
    try self.init(files: files)
  }
}

/// git that could not do what it was asked for.
struct GitError: Explained, Hashable {
  var problem: String
  var advice: String { "name a platform, a folder with a catalog, or REVISION:PLATFORM of a git checkout" }
}

/// What git prints.
private func git(_ arguments: [String], in folder: String, input: String = "") throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["git", "-C", folder] + arguments
  let (output, errors, questions) = (Pipe(), Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  process.standardInput = questions
  try process.run()
  // The questions are a few kilobytes: less than a pipe holds, so that git can't wait for us while we wait for git.
  questions.fileHandleForWriting.write(Data(input.utf8))
  try questions.fileHandleForWriting.close()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    let line = complaint.split(separator: "\n").first.map(String.init) ?? "exit status \(process.terminationStatus)"
    throw GitError(problem: "git \(arguments[0]): \(line)")
  }
  return text
}
