import SwiftIfConfig
import SwiftSyntax

/// A platform that Swift code can be compiled for, as its `#if` conditions see it: Linux, on an architecture, with a C
/// library.
struct SwiftPlatform: BuildConfiguration, CustomStringConvertible {
  /// As in `#if arch(arm64)`.
  var architecture: String
  var isMusl: Bool

  var description: String { "\(architecture) with \(isMusl ? "Musl" : "Glibc")" }

  /// All of them, each with the name that the catalog has for its architecture.
  static let all: [(platform: SwiftPlatform, catalogName: String)] = [
    ("x86_64", "x86_64"), ("arm64", "aarch64"), ("arm", "arm"), ("i386", "i386"), ("riscv64", "riscv64"),
    ("powerpc", "powerpc"), ("powerpc64", "powerpc64"), ("powerpc64le", "powerpc64le"), ("s390x", "s390x"),
    ("mips", "mips"), ("mipsel", "mipsel"), ("mips64", "mips64"), ("mips64el", "mips64el"),
  ].flatMap { swift, catalog in
    [(false, "gnu"), (true, "musl")].map {
      (SwiftPlatform(architecture: swift, isMusl: $0.0), "\(catalog)-\($0.1)")
    }
  }

  /// A condition of another kind than those that the generator emits.
  struct Unexpected: Error {
    var condition: String
  }

  func isActiveTargetArchitecture(name: String) -> Bool { name == architecture }

  func canImport(importPath: [(TokenSyntax, String)], version: CanImportVersion) -> Bool {
    importPath.map(\.1) == [isMusl ? "Musl" : "Glibc"]
  }

  func isActiveTargetOS(name: String) -> Bool { name == "Linux" }

  func isCustomConditionSet(name: String) throws -> Bool { throw Unexpected(condition: name) }
  func hasFeature(name: String) throws -> Bool { throw Unexpected(condition: name) }
  func hasAttribute(name: String) throws -> Bool { throw Unexpected(condition: name) }
  func isActiveTargetEnvironment(name: String) throws -> Bool { throw Unexpected(condition: name) }
  func isActiveTargetRuntime(name: String) throws -> Bool { throw Unexpected(condition: name) }
  func isActiveTargetPointerAuthentication(name: String) throws -> Bool { throw Unexpected(condition: name) }

  // What no emitted condition asks for.
  var targetPointerBitWidth: Int { 64 }
  var targetAtomicBitWidths: [Int] { [] }
  var endianness: Endianness { .little }
  var languageVersion: VersionTuple { VersionTuple(6) }
  var compilerVersion: VersionTuple { VersionTuple(6, 2) }
}
