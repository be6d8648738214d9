import Foundation
import TestSupport
import Testing

/// A program that somebody else wrote, running beside the test.
final class Companion {
  private let child: Child

  /// - Parameters:
  ///   - program: The program's name.
  ///   - arguments: What follows it.
  init(_ program: String, _ arguments: String...) throws {
    child = try Child([try #require(Self.path(of: program), "there is no \(program)")] + arguments, errors: .discarded)
  }

  /// Gives the program all that it is to read.
  func send(_ text: String) throws {
    try child.write(text)
    try child.closeInput()
  }

  /// All that the program prints until its end, which has to be a success.
  func lines() throws -> [String] {
    let text = try child.rest()
    guard child.wait() == 0 else { throw ProgramFailed(status: child.wait()) }
    return text.split(separator: "\n").map(String.init)
  }

  /// The line that the program prints next, without its end; `nil` if it prints none within a tenth of a second.
  func lineIfThere() throws -> String? { try child.line(withinMilliseconds: 100) }

  /// Runs a program to its end.
  static func lines(_ program: String, _ arguments: String...) throws -> [String] {
    let path = try #require(Self.path(of: program), "there is no \(program)")
    return try run([path] + arguments).split(separator: "\n").map(String.init)
  }

  /// Where a program is, if anywhere; those for root too.
  static func path(of program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return (folders + ["/usr/sbin", "/sbin"]).lazy.map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs where programs are installed, and is reported as not run elsewhere.
  static func programs(_ names: String..., of package: String) -> Self {
    .enabled(
      if: names.allSatisfy { Companion.path(of: $0) != nil },
      "\(names.joined(separator: ", ")) of Debian's \(package) are needed; scripts/test --vm installs them")
  }
}

/// Repeats what fails as long as the other program is not ready.
func whenReady<Value>(_ body: () throws -> Value?) throws -> Value {
  let end = ContinuousClock.now + .seconds(20)
  while true {
    if let value = try body() { return value }
    guard ContinuousClock.now < end else { throw ProgramFailed(status: ETIMEDOUT) }
    pause(50)
  }
}
