import Foundation

/// A program that runs beside the test.
final class Program {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var pending = Data()

  /// Starts a program, with its output sent line by line.
  init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["stdbuf", "-oL"] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// Starts a program in Python, which uses its `socket` module.
  convenience init(python program: String, _ arguments: String...) throws {
    try self.init(["python3", "-u", "-c", "import socket, struct, sys, json\n" + program] + arguments)
  }

  /// Starts one of the examples.
  convenience init(example name: String, _ arguments: String...) throws {
    try self.init([try Examples.path(name)] + arguments)
  }

  /// Ends the program. It may have inherited a mask that blocks SIGTERM.
  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Gives the program something to read, and then no more.
  func write(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
  }

  /// Sends the program a signal.
  func send(_ signal: CInt) throws {
    guard kill(process.processIdentifier, signal) == 0 else { throw Failure(description: "no signal \(signal)") }
  }

  /// The next line that the program prints.
  func line() throws -> String {
    while !pending.contains(10) {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw Failure(description: "the program ended early: \(process.arguments ?? [])") }
      pending += data
    }
    let line = pending.prefix { $0 != 10 }
    pending = Data(pending.dropFirst(line.count + 1))
    return String(decoding: line, as: UTF8.self)
  }

  /// Waits for the end, and returns what was printed and not read.
  func rest() throws -> String {
    let data = pending + output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "exit status \(process.terminationStatus): \(String(decoding: data, as: UTF8.self))")
    }
    return String(decoding: data, as: UTF8.self)
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}
