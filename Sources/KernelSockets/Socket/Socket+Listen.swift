extension Socket {
  /// Gives the socket an address of its own. bind(2); Python: `socket.bind`.
  ///
  /// - Throws: ``SocketError`` with the errno, such as `EADDRINUSE` or `EADDRNOTAVAIL`.
  public func bind(to address: SocketAddress) throws(SocketError) {
    try call("bind", "to \(address)") { descriptor throws(Errno) in try systemBind(descriptor, address) }
  }

  /// Lets connections arrive, for ``accept(mode:)`` to take. listen(2); Python: `socket.listen`.
  ///
  /// - Parameter backlog: How many connections may wait to be accepted. The kernel cuts it to `net.core.somaxconn`.
  /// - Throws: ``SocketError`` with the errno, such as `EOPNOTSUPP` for a datagram socket.
  public func listen(backlog: Int = 128) throws(SocketError) {
    try call("listen") { descriptor throws(Errno) in try systemListen(descriptor, CInt(clamping: backlog)) }
  }

  /// Takes the next connection, and waits for one as the ``mode-swift.property`` says. accept4(2);
  /// Python: `socket.accept`.
  ///
  /// - Parameter mode: The mode of the new socket; that of the listening socket does not matter.
  /// - Returns: The connection's socket, and its peer's address.
  /// - Throws: ``SocketError`` with the errno, `EAGAIN` among them on a non-blocking socket (see
  ///   ``acceptIfReady(mode:)``), with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  public func accept(mode: Mode = defaultMode) throws(SocketError) -> (socket: Socket, address: SocketAddress) {
    guard let connection = try acceptIfReady(mode: mode) else {
      throw wouldBlock("accept", .reading)
    }
    return connection
  }

  /// Takes the next connection; on a non-blocking socket, `nil` if there is none yet. See ``accept(mode:)``.
  public func acceptIfReady(
    mode: Mode = defaultMode
  ) throws(SocketError) -> (socket: Socket, address: SocketAddress)? {
    var address = SocketAddress()
    let socket = try accept(mode) { descriptor, flags throws(Errno) in
      try systemAccept(descriptor, &address, flags)
    }
    guard let socket else { return nil }
    return (socket, address)
  }

  /// Takes the next connection without asking who it is from: for families that have no addresses of peers, such as
  /// `AF_ALG`, where ``accept(mode:)`` fails.
  ///
  /// - Parameter mode: The mode of the new socket.
  /// - Returns: The connection's socket; `nil` if there is none yet and this socket is non-blocking.
  /// - Throws: ``SocketError`` as ``accept(mode:)`` does.
  public func acceptAnonymous(mode: Mode = defaultMode) throws(SocketError) -> Socket? {
    try accept(mode) { descriptor, flags throws(Errno) in try systemAccept(descriptor, flags) }
  }

  private func accept(
    _ mode: Mode, _ body: (CInt, SocketFlags) throws(Errno) -> CInt
  ) throws(SocketError) -> Socket? {
    let waitingTime = try mode.waitingTime(for: "accept")
    let descriptor = try call("accept", .reading) { descriptor throws(Errno) in
      try body(descriptor, .forNewSocket(waitingTime))
    }
    return descriptor.map { Socket(owning: $0, family, type, `protocol`, waitingTime: waitingTime) }
  }

  /// A stream socket that listens at an address. Python: `socket.create_server`.
  ///
  /// An inet socket can be bound again at once after its predecessor ended (`SO_REUSEADDR`).
  ///
  /// - Parameters:
  ///   - address: Where to listen, of any family that has streams. `.inet(.any, port: 0)` lets the kernel choose a port,
  ///     which ``localAddress`` then tells.
  ///   - backlog: How many connections may wait to be accepted.
  /// - Throws: ``SocketError`` of ``init(_:_:_:mode:)``, ``bind(to:)`` or ``listen(backlog:)``.
  public static func listen(at address: SocketAddress, backlog: Int = 128) throws(SocketError) -> Socket {
    try listen(at: address, backlog: backlog, acceptsIPv4: false)
  }

  /// A stream socket that listens at a port on all interfaces, for IPv6 and IPv4 alike. An IPv4 peer's address
  /// appears as `::ffff:a.b.c.d`. If the machine has no IPv6, the socket is an IPv4 one.
  ///
  /// Python: `socket.create_server(("", port), family=AF_INET6, dualstack_ipv6=True)`.
  ///
  /// - Parameters:
  ///   - port: The port; 0 lets the kernel choose one, which ``localAddress`` then tells.
  ///   - backlog: How many connections may wait to be accepted.
  /// - Throws: ``SocketError`` of ``init(_:_:_:mode:)``, ``bind(to:)`` or ``listen(backlog:)``.
  public static func listen(port: UInt16, backlog: Int = 128) throws(SocketError) -> Socket {
    do {
      return try listen(at: .inet6(.any, port: port), backlog: backlog, acceptsIPv4: true)
    } catch {
      guard error.errno == .addressFamilyNotSupported || error.errno == .addressNotAvailable else { throw error }
      return try listen(at: .inet(.any, port: port), backlog: backlog)
    }
  }

  private static func listen(
    at address: SocketAddress, backlog: Int, acceptsIPv4: Bool
  ) throws(SocketError) -> Socket {
    let socket = try Socket(address.family, .stream)
    if address.family == .inet || address.family == .inet6 { try socket.setOption(.SO_REUSEADDR, true) }
    if address.family == .inet6 { try socket.setOption(.IPV6_V6ONLY, !acceptsIPv4) }
    try socket.bind(to: address)
    try socket.listen(backlog: backlog)
    return socket
  }

  /// Ends one or both directions of a connection. shutdown(2); Python: `socket.shutdown`.
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOTCONN` if the socket is not connected.
  public func shutdown(_ mode: ShutdownMode) throws(SocketError) {
    try call("shutdown") { descriptor throws(Errno) in try systemShutdown(descriptor, mode) }
  }
}
