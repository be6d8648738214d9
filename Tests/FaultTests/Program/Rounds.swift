import Foundation
import KernelSockets

/// What is done again and again, and what came of it.
struct Rounds {
  /// Calls that were made, failed ones included.
  var operations = 0
  /// How many failed, by the name of the error's number.
  var failures: [String: Int] = [:]

  /// One round: everything once, now one way, now another.
  mutating func next(_ round: Int) throws {
    let mode: Socket.Mode = round.isMultiple(of: 2) ? .blocking : .timeout(.seconds(60))
    try streams(round / 2, mode)
    try messages(round / 2, mode)
    try connections(round / 2, mode)
    try descriptors(round / 2, mode)
  }

  /// Calls `body` until it does not fail for lack of memory or descriptors.
  ///
  /// - Parameter failed: Hears of each error.
  mutating func untilDone<Value>(
    _ body: () throws -> Value, failed: (SocketError) throws -> Void = { _ in }
  ) throws -> Value {
    while true {
      operations += 1
      do {
        return try body()
      } catch let error as SocketError {
        switch error.errno {
        case .noMemory?, .noBufferSpace?, .tooManyOpenFiles?, .tooManyOpenFilesInSystem?: break
        default: fail("\(error)")
        }
        failures[error.errno!.name, default: 0] += 1
        try failed(error)
      }
    }
  }

  /// Two connected sockets.
  mutating func pair(_ type: SocketType, _ mode: Socket.Mode) throws -> (Socket, Socket) {
    try untilDone { try Socket.pair(.unix, type, mode: mode) }
  }
}

extension Errno {
  fileprivate var name: String {
    switch self {
    case .noMemory: "ENOMEM"
    case .noBufferSpace: "ENOBUFS"
    case .tooManyOpenFiles: "EMFILE"
    case .tooManyOpenFilesInSystem: "ENFILE"
    default: "\(rawValue)"
    }
  }
}

/// Fails unless both are the same.
func check<Value: Equatable>(_ value: Value, _ expected: Value, line: Int = #line, file: String = #fileID) {
  if value != expected { fail("\(file):\(line): \(value) instead of \(expected)") }
}

func fail(_ text: String) -> Never {
  FileHandle.standardError.write(Data((text + "\n").utf8))
  exit(1)
}

/// How many descriptors are open, besides that of the count.
func openDescriptors() -> Int {
  let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
  return (names ?? []).filter {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) != nil
  }
  .count
}
