internal import Synchronization

extension Socket {
  /// Takes the next connection: one system call and no suspension if one waits already. accept4(2);
  /// Python: `loop.sock_accept`.
  ///
  /// - Parameters:
  ///   - mode: The mode of the new socket; that of the listening socket does not matter.
  ///   - timeout: How long to wait at most; `nil` for as long as this socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The connection's socket, and its peer's address. It belongs to the ``Reactor`` that this socket was
  ///   attached to.
  /// - Throws: `CancellationError` if the task is cancelled; no connection is lost then. ``SocketError`` with the errno, such
  ///   as `EMFILE`, with ``SocketError/Cause/blockingMode``, ``SocketError/Cause/timedOut``,
  ///   ``SocketError/Cause/negativeTimeout`` or ``SocketError/Cause/closed``.
  @inlinable
  public func accept(
    mode: Mode = .nonBlocking, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> (socket: Socket, address: SocketAddress) {
    try await accept(mode, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func accept(_ mode: Mode, _ limit: TimeLimit) async throws -> (socket: Socket, address: SocketAddress) {
    var address = SocketAddress()
    let socket = try await accept(mode, limit) { descriptor, flags throws(Errno) in
      address = SocketAddress()
      return try systemAccept(descriptor, &address, flags)
    }
    return (socket, address)
  }

  /// Takes the next connection without asking who it is from: for families that have no addresses of peers, such as
  /// `AF_ALG`. See ``accept(mode:timeout:until:)``.
  @inlinable
  public func acceptAnonymous(
    mode: Mode = .nonBlocking, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Socket {
    try await acceptAnonymous(mode, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func acceptAnonymous(_ mode: Mode, _ limit: TimeLimit) async throws -> Socket {
    try await accept(mode, limit) { descriptor, flags throws(Errno) in
      try systemAccept(descriptor, flags)
    }
  }

  private func accept(
    _ mode: Mode, _ limit: TimeLimit, _ body: (CInt, SocketFlags) throws(Errno) -> CInt
  ) async throws -> Socket {
    try requireNoBlocking("accept")
    let time = try mode.waitingTime(for: "accept")
    let number = try await awaiting("accept", .reading, limit) { () throws(SocketError) in
      try call("accept", .reading, waits: false) { descriptor throws(Errno) in
        try body(descriptor, .forNewSocket(time))
      }
    }
    let socket = Socket(owning: number, family, type, `protocol`, waitingTime: time)
    if let reactor = awaited.watch.load()?.reactor, !reactor.isShared { try reactor.attach(socket) }
    return socket
  }
}
