extension Socket {
  /// A socket that listens at an address. Python: `socket.create_server`.
  ///
  /// ```swift
  /// let local = try Socket.listen(at: .unix("/run/service.sock"))
  /// let named = try Socket.listen(at: .resolve(host: "localhost", port: 80))
  /// ```
  ///
  /// It can be bound again at once after its predecessor ended (`SO_REUSEADDR`). If anything fails, nothing stays
  /// open; the error names the address.
  ///
  /// - Parameters:
  ///   - address: Where to listen, of any family that has connections. `.inet(.any, port: 0)` lets the kernel choose a
  ///     port, which ``localAddress`` then tells.
  ///   - type: A type with connections.
  ///   - backlog: How many connections may wait to be accepted; see ``listen(backlog:)``.
  ///   - reusesPort: Whether other sockets of this user may listen at the same port, and share its connections
  ///     (`SO_REUSEPORT`). For inet and inet6; for other families the kernel may refuse it, which is then an error, where
  ///     Python does not even try.
  ///   - acceptsIPv4: Whether an inet6 socket takes IPv4 clients too, whose addresses then appear as `::ffff:a.b.c.d`.
  /// - Throws: ``SocketError`` of ``init(_:_:_:mode:)``, `setOption`, ``bind(to:)`` or ``listen(backlog:)``; with
  ///   ``SocketError/AddressProblem/wrongFamily(_:)`` if `acceptsIPv4` is asked of another family than inet6.
  public static func listen(
    at address: SocketAddress, type: SocketType = .stream, backlog: Int = 128, reusesPort: Bool = false,
    acceptsIPv4: Bool = false
  ) throws(SocketError) -> Socket {
    guard !acceptsIPv4 || address.family == .inet6 else {
      throw SocketError("listen", "at \(address)", .invalidAddress(.wrongFamily(.inet6)))
    }
    let socket = try Socket(address.family, type)
    // A family that refuses this does not need it.
    try? socket.setOption(.SO_REUSEADDR, true)
    if reusesPort { try socket.setOption(.SO_REUSEPORT, true) }
    if address.family == .inet6 { try socket.setOption(.IPV6_V6ONLY, !acceptsIPv4) }
    try socket.bind(to: address)
    do {
      try socket.listen(backlog: backlog)
    } catch {
      throw SocketError("listen", "at \(address)", error.cause)
    }
    return socket
  }

  /// A stream socket that listens at a port on all interfaces, for IPv6 and IPv4 alike. An IPv4 peer's address
  /// appears as `::ffff:a.b.c.d`. If the machine has no IPv6, the socket is an IPv4 one.
  ///
  /// Python: `socket.create_server(("", port), family=AF_INET6, dualstack_ipv6=True)`.
  ///
  /// - Parameters:
  ///   - port: The port; 0 lets the kernel choose one, which ``localAddress`` then tells.
  ///   - backlog: How many connections may wait to be accepted; see ``listen(backlog:)``.
  ///   - reusesPort: Whether other sockets of this user may listen at the same port (`SO_REUSEPORT`).
  /// - Throws: ``SocketError`` of ``init(_:_:_:mode:)``, ``bind(to:)`` or ``listen(backlog:)``.
  public static func listen(
    port: UInt16, backlog: Int = 128, reusesPort: Bool = false
  ) throws(SocketError) -> Socket {
    do {
      return try listen(at: .inet6(.any, port: port), backlog: backlog, reusesPort: reusesPort, acceptsIPv4: true)
    } catch {
      guard error.errno == .addressFamilyNotSupported || error.errno == .addressNotAvailable else { throw error }
      return try listen(at: .inet(.any, port: port), backlog: backlog, reusesPort: reusesPort)
    }
  }
}
