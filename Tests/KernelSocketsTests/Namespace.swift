import Foundation
import Glibc
import Testing

/// What a thread can have for itself, so that a test changes nothing of the machine.
struct Namespace: OptionSet {
  var rawValue: CInt
  /// Descriptors: the runtime opens and closes some in other threads whenever it likes.
  static let descriptors = Namespace(rawValue: 0x400)
  /// Where which files are.
  static let files = Namespace(rawValue: 0x0002_0000)
  /// The machine's name.
  static let machineName = Namespace(rawValue: 0x0400_0000)
  /// Network interfaces.
  static let network = Namespace(rawValue: 0x4000_0000)

  /// Under which name a thread knows that it has been moved.
  static let mark = "namespace"

  /// Whether this process may make them.
  static let isAllowed = (try? ([.files, .machineName, .network] as Namespace).run { true }) ?? false

  /// Why tests are left out if it may not.
  static let reason: Comment = "needs CAP_SYS_ADMIN, for namespaces of its own"

  /// Runs `body`, and the programs that it starts, in new namespaces: in a thread that ends with it.
  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
    try Running {
      try enter()
      return try body()
    }.value()
  }

  /// Moves the calling thread for good.
  func enter() throws {
    try check(unshare(rawValue))
    Thread.current.threadDictionary[Self.mark] = true
    // What is mounted from here on stays here.
    if contains(.files) { try check(unsafe mount(nil, "/", nil, UInt(MS_REC | MS_PRIVATE), nil)) }
  }

  /// Shows a file or a folder in another's place, to a thread with files of its own.
  static func show(_ path: String, at place: String) throws {
    try check(unsafe mount(path, place, nil, UInt(MS_BIND), nil))
  }
}

private func check(_ result: CInt) throws {
  guard result == 0 else { throw ProgramFailed(status: errno) }
}

/// Hides behind _GNU_SOURCE, which a module map can't set.
@_silgen_name("unshare")
private func unshare(_ flags: CInt) -> CInt
