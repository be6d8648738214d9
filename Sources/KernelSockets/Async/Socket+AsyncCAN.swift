extension Socket {
  /// Sends a frame over a `CAN_RAW` socket: one system call and no suspension if there is room. send(2), sendto(2).
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - address: Which interface to send through, for a socket that is bound to all of them.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Throws: `CancellationError` if the task is cancelled. ``SocketError`` with the errno: `ENOBUFS` if the interface's
  ///   queue is full, `EINVAL` for a frame of CAN FD without ``SocketOption/CAN_RAW_FD_FRAMES``; with
  ///   ``SocketError/Cause/timedOut``, ``SocketError/Cause/negativeTimeout`` or ``SocketError/Cause/closed``.
  @inlinable
  public func send(
    _ frame: CANFrame, to address: SocketAddress? = nil, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws {
    try await send(frame, to: address, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func send(_ frame: CANFrame, to address: SocketAddress?, _ limit: TimeLimit) async throws {
    _ = try await awaitingRoom([], limit) { flags throws(SocketError) in
      try frame.withBytes { bytes throws(SocketError) in try sendFrame(bytes, to: address, flags: flags) }
    }
  }

  /// Sends a frame of CAN XL. See ``send(_:to:timeout:until:)-(CANFrame,_,_,_)``.
  @inlinable
  public func send(
    _ frame: CANXLFrame, to address: SocketAddress? = nil, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws {
    try await send(frame, to: address, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func send(_ frame: CANXLFrame, to address: SocketAddress?, _ limit: TimeLimit) async throws {
    _ = try await awaitingRoom([], limit) { flags throws(SocketError) in
      try frame.withBytes { bytes throws(SocketError) in try sendFrame(bytes, to: address, flags: flags) }
    }
  }

  /// Receives a frame from a `CAN_RAW` socket: one system call and no suspension if it is there already. recv(2).
  ///
  /// - Parameters:
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The frame.
  /// - Throws: `CancellationError` if the task is cancelled; nothing is lost then. ``SocketError`` with the errno, such as
  ///   `ENETDOWN`, with ``SocketError/Cause/timedOut``, ``SocketError/Cause/negativeTimeout`` or
  ///   ``SocketError/Cause/closed``, or with ``SocketError/Cause/invalidArgument(_:)`` if it is one of CAN XL.
  @inlinable
  public func receiveCANFrame(
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> CANFrame {
    try await receiveCANFrame(TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receiveCANFrame(_ limit: TimeLimit) async throws -> CANFrame {
    try await awaiting("receive", .reading, limit) { () throws(SocketError) in
      try receiveCANFrame(flags: .MSG_DONTWAIT)
    }
  }

  /// Receives a frame of any kind, with ``SocketOption/CAN_RAW_XL_FRAMES`` of CAN XL too. See
  /// ``receiveCANFrame(timeout:until:)``.
  @inlinable
  public func receiveAnyCANFrame(
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> AnyCANFrame {
    try await receiveAnyCANFrame(TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receiveAnyCANFrame(_ limit: TimeLimit) async throws -> AnyCANFrame {
    try await awaiting("receive", .reading, limit) { () throws(SocketError) in
      try receiveAnyCANFrame(flags: .MSG_DONTWAIT)
    }
  }

  /// The frames that arrive at a `CAN_RAW` socket, one after the other.
  ///
  /// ```swift
  /// for try await frame in can.canFrames() { print(frame) }  // 123#DEADBEEF, as candump writes it
  /// ```
  ///
  /// What is not asked for waits in the kernel, up to ``SocketOption/SO_RCVBUF``, and is lost beyond that. The loop ends
  /// with an error of ``receiveCANFrame(timeout:until:)``.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait for each; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  public func canFrames(
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<CANFrame> {
    let limit = TimeLimit(timeout, deadline)
    return Arrivals("receive") { try await self.receiveCANFrame(limit) }
  }

  /// The frames of any kind that arrive, those of CAN XL among them. See ``canFrames(timeout:until:)``.
  public func anyCANFrames(
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<AnyCANFrame> {
    let limit = TimeLimit(timeout, deadline)
    return Arrivals("receive") { try await self.receiveAnyCANFrame(limit) }
  }
}
