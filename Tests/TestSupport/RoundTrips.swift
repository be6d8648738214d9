import Foundation
import Synchronization

/// Where tests note what their two ends exchanged, for the table of `scripts/test --vm`.
package enum RoundTrips {
  /// The file that the variable `ROUND_TRIPS` names, to append to.
  private static let file = Mutex<FileHandle?>(
    ProcessInfo.processInfo.environment["ROUND_TRIPS"].flatMap { path in
      let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
      return descriptor < 0 ? nil : FileHandle(fileDescriptor: descriptor)
    })

  /// Notes that something was sent, and that what came back was compared with what should: a line with the family.
  package static func note(_ family: String) throws {
    try file.withLock { try $0?.write(contentsOf: Data("\(family)\n".utf8)) }
  }
}
