import Catalog
import Emit
import Foundation
import HeaderSources
import HeaderWalk

/// One platform's facts, restated as C assertions.
struct Verification {
  let walk: HeaderWalk
  let groups: [Group]
  /// Where the C files go.
  let folder: String

  /// Compiles the assertions, a file for each translation unit.
  ///
  /// - Returns: how many there are, and what the compiler has to say; nothing if all hold.
  func run(_ compiler: Compiler) async throws -> (count: Int, complaints: [String]) {
    let owners = try await walk.walk().units
    var count = 0
    var complaints: [String] = []
    for unit in walk.units {
      let assertions = AssertionFile(groups: groups, unit: unit, units: owners, includes: walk.includes(of: unit))
      guard assertions.count > 0 else { continue }
      count += assertions.count
      switch compiler {
      case .clang: complaints += try walk.errors(in: assertions.text)
      case .command(let command, let options):
        let file = "\(folder)/\(unit).c"
        try assertions.text.write(toFile: file, atomically: true, encoding: .utf8)
        let output = try compile(file, command + options)
        if !output.isEmpty { complaints.append(output) }
      }
    }
    return (count, complaints)
  }

  private func compile(_ file: String, _ command: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command + ["-std=gnu11", "-D_GNU_SOURCE", "-w", "-fsyntax-only", "-fmax-errors=20", file]
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0
      ? "" : text + "\(command.joined(separator: " ")) exited with \(process.terminationStatus)"
  }
}

/// Who judges assertions.
enum Compiler {
  /// libclang, which read the headers too: it can find what was lost on the way, but not its own errors.
  case clang
  case command([String], options: [String])

  /// The gcc of a pinned platform with that platform's headers; libclang if it is not installed.
  init(gcc: String?, directories: [String]) {
    let command = gcc?.split(separator: " ").map(String.init) ?? []
    guard let program = command.first, let own = Self.ownHeaders(of: program) else {
      self = .clang
      return
    }
    self = .command(command, options: ["-nostdinc"] + ([own] + directories).flatMap { ["-isystem", $0] })
  }

  var isClang: Bool {
    if case .clang = self { true } else { false }
  }

  var name: String {
    switch self {
    case .clang: "libclang"
    case .command(let command, _): command.joined(separator: " ")
    }
  }

  /// Where a gcc keeps stddef.h and its kin; `nil` if there is no such program.
  private static func ownHeaders(of gcc: String) -> String? {
    (try? HeaderSources.run(gcc, ["-print-file-name=include"]))?.split(separator: "\n").first.map(String.init)
  }
}
