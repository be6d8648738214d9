import Catalog
import Foundation
import SocketABI
import TestSupport
import Testing

@Suite("Emitted constants")
struct ConstantTests {
  @Test("every constant of the catalog is declared in Swift, with its number or text")
  func declared() throws {
    let declared = try declarations()
    for constant in try Facts().constants.values {
      switch constant.value {
      case .integer(let number):
        #expect(declared[constant.name, default: []].contains("\(number)"), "\(constant.name) is \(number)")
      case .string(let bytes):
        let text = "\"\(String(decoding: bytes, as: UTF8.self))\""
        let isDeclared = declared[constant.name, default: []].contains { $0 == text || $0 == "\(bytes)" }
        #expect(isDeclared, "\(constant.name) is \(text)")
      case .floating, .pointer:
        #expect(declared[constant.name] == nil)
      }
    }
  }

  @Test("what is declared beyond the headers that were read is what the newest kernel's have")
  func nothingElse() throws {
    let facts = try Facts()
    let strangers = try declarations().filter { facts.constants[$0.key] == nil }
    #expect(strangers.count > 50)
    for (name, texts) in strangers {
      let constant = try #require(facts.newest[name], "\(name) is in no catalog")
      if case .integer(let number) = constant.value { #expect(texts.contains("\(number)"), "\(name)") }
    }
  }

  @Test(
    "on each architecture and with each C library that Swift has, the numbers are those of that platform's headers",
    arguments: [
      ("x86_64", "x86_64"), ("arm64", "aarch64"), ("arm", "arm"), ("i386", "i386"), ("riscv64", "riscv64"),
      ("s390x", "s390x"), ("powerpc64le", "powerpc64le"), ("mips", "mips"),
    ])
  func everywhere(architecture: String, name: String) throws {
    let facts = try Facts()
    for (libc, isMusl) in [("gnu", false), ("musl", true)] {
      let declared = try declarations(architecture: architecture, isMusl: isMusl)
      let platform = "linux-\(facts.newestVersion)-\(name)-\(libc)"
      let snapshot = try #require(try facts.catalog.snapshot(of: platform), "\(platform)")
      var compared = 0
      for constant in snapshot.constants {
        guard case .integer(let number) = constant.value, let texts = declared[constant.name] else { continue }
        // The end of a list is where the headers that were read have it, the newest ones further on.
        if let read = facts.constants[constant.name], read.value != facts.newest[constant.name]?.value { continue }
        #expect(texts == ["\(number)"], "\(constant.name) on \(platform)")
        compared += 1
      }
      #expect(compared > 4_000)
    }
  }

  @Test("every number of Python's socket module is here, the same in 32 bits")
  func python() throws {
    let script =
      "import socket\nfor name, value in vars(socket).items():\n if name.isupper() and isinstance(value, int): print(name, int(value))"
    let constants = try Facts().constants
    let lines = try Run(["python3", "-c", script]).output.split(separator: "\n")
    #expect(lines.count > 300)
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      // Python gives the names of linux/can/bcm.h, such as TX_SETUP, a prefix; the flags have it in C too.
      let name = constants[words[0]] == nil && words[0].hasPrefix("CAN_BCM_") ? String(words[0].dropFirst(8)) : words[0]
      guard case .integer(let number)? = constants[name]?.value else {
        Issue.record("\(name) is missing")
        continue
      }
      #expect(UInt32(truncatingIfNeeded: number) == UInt32(truncatingIfNeeded: Int(words[1])!), "\(name)")
    }
  }

  @Test("an integer's Swift type has C's width and sign")
  func types() throws {
    let facts = try Facts()
    let pattern = /var `?(\w+)`?: (U?)Int(\d+) \{/
    let own = try Platform(Linux.headers)
    let architecture = own.architecture == "aarch64" ? "arm64" : own.architecture
    for file in try swiftFiles("Constants") {
      let text = Self.compiled(file, architecture: architecture, isMusl: own.libc == "musl")
      for match in text.matches(of: pattern) {
        let isSigned = match.2.isEmpty
        let name = String(match.1)
        let shape = try #require(facts.constants[name] ?? facts.newest[name]).type.shape
        #expect(shape == .integer(signed: isSigned, bits: Int(match.3)!), "\(match.1)")
      }
    }
  }

  /// What each name is declared as: the number of a constant or an option, or a literal.
  ///
  /// - Parameter architecture: as in `#if arch()`; without one the lines behind all conditions count.
  private func declarations(architecture: String? = nil, isMusl: Bool = false) throws -> [String: Set<String>] {
    var declared: [String: Set<String>] = [:]
    let pattern =
      /public static var `?(\w+)`?: .*\{ (?:Self\((?:rawValue:|level: [-\w.]+, name:) (-?\d+)(?:, encoding: \.\w+)?\)|(.*)) \}/
    for file in try swiftFiles("Constants") + swiftFiles("Options") {
      let text = architecture.map { Self.compiled(file, architecture: $0, isMusl: isMusl) } ?? file
      for match in text.matches(of: pattern) {
        declared[String(match.1), default: []].insert(String(match.2 ?? match.3!))
      }
    }
    return declared
  }

  /// The lines that the compiler sees: conditions are `arch(…)` and `canImport(Musl)`, with `!`, `&&` and `||`.
  private static func compiled(_ file: String, architecture: String, isMusl: Bool) -> String {
    func holds(_ condition: Substring) -> Bool {
      condition.split(separator: " || " as String).contains { alternative in
        alternative.split(separator: " && " as String).allSatisfy { part in
          switch part {
          case "canImport(Musl)": isMusl
          case "!canImport(Musl)": !isMusl
          default: part == "arch(\(architecture))"
          }
        }
      }
    }
    var lines: [Substring] = []
    var (isSeen, wasSeen) = (true, true)
    for line in file.split(separator: "\n") {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("#if ") {
        isSeen = holds(text.dropFirst(4))
        wasSeen = isSeen
      } else if text.hasPrefix("#elseif ") {
        isSeen = !wasSeen && holds(text.dropFirst(8))
        wasSeen = wasSeen || isSeen
      } else if text == "#else" {
        isSeen = !wasSeen
      } else if text == "#endif" {
        (isSeen, wasSeen) = (true, true)
      } else if isSeen {
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }

  private func swiftFiles(_ folder: String) throws -> [String] {
    let path = "\(Repository.folder)/Generated/SocketABI/\(folder)"
    return try FileManager.default.contentsOfDirectory(atPath: path).map {
      try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8)
    }
  }
}
