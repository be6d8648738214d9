import Foundation
import Synchronization
import TestSupport
import Testing

/// A Python program that runs beside the test: it reads what the test writes, and the other way about.
final class Python {
  private let child: Child

  init(_ program: String, _ arguments: String...) throws {
    child = try Child(["python3", "-u", "-c", "import socket, sys\n" + program] + arguments)
  }

  /// Gives the program a line to read.
  func send(_ line: String) throws { try child.write("\(line)\n") }

  /// The next line that the program prints.
  func line() throws -> String {
    guard let line = try child.line() else { throw ProgramFailed(status: child.wait()) }
    return line
  }

  func expectSuccess() { #expect(child.wait() == 0) }
}

extension Python {
  /// All lines that a program prints.
  static func lines(_ program: String, _ arguments: String...) throws -> [String] {
    let text = try run(["python3", "-c", "import socket, sys\n" + program] + arguments)
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
