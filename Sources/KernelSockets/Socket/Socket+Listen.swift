extension Socket {
  /// Gives the socket an address of its own. bind(2); Python: `socket.bind`.
  ///
  /// - Throws: ``SocketError`` with the errno, such as `EADDRINUSE` or `EADDRNOTAVAIL`.
  public func bind(to address: SocketAddress) throws(SocketError) {
    try call("bind", "to \(address)") { descriptor throws(Errno) in try systemBind(descriptor, address) }
  }

  /// Lets connections arrive, for ``accept(mode:)`` to take. listen(2); Python: `socket.listen`.
  ///
  /// - Parameter backlog: How many connections may wait to be accepted; a negative number is 0. The kernel cuts it to
  ///   `net.core.somaxconn`.
  /// - Throws: ``SocketError`` with the errno, such as `EOPNOTSUPP` for a datagram socket.
  public func listen(backlog: Int = 128) throws(SocketError) {
    try call("listen") { descriptor throws(Errno) in try systemListen(descriptor, CInt(clamping: max(backlog, 0))) }
  }

  /// Takes the next connection, and waits for one as the ``mode-swift.property`` says. accept4(2);
  /// Python: `socket.accept`.
  ///
  /// - Parameter mode: The mode of the new socket; that of the listening socket does not matter.
  /// - Returns: The connection's socket, and its peer's address.
  /// - Throws: ``SocketError`` with the errno, `EAGAIN` among them on a non-blocking socket (see
  ///   ``acceptIfReady(mode:)``), with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  @inlinable
  public func accept(mode: Mode = defaultMode) throws(SocketError) -> (socket: Socket, address: SocketAddress) {
    guard let connection = try acceptIfReady(mode: mode) else { throw wouldBlock("accept", .reading) }
    return connection
  }

  /// Takes the next connection; on a non-blocking socket, `nil` if there is none yet. See ``accept(mode:)``.
  @inlinable
  public func acceptIfReady(
    mode: Mode = defaultMode
  ) throws(SocketError) -> (socket: Socket, address: SocketAddress)? {
    var address = SocketAddress()
    guard let socket = try accept(mode, &address) else { return nil }
    return (socket, address)
  }

  /// Takes the next connection, and fills an empty address with that of its peer. `nil` if there is none.
  @usableFromInline
  func accept(_ mode: Mode, _ address: inout SocketAddress) throws(SocketError) -> Socket? {
    try accept(mode) { descriptor, flags throws(Errno) in try systemAccept(descriptor, &address, flags) }
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

  @inline(__always)
  private func accept(
    _ mode: Mode, _ body: (CInt, SocketFlags) throws(Errno) -> CInt
  ) throws(SocketError) -> Socket? {
    let waitingTime = try mode.waitingTime(for: "accept")
    let descriptor = try call("accept", .reading) { descriptor throws(Errno) in
      try body(descriptor, .forNewSocket(waitingTime))
    }
    return descriptor.map { Socket(owning: $0, family, type, `protocol`, waitingTime: waitingTime) }
  }

  /// Ends one or both directions of a connection. shutdown(2); Python: `socket.shutdown`.
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOTCONN` if the socket is not connected.
  public func shutdown(_ mode: ShutdownMode) throws(SocketError) {
    try call("shutdown") { descriptor throws(Errno) in try systemShutdown(descriptor, mode) }
  }
}
