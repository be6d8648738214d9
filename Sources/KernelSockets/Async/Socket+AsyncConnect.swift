extension Socket {
  /// Connects to an address. connect(2); Python: `loop.sock_connect`.
  ///
  /// A datagram socket then sends to this address and receives from no other.
  ///
  /// - Parameters:
  ///   - address: The peer's address, of the socket's family.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Throws: `CancellationError` if the task is cancelled. ``SocketError`` with the errno, such as `ECONNREFUSED`, with
  ///   ``SocketError/Cause/blockingMode``, ``SocketError/Cause/timedOut``, ``SocketError/Cause/negativeTimeout`` or
  ///   ``SocketError/Cause/closed``. After a cancellation or a time-out the kernel goes on with a connection that it has
  ///   begun to make: `wait(for: .writable)` and `option(.SO_ERROR)` tell how that ended, or close the socket.
  public func connect(
    to address: SocketAddress, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws {
    try await connect(to: address, TimeLimit(timeout, deadline))
  }

  func connect(to address: SocketAddress, _ limit: TimeLimit) async throws {
    try Task.checkCancellation()
    try requireNoBlocking("connect")
    do {
      let limit = try whole("connect", limit)
      if try await beginConnecting(to: address, limit) { return }
      try await awaiting("connect", .writing, limit) { () throws(SocketError) in try connectionOutcome() }
    } catch let error as SocketError {
      throw SocketError("connect", "to \(address)", error.cause)
    }
  }

  /// Calls connect(2), once for each connection: a second call might report on the first. Returns whether it stands.
  private func beginConnecting(to address: SocketAddress, _ limit: TimeLimit) async throws -> Bool {
    // In nanoseconds.
    var pause: Int64 = 1_000_000
    while true {
      let outcome = try call("connect") { descriptor throws(Errno) -> Bool? in
        do throws(Errno) {
          try systemConnect(descriptor, address)
          return true
        } catch .nowInProgress, .interrupted {
          return false
        } catch .resourceTemporarilyUnavailable where family == .unix {
          return nil
        }
      }
      if let outcome { return outcome }
      // The listener's queue is full. The kernel does not tell when it no longer is, so ask again.
      let time = limit.end()?.remaining ?? .max
      if time == 0 { throw SocketError("connect", .timedOut) }
      try await Task.sleep(for: .nanoseconds(min(pause, time)))
      pause = min(pause * 2, 64_000_000)
    }
  }

  /// How a connection attempt ended: `nil` if it did not yet.
  private func connectionOutcome() throws(SocketError) -> Void? {
    let events = try call("connect") { descriptor throws(Errno) in
      try systemPoll(descriptor, .writable, timeout: 0)
    }
    guard !events.isEmpty else { return nil }
    let code = try option(.SO_ERROR)
    if code != 0 { throw SocketError("connect", .errno(Errno(rawValue: code))) }
    return ()
  }

  /// A new stream socket, connected to an address of any family that has streams.
  ///
  /// - Parameters:
  ///   - address: The peer's address.
  ///   - timeout: How long to wait at most; `nil` without end. It is that of this call only: the socket is
  ///     ``Mode-swift.enum/nonBlocking``.
  ///   - deadline: When to give up, if that comes first.
  /// - Throws: As ``connect(to:timeout:until:)-swift.method`` does, or ``SocketError`` of ``init(_:_:_:mode:)``.
  public static func connect(
    to address: SocketAddress, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Socket {
    let socket = try Socket(address.family, .stream, mode: .nonBlocking)
    try await socket.connect(to: address, timeout: timeout, until: deadline)
    return socket
  }
}
