import Foundation

/// A program that gcc builds from source given by the test.
final class CProgram {
  private let folder: String

  /// Compiles each source on its own and links them.
  ///
  /// - Throws: ``Failure`` with what gcc says.
  init(_ sources: [String]) throws {
    folder = NSTemporaryDirectory() + "c-program-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var paths: [String] = []
    for (number, source) in sources.enumerated() {
      let path = "\(folder)/\(number).c"
      try source.write(toFile: path, atomically: false, encoding: .utf8)
      paths.append(path)
    }
    let log = try runToEnd(["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-w", "-o", "\(folder)/program"] + paths)
    guard FileManager.default.isExecutableFile(atPath: "\(folder)/program") else { throw Failure(log: log) }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  struct Failure: Error, CustomStringConvertible {
    var log: String
    var description: String { log }
  }

  /// The lines that the program prints when given lines.
  func answers(to lines: [String]) throws -> [String] {
    let output = try runToEnd(["\(folder)/program"], input: lines.map { $0 + "\n" }.joined())
    return output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

/// What a program prints, errors included, when it is given input.
func runToEnd(_ arguments: [String], input: String = "") throws -> String {
  // Through files: a pipe that nobody empties would block both sides.
  let name = NSTemporaryDirectory() + UUID().uuidString
  defer { for end in ["in", "out"] { try? FileManager.default.removeItem(atPath: "\(name).\(end)") } }
  try Data(input.utf8).write(to: URL(fileURLWithPath: name + ".in"))
  try Data().write(to: URL(fileURLWithPath: name + ".out"))
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = arguments
  process.standardInput = FileHandle(forReadingAtPath: name + ".in")
  let output = FileHandle(forWritingAtPath: name + ".out")
  process.standardOutput = output
  process.standardError = output
  try process.run()
  process.waitUntilExit()
  return try String(contentsOfFile: name + ".out", encoding: .utf8)
}
