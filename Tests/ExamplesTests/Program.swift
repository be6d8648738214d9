import Foundation

/// A program that runs beside the test.
final class Program {
  private let process = Process()
  private let output = Pipe()
  private var pending = Data()

  /// Starts a program, with its output sent line by line.
  init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["stdbuf", "-oL"] + arguments
    process.standardOutput = output
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

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
