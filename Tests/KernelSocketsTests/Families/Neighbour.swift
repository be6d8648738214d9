import Foundation
import Glibc
import Testing

/// Another network that scripts/machine/init has made: 10.98.0.2, connected with 10.98.0.1 here.
enum Neighbour {
  private static let path = "/run/netns/neighbour"

  static let exists = FileManager.default.fileExists(atPath: path)

  static let reason: Comment = "there is no network with a neighbour here: scripts/test --vm has"

  /// Runs `body` there; the sockets that it makes stay there.
  static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
    try Running {
      let network = try #require(FileHandle(forReadingAtPath: path))
      guard setns(network.fileDescriptor, 0) == 0 else { throw ProgramFailed(status: errno) }
      return try body()
    }.value()
  }
}

/// Hides behind _GNU_SOURCE, which a module map can't set.
@_silgen_name("setns")
private func setns(_ descriptor: CInt, _ type: CInt) -> CInt
