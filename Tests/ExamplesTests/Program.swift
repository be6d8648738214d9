import TestSupport

/// A program that runs beside the test.
final class Program {
  private let child: Child
  private let arguments: [String]

  /// Starts a program, with its output sent line by line.
  init(_ arguments: [String]) throws {
    child = try Child(["stdbuf", "-oL"] + arguments)
    self.arguments = arguments
  }

  /// Starts a program in Python, which uses its `socket` module.
  convenience init(python program: String, _ arguments: String...) throws {
    try self.init(["python3", "-u", "-c", "import socket, struct, sys, json\n" + program] + arguments)
  }

  /// Starts one of the examples.
  convenience init(example name: String, _ arguments: String...) throws {
    try self.init([try Examples.path(name)] + arguments)
  }

  /// Gives the program something to read, and then no more.
  func write(_ text: String) throws {
    try child.write(text)
    try child.closeInput()
  }

  /// Sends the program a signal.
  func send(_ signal: CInt) { child.send(signal) }

  /// The next line that the program prints.
  func line() throws -> String {
    guard let line = try child.line() else { throw Failure(description: "the program ended early: \(arguments)") }
    return line
  }

  /// Waits for the end, and returns what was printed and not read.
  func rest() throws -> String {
    let text = try child.rest()
    guard child.wait() == 0 else { throw Failure(description: "exit status \(child.wait()): \(text)") }
    return text
  }
}
