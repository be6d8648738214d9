/// What arrives at a socket, one after the other, for `for try await`.
///
/// ```swift
/// for try await (connection, peer) in listener.connections() { print(peer) }
/// ```
///
/// Nothing is taken from the kernel before the loop asks for it: whoever is slow holds the peer back, as far as the
/// protocol does that. It is the sequence and its iterator in one: a second loop goes on where the first one ended.
///
/// The loop ends with the stream, where there is one, or with a ``SocketError``. If the task is cancelled, that is
/// ``SocketError/Cause/cancelled``, so that it can't be taken for the end of a stream.
///
/// Python: an asynchronous iterator, such as `asyncio.StreamReader`.
public struct Arrivals<Element>: AsyncSequence, AsyncIteratorProtocol {
  private let operation: String
  private let receive: () async throws -> Element?

  /// - Parameters:
  ///   - operation: The name for errors.
  ///   - receive: Waits for an element; `nil` at the end. Throws ``SocketError`` or `CancellationError`.
  init(_ operation: String, _ receive: @escaping () async throws -> Element?) {
    self.operation = operation
    self.receive = receive
  }

  /// The sequence itself.
  public func makeAsyncIterator() -> Arrivals { self }

  /// Waits for the next element, where the caller runs.
  ///
  /// - Returns: The element; `nil` at the end of a stream.
  /// - Throws: ``SocketError``; with ``SocketError/Cause/cancelled`` if the task is cancelled.
  public func next(isolation: isolated (any Actor)?) async throws(SocketError) -> Element? {
    do {
      return try await receive()
    } catch let error as SocketError {
      throw error
    } catch {
      throw SocketError(operation, .cancelled)
    }
  }
}
