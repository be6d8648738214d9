import Foundation

/// What a program ended with.
package struct Run: Sendable {
  package var status: Int32
  /// What it printed, errors included.
  package var output: String

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - arguments: the program, looked up as a shell would, and its arguments; `NAME=VALUE` before it sets a variable.
  ///   - folder: the folder to run it in; the package's without it.
  ///   - input: what it reads.
  package init(_ arguments: [String], in folder: String = Repository.folder, input: String = "") throws {
    // The input is a file: a pipe that nobody empties would block both sides.
    let scratch = try Scratch()
    try Data(input.utf8).write(to: URL(fileURLWithPath: scratch.path + "/input"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle(forReadingAtPath: scratch.path + "/input")
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}
