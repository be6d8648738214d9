import Foundation

/// The package's folder.
let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// What a run of the program ended with.
struct Run {
  var status: Int32
  var output: String
}

/// Runs the socketgen that was built with the tests, in the package's folder.
///
/// - Parameter shell: what the shell does first, such as setting a limit.
func socketgen(_ arguments: [String], shell: String = "") throws -> Run {
  let folder = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  let program = URL(fileURLWithPath: folder).deletingLastPathComponent().appendingPathComponent("socketgen").path
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.arguments = ["-c", "\(shell)\nexec \"$@\"", "bash", program] + arguments
  process.currentDirectoryURL = URL(fileURLWithPath: package)
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Run(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
}

/// A folder of its own for a test, removed with the last reference.
final class Scratch {
  let path = NSTemporaryDirectory() + "socketgen-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A copy of a folder or file, by its name in here.
  func copy(_ source: String, as name: String) throws -> String {
    // cp follows links: headers are often linked.
    let process = try Process.run(URL(fileURLWithPath: "/bin/cp"), arguments: ["-rL", source, "\(path)/\(name)"])
    process.waitUntilExit()
    return "\(path)/\(name)"
  }

  /// All files below a folder in here, by path.
  func files(_ name: String) throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: "\(path)/\(name)")
    var files: [String: Data] = [:]
    while let file = names?.nextObject() as? String {
      if let data = FileManager.default.contents(atPath: "\(path)/\(name)/\(file)") { files[file] = data }
    }
    return files
  }
}

/// Replaces text in a file; fails if it is not there.
func edit(_ path: String, _ old: String, _ new: String) throws {
  let text = try String(contentsOfFile: path, encoding: .utf8)
  guard text.contains(old) else { throw CocoaError(.fileReadCorruptFile) }
  try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
}
