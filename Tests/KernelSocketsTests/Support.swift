import Foundation
import KernelSockets
import Synchronization
import TestSupport
import Testing

/// The error that `body` throws, to compare by value.
func failure(_ body: () throws -> Void) -> SocketError? {
  do {
    try body()
    return nil
  } catch {
    return error as? SocketError
  }
}

/// Runs the body of a test that has a process to itself, and whose calls block.
///
/// An error that left the process would end it without a word; of an expectation, only the comment comes back.
func reportingErrors(_ body: () throws -> Void) {
  do { try body() } catch { Issue.record(error) }
}

/// The same for what waits without a thread.
func reportingAwaitedErrors(_ body: () async throws -> Void) async {
  do { try await body() } catch { Issue.record(error) }
}

/// Runs `body` on a thread of its own, since blocking calls must not take up the test runner's.
final class Running<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let done = DispatchSemaphore(value: 0)

  init(_ body: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      let outcome = Result { try body() }
      result.withLock { $0 = outcome }
      done.signal()
    }
  }

  /// What the body returned; fails after a minute rather than hang.
  func value() throws -> Value {
    guard done.wait(timeout: .now() + 60) == .success else { throw NeverEnded() }
    return try result.withLock { $0 }!.get()
  }

  struct NeverEnded: Error {}
}

/// Lets other threads come to where they wait. No test depends on it for its outcome.
func pause(_ milliseconds: UInt32) { usleep(milliseconds * 1000) }

/// A directory of the test's own for socket files, with a short path.
final class TemporaryDirectory {
  let path: String

  init() throws {
    path = "/tmp/ks-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Runs a program to its end and returns what it wrote.
func run(_ arguments: [String]) throws -> String {
  let child = try Child(arguments, input: "/dev/null")
  let output = try child.rest()
  guard child.wait() == 0 else { throw ProgramFailed(status: child.wait()) }
  return output
}

struct ProgramFailed: Error {
  var status: Int32
}

/// Two connected stream sockets.
func connectedPair(at address: SocketAddress) throws -> (client: Socket, server: Socket) {
  let listener = try Socket.listen(at: address)
  let client = try Socket.connect(to: listener.localAddress)
  return (client, try listener.accept().socket)
}

/// Two datagram sockets, the first connected to the second.
func datagramPair(_ address: SocketAddress) throws -> (Socket, Socket) {
  let right = try Socket(address.family, .datagram, mode: .timeout(.seconds(5)))
  try right.bind(to: address)
  let left = try Socket(address.family, .datagram)
  try left.connect(to: try right.localAddress)
  return (left, right)
}

extension Socket {
  /// Receives until `count` bytes have come or the stream ends.
  func receiveExactly(_ count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let part = try receive(upTo: count - bytes.count)
      if part.isEmpty { break }
      bytes += part
    }
    return bytes
  }
}

extension String {
  init(_ bytes: [UInt8]) { self.init(decoding: bytes, as: UTF8.self) }
}
