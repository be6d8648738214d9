extension Socket {
  /// Waits until the socket is ready, whatever its mode. ppoll(2) at first, then epoll(7); Python: `loop.add_reader`.
  ///
  /// ```swift
  /// if try await socket.wait(for: .readable, timeout: .seconds(1)).isEmpty { print("nothing came") }
  /// ```
  ///
  /// Any number of tasks may wait for one socket. Another task may take what this one was woken up for.
  ///
  /// - Parameters:
  ///   - events: What to wait for. Errors and hang-ups end the wait as well.
  ///   - timeout: How long to wait at most; `nil` without end, zero not at all.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: What the socket is ready for; empty when time is up.
  /// - Throws: `CancellationError` if the task is cancelled. ``SocketError`` with ``SocketError/Cause/closed`` or
  ///   ``SocketError/Cause/negativeTimeout``.
  @inlinable
  public func wait(
    for events: PollEvents, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> PollEvents {
    try await wait(for: events, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func wait(for events: PollEvents, _ limit: TimeLimit) async throws -> PollEvents {
    do {
      return try await awaiting("wait", .events, limit, fallback: 0) { () throws(SocketError) in
        let ready = try call("wait") { descriptor throws(Errno) in try systemPoll(descriptor, events, timeout: 0) }
        return ready.isEmpty ? nil : ready
      }
    } catch let error as SocketError where error.cause == .timedOut {
      return []
    }
  }
}
