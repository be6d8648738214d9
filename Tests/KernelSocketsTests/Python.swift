import Foundation
import Testing

/// A Python program that runs beside the test: it reads what the test writes, and the other way about.
final class Python {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var pending = Data()

  init(_ program: String, _ arguments: String...) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-u", "-c", "import socket, sys\n" + program] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit { process.terminate() }

  /// The next line that the program prints.
  func line() throws -> String {
    while !pending.contains(10) {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw ProgramFailed(status: -1) }
      pending += data
    }
    let line = pending.prefix { $0 != 10 }
    pending = Data(pending.dropFirst(line.count + 1))
    return String(decoding: line, as: UTF8.self)
  }

  func expectSuccess() {
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
