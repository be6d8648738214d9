internal import Synchronization

extension Socket {
  /// Connects to an address. connect(2); Python: `socket.connect`.
  ///
  /// A datagram socket then sends to this address and receives from no other.
  ///
  /// - Parameter address: The peer's address, of the socket's family.
  /// - Returns: Whether the connection stands. `false` on a non-blocking socket only: the connection is being made;
  ///   when the socket becomes writable, `option(.SO_ERROR)` tells how that ended.
  /// - Throws: ``SocketError`` with the errno, such as `ECONNREFUSED`, with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``.
  @discardableResult
  public func connect(to address: SocketAddress) throws(SocketError) -> Bool {
    let time = waitingTime.load(ordering: .relaxed)
    do {
      return try connect(to: address, until: time > 0 ? Deadline(after: time) : .never)
    } catch {
      throw SocketError("connect", "to \(address)", error.cause)
    }
  }

  /// Never calls connect(2) again for a connection that is being made: the second call might report on the first.
  func connect(to address: SocketAddress, until deadline: Deadline) throws(SocketError) -> Bool {
    try withDescriptor("connect") { descriptor throws(SocketError) -> Bool in
      let waits = waitingTime.load(ordering: .relaxed) != 0
      var pause: Int64 = 1_000_000
      while true {
        do throws(Errno) {
          try systemConnect(descriptor, address)
          return true
        } catch {
          if isClosed { throw SocketError("connect", .closed) }
          switch error {
          case .nowInProgress:
            guard waits else { return false }
            try finishConnecting(descriptor, deadline)
            return true
          case .interrupted:
            try finishConnecting(descriptor, deadline)
            // A TCP connection is still being made when a signal comes. A unix one is given up.
            if isConnected(descriptor) { return true }
          case .resourceTemporarilyUnavailable where waits && family == .unix:
            // The listener's queue is full. The kernel does not tell when it no longer is, so ask again.
            if deadline.isOver { throw SocketError("connect", .timedOut) }
            systemSleep(min(pause, deadline.remaining ?? pause))
            pause = min(pause * 2, 64_000_000)
          default:
            throw SocketError("connect", .errno(error))
          }
        }
      }
    }
  }

  private func isConnected(_ descriptor: CInt) -> Bool {
    do throws(Errno) {
      _ = try systemRemoteAddress(descriptor)
      return true
    } catch {
      return error != .socketNotConnected
    }
  }

  /// Waits for the end of a connection attempt.
  private func finishConnecting(_ descriptor: CInt, _ deadline: Deadline) throws(SocketError) {
    try wait("connect", descriptor, .writing, deadline)
    let code = try option(.SO_ERROR)
    if code != 0 { throw SocketError("connect", .errno(Errno(rawValue: code))) }
  }

  /// A new stream socket, connected to an address of any family that has streams.
  ///
  /// ```swift
  /// let socket = try Socket.connect(to: .unix("/run/service.sock"), timeout: .seconds(1))
  /// ```
  ///
  /// - Parameters:
  ///   - address: The peer's address.
  ///   - timeout: The time-out of the socket's ``Mode-swift.enum``, for connecting and afterwards; `nil` for
  ///     ``defaultMode``.
  /// - Throws: ``SocketError`` of ``init(_:_:_:mode:)`` or ``connect(to:)``; with a time-out of zero, `EINPROGRESS` where
  ///   the connection can't be made at once.
  public static func connect(to address: SocketAddress, timeout: Duration? = nil) throws(SocketError) -> Socket {
    let socket = try Socket(address.family, .stream, mode: timeout.map { .timeout($0) } ?? defaultMode)
    guard try socket.connect(to: address) else {
      throw SocketError("connect", "to \(address)", .errno(.nowInProgress))
    }
    return socket
  }
}

extension Socket {
  /// Connects to an address, and returns what would be thrown. Python: `socket.connect_ex`.
  ///
  /// A time-out is an error of its own here, where Python returns `EAGAIN` for it.
  ///
  /// - Parameter address: The peer's address.
  /// - Returns: As ``connect(to:)``: whether the connection stands, or why there is none.
  public func connectResult(to address: SocketAddress) -> Result<Bool, SocketError> {
    Result { () throws(SocketError) in try connect(to: address) }
  }
}
