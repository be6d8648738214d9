extension Socket {
  /// Connects to a host: looks it up, and tries its addresses until one answers.
  ///
  /// ```swift
  /// let socket = try Socket.connect(to: "example.org", port: 80, timeout: .seconds(5), attempts: .overlapping())
  /// ```
  ///
  /// Python: `socket.create_connection`. For a service by name, or for more say in the lookup, see
  /// ``connect(toFirstOf:timeout:attempts:from:)``.
  ///
  /// - Parameters:
  ///   - host: A name, or an address in digits, with a zone if need be: `"fe80::1%eth0"`.
  ///   - port: The port.
  ///   - family: The family of the addresses; ``AddressFamily/unspecified`` for all.
  ///   - timeout: How long all attempts may take together, and afterwards the time-out of the socket's
  ///     ``Mode-swift.enum``; `nil` for ``defaultMode``. Looking the name up is not included: the C library can't be
  ///     interrupted at it. (In Python this is the time of each attempt: see ``ConnectionAttempts/inTurn(timeout:)``.)
  ///   - attempts: How the addresses are tried.
  ///   - source: An address of this machine to bind the socket to first; `nil` for whichever the kernel chooses. Only
  ///     the host's addresses of its family can then be reached.
  /// - Returns: The connected stream socket.
  /// - Throws: ``SocketError`` of the lookup, or of the last attempt, with all in ``SocketError/attempts``.
  public static func connect(
    to host: String, port: UInt16, family: AddressFamily = .unspecified, timeout: Duration? = nil,
    attempts: ConnectionAttempts = .inTurn(), from source: SocketAddress? = nil
  ) throws(SocketError) -> Socket {
    // What is wrong with the times shows before the resolver is asked.
    let plan = try ConnectionPlan(timeout, attempts, source)
    let answers = try AddressInfo.lookup(host: host, port: port, family: family, type: .stream)
    return try plan.connect(to: answers, "to \(host), port \(port)")
  }

  /// Connects to the first of some addresses that answers.
  ///
  /// ```swift
  /// let answers = try AddressInfo.lookup(host: "example.org", service: "https", type: .stream)
  /// let socket = try Socket.connect(toFirstOf: answers, attempts: .overlapping())
  /// ```
  ///
  /// Python: `socket.create_connection`, with `all_errors`.
  ///
  /// - Parameters:
  ///   - answers: The addresses, the best first.
  ///   - timeout: How long all attempts may take together, and afterwards the time-out of the socket's
  ///     ``Mode-swift.enum``; `nil` for ``defaultMode``.
  ///   - attempts: How the addresses are tried.
  ///   - source: An address of this machine to bind the socket to first.
  /// - Returns: The connected socket, of the answer's type.
  /// - Throws: ``SocketError`` of the last attempt, with all in ``SocketError/attempts`` in the order in which they ended:
  ///   each with the errno, with ``SocketError/Cause/timedOut``, or with ``SocketError/AddressProblem/wrongFamily(_:)`` for
  ///   a source of another family; with ``SocketError/Cause/negativeTimeout``; with ``SocketError/Cause/notFound`` if there
  ///   are no addresses. A time-out of zero gives `EINPROGRESS` where a connection can't be made at once.
  public static func connect(
    toFirstOf answers: [AddressInfo], timeout: Duration? = nil, attempts: ConnectionAttempts = .inTurn(),
    from source: SocketAddress? = nil
  ) throws(SocketError) -> Socket {
    try ConnectionPlan(timeout, attempts, source).connect(to: answers, "to the first of \(answers.count) addresses")
  }
}
