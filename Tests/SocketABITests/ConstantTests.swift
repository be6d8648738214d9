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
      case .floating, .pointer, .structure:
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

  /// What each name is declared as, behind whatever condition: the number of a constant or an option, or a literal.
  ///
  /// What a platform's compiler sees of that is for Tests/Conditions, which has a parser of Swift.
  private func declarations() throws -> [String: Set<String>] {
    var declared: [String: Set<String>] = [:]
    let pattern =
      /public static var `?(\w+)`?: .*\{ (?:Self\((?:rawValue:|level: [-\w.]+, name:) (-?\d+)(?:, encoding: \.\w+)?\)|(.*)) \}/
    for file in try swiftFiles("Constants") + swiftFiles("Options") {
      for match in file.matches(of: pattern) {
        declared[String(match.1), default: []].insert(String(match.2 ?? match.3!))
      }
    }
    return declared
  }

  private func swiftFiles(_ folder: String) throws -> [String] {
    let path = "\(Repository.folder)/Generated/SocketABI/\(folder)"
    return try FileManager.default.contentsOfDirectory(atPath: path).map {
      try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8)
    }
  }
}
