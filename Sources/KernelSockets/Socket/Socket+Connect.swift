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
  private func connect(to address: SocketAddress, until deadline: Deadline) throws(SocketError) -> Bool {
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
  ///   - timeout: The time-out of the socket's ``Mode-swift.enum``, for connecting and afterwards; `nil` to wait without
  ///     end.
  /// - Throws: ``SocketError`` of ``init(_:_:_:mode:)`` or ``connect(to:)``.
  public static func connect(to address: SocketAddress, timeout: Duration? = nil) throws(SocketError) -> Socket {
    let socket = try Socket(address.family, .stream, mode: timeout.map { .timeout($0) } ?? .blocking)
    try socket.connect(to: address)
    return socket
  }

  /// Connects to a host: looks it up, and tries its addresses in turn until one answers.
  ///
  /// Python: `socket.create_connection`.
  ///
  /// - Parameters:
  ///   - host: A name, or an address in digits.
  ///   - port: The port.
  ///   - timeout: How long all attempts may take together, and afterwards the time-out of the socket's
  ///     ``Mode-swift.enum``; `nil` to wait without end. Looking the name up is not included: the C library can't be
  ///     interrupted at it.
  /// - Returns: The connected stream socket.
  /// - Throws: ``SocketError`` of the lookup, or of the last attempt, with all in ``SocketError/attempts``.
  public static func connect(
    to host: String, port: UInt16, timeout: Duration? = nil
  ) throws(SocketError) -> Socket {
    let mode = timeout.map { Mode.timeout($0) } ?? .blocking
    let waitingTime = try mode.waitingTime(for: "connect")
    let answers = try AddressInfo.lookup(host: host, port: port, type: .stream)
    let deadline = waitingTime < 0 ? Deadline.never : Deadline(after: waitingTime)
    var attempts: [SocketError] = []
    for answer in answers {
      do throws(SocketError) {
        let socket = try Socket(answer.family, answer.type, answer.protocol, mode: mode)
        do throws(SocketError) {
          _ = try socket.connect(to: answer.address, until: deadline)
        } catch {
          throw SocketError("connect", "to \(answer.address)", error.cause)
        }
        return socket
      } catch {
        attempts.append(error)
        if deadline.isOver { break }
      }
    }
    let cause = attempts.last?.cause ?? .resolver(.EAI_NONAME)
    throw SocketError("connect", "to \(host), port \(port)", cause, attempts: attempts)
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
