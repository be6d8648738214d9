extension Socket {
  /// Connects to a host: looks it up, and tries its addresses until one answers, IPv6 and IPv4 in turns and overlapping
  /// as RFC 8305 says.
  ///
  /// ```swift
  /// let socket = try await Socket.connect(to: "example.org", port: 80, timeout: .seconds(5))
  /// ```
  ///
  /// The attempts are child tasks of the caller's: none outlives this call.
  ///
  /// Python: `asyncio.open_connection(happy_eyeballs_delay=0.25)`.
  ///
  /// - Parameters:
  ///   - host: A name, or an address in digits, with a zone if need be: `"fe80::1%eth0"`.
  ///   - port: The port.
  ///   - family: The family of the addresses; ``AddressFamily/unspecified`` for all.
  ///   - timeout: How long all may take, the lookup included; `nil` without end. It is that of this call only: the
  ///     socket is ``Mode-swift.enum/nonBlocking``.
  ///   - deadline: When to give up, if that comes first.
  ///   - attempts: How the addresses are tried.
  ///   - source: An address of this machine to bind the socket to first; `nil` for whichever the kernel chooses.
  /// - Returns: The connected stream socket.
  /// - Throws: `CancellationError` if the task is cancelled. ``SocketError`` of the lookup, or of the last attempt, with
  ///   all in ``SocketError/attempts``.
  public static func connect(
    to host: String, port: UInt16, family: AddressFamily = .unspecified, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil, attempts: ConnectionAttempts = .overlapping(),
    from source: SocketAddress? = nil
  ) async throws -> Socket {
    // What is wrong with the times shows before the resolver is asked.
    let plan = try ConnectionPlan(timeout, attempts, source)
    let end = TimeLimit(timeout, deadline).end()
    let answers = try await AddressInfo.lookup(host, port, family, .stream, .automatic, [], TimeLimit(nil, until: end))
    return try await plan.connect(to: answers, "to \(host), port \(port)", until: end)
  }

  /// Connects to the first of some addresses that answers. See ``connect(to:port:family:timeout:until:attempts:from:)``.
  ///
  /// - Parameters:
  ///   - answers: The addresses, the best first.
  ///   - timeout: How long all attempts may take together; `nil` without end.
  ///   - deadline: When to give up, if that comes first.
  ///   - attempts: How the addresses are tried.
  ///   - source: An address of this machine to bind the socket to first.
  /// - Returns: The connected socket, of the answer's type.
  public static func connect(
    toFirstOf answers: [AddressInfo], timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil,
    attempts: ConnectionAttempts = .overlapping(), from source: SocketAddress? = nil
  ) async throws -> Socket {
    let plan = try ConnectionPlan(timeout, attempts, source)
    let end = TimeLimit(timeout, deadline).end()
    return try await plan.connect(to: answers, "to the first of \(answers.count) addresses", until: end)
  }
}
