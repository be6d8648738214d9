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
    let child = try Child(arguments, in: folder, input: try scratch.write(input, to: "input"), errors: .mixed)
    withExtendedLifetime(scratch) {}
    output = try child.rest()
    status = child.wait()
  }
}
