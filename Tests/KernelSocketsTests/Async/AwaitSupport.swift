import Foundation
import KernelSockets
import Testing

/// The socket error that `body` throws.
func awaitedFailure(_ body: () async throws -> Void) async -> SocketError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? SocketError
  }
}

/// Whether a task ended by its cancellation.
func wasCancelled<Value>(_ task: Task<Value, any Error>) async -> Bool {
  guard case .failure(let error) = await task.result else { return false }
  return error is CancellationError
}

extension Socket {
  /// Two connected sockets that can be awaited.
  static func awaitedPair(_ type: SocketType = .stream) throws -> (Socket, Socket) {
    try pair(.unix, type, mode: .nonBlocking)
  }

  /// A TCP socket that listens and can be awaited.
  static func awaitedListener() throws -> Socket {
    let listener = try listen(at: .inet(.loopback, port: 0))
    try listener.setMode(.nonBlocking)
    return listener
  }

  /// Receives until `count` bytes have come or the stream ends.
  func awaitExactly(_ count: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard let more = try await receive(upTo: count - bytes.count), !more.isEmpty else { break }
      bytes += more
    }
    return bytes
  }

  /// Fills the peer's buffers, until there is no room.
  func fill() throws {
    let bytes = [UInt8](repeating: 0, count: 65_536)
    while try send(bytes, flags: .MSG_DONTWAIT) != nil {}
  }
}

extension Duration {
  /// What should not take long may take this long on a machine that is busy with other tests.
  static let patience = Duration.seconds(600)
}

/// Lets other tasks come to where they wait. No test depends on it for its outcome.
func pause() async throws { try await Task.sleep(for: .milliseconds(20)) }

/// What several tasks have to tell, in the order in which they do.
///
/// The thread sanitizer sees through this lock, not through that of the standard library.
final class Collected<Element: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var storage: [Element] = []

  var elements: [Element] { lock.withLock { storage } }
  func append(_ element: Element) { lock.withLock { storage.append(element) } }
}

/// How many sockets this process has open.
func openSockets() throws -> Int {
  let folder = "/proc/self/fd/"
  return try FileManager.default.contentsOfDirectory(atPath: folder)
    .count { (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + $0))?.hasPrefix("socket:") == true }
}

/// Waits until the process has so many sockets open: those that tasks hold close a little after the tasks have ended.
/// Returns how many there are at last.
func settledSockets(_ expected: Int) async throws -> Int {
  for _ in 0..<1000 where try openSockets() != expected { try await pause() }
  return try openSockets()
}
