import Foundation
import TestSupport

/// What one run of an operation costs.
struct Cost {
  var allocations: Int
  var callsByName: [String: Int]
  var calls: Int { callsByName.values.reduce(0, +) }
}

/// The programs in the folder beside this file, built: one in Swift, as users build it, and one in C, which do the same
/// operations, and a library that counts allocations.
final class Programs: Sendable {
  enum Language {
    case swift, c
  }

  private let scratch: Scratch
  private let swiftProgram: String
  private var cProgram: String { scratch.path + "/transfers" }
  private var counter: String { scratch.path + "/allocations.so" }

  /// Built once for all tests.
  static let built = Result { try Programs() }

  private init() throws {
    scratch = try Scratch()
    let sources = Repository.folder + "/Tests/CostTests/Programs"
    // Without this option, SwiftPM overlooks new files of a package that is used by path.
    let build = [
      "swift", "build", "-c", "release", "--disable-build-manifest-caching", "--package-path", sources,
      "--scratch-path", Repository.folder + "/.build/costs",
    ]
    _ = try Self.run(build)
    swiftProgram = try Self.run(build + ["--show-bin-path"]).trimmingCharacters(in: .newlines) + "/transfers"
    let compile = ["gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror"]
    _ = try Self.run(compile + ["-o", cProgram, sources + "/transfers.c"])
    _ = try Self.run(compile + ["-shared", "-fPIC", "-o", counter, sources + "/allocations.c"])
  }

  /// The cost of an operation: what it costs more to do it twice as often, start and preparations left out.
  func cost(of operation: String, in language: Language) throws -> Cost {
    let counts = try Self.counts.map { try allocations([program(language), operation, "\($0)"]) }
    return Cost(
      allocations: try perOperation(counts[1] - counts[0], "allocations"),
      callsByName: try calls(of: operation, in: language))
  }

  /// The system calls of an operation, counted in the same way, but for some that are not counted.
  func calls(of operation: String, in language: Language, without ignored: Set<String> = []) throws -> [String: Int] {
    let calls = try Self.counts.map { try self.calls([program(language), operation, "\($0)"]) }
    let difference = calls[1].merging(calls[0].mapValues { -$0 }, uniquingKeysWith: +)
    return try difference.filter { !ignored.contains($0.key) }
      .reduce(into: [:]) { $0[$1.key] = try perOperation($1.value, $1.key) }
  }

  private static let counts = [200, 400]

  private func program(_ language: Language) -> String { language == .swift ? swiftProgram : cProgram }

  /// One more or less for all operations together is the start's, which depends on where memory lies.
  private func perOperation(_ difference: Int, _ what: String) throws -> Int {
    let count = Self.counts[1] - Self.counts[0]
    let each = (Double(difference) / Double(count)).rounded()
    guard abs(Double(difference) - each * Double(count)) < 5 else {
      throw Failure(description: "\(difference) \(what) for \(count) times the same operation")
    }
    return Int(each)
  }

  /// How many allocations a program makes.
  private func allocations(_ command: [String]) throws -> Int {
    let file = "\(scratch.path)/\(UUID())"
    _ = try Self.run(["LD_PRELOAD=\(counter)", "ALLOCATIONS=\(file)"] + command)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    guard let count = Int(text.trimmingCharacters(in: .newlines)) else { throw Failure(description: text) }
    return count
  }

  /// How many system calls a program makes, in all threads, by name.
  private func calls(_ command: [String]) throws -> [String: Int] {
    let file = "\(scratch.path)/\(UUID())"
    _ = try Self.run(["strace", "-f", "-o", file] + command)
    var calls: [String: Int] = [:]
    for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
      if let match = line.prefixMatch(of: /\d+ +(\w+)\(/) { calls[String(match.1), default: 0] += 1 }
    }
    return calls
  }

  private static func run(_ command: [String]) throws -> String {
    let run = try Run(command)
    guard run.status == 0 else { throw Failure(description: "\(command.joined(separator: " ")): \(run.output)") }
    return run.output
  }
}
