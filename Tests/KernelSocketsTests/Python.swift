import Foundation
import Synchronization
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

  /// Ends the program. It may have inherited a mask that blocks SIGTERM.
  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// Gives the program a line to read.
  func send(_ line: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
  }

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

extension Python {
  /// All lines that a program prints.
  static func lines(_ program: String, _ arguments: String...) throws -> [String] {
    let text = try run("/usr/bin/env", ["python3", "-c", "import socket, sys\n" + program] + arguments)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// What an expression is as text, or the type and number of the error that it raises. `a` are the arguments.
  ///
  /// All expressions go to one program, since Python takes long to start; those of a thread in a ``Namespace``, to one
  /// that was started there.
  static func value(_ expression: String, _ arguments: String...) throws -> String {
    let question = [expression] + arguments
    guard let own = Thread.current.threadDictionary[Namespace.mark] else {
      return try shared.withLock { python in
        if python == nil { python = try evaluator() }
        return try python!.answer(question)
      }
    }
    if let python = own as? Python { return try python.answer(question) }
    let python = try evaluator()
    Thread.current.threadDictionary[Namespace.mark] = python
    return try python.answer(question)
  }

  private static let shared = Mutex<Python?>(nil)

  private static func evaluator() throws -> Python {
    try Python(
      """
      import json
      for line in sys.stdin:
          question, *a = json.loads(line)
          try: answer = str(eval(question))
          except Exception as error: answer = "%s %s" % (type(error).__name__, getattr(error, "errno", None))
          print(json.dumps(answer))
      """)
  }

  private func answer(_ question: [String]) throws -> String {
    try send(String(decoding: JSONEncoder().encode(question), as: UTF8.self))
    return try JSONDecoder().decode(String.self, from: Data(line().utf8))
  }
}
