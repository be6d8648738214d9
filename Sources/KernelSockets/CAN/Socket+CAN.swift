extension Socket {
  /// Sends a frame over a `CAN_RAW` socket: one system call, no allocation. send(2), sendto(2).
  ///
  /// - Parameters:
  ///   - frame: The frame.
  ///   - address: Which interface to send through, for a socket that is bound to all of them.
  /// - Throws: ``SocketError`` with the errno: `ENOBUFS` if the interface's queue is full, `EINVAL` for a frame of CAN
  ///   FD without ``SocketOption/CAN_RAW_FD_FRAMES``, `EAGAIN` if there is no room and the socket is non-blocking.
  @inlinable
  public func send(_ frame: CANFrame, to address: SocketAddress? = nil) throws(SocketError) {
    try frame.withBytes { bytes throws(SocketError) in
      if try sendFrame(bytes, to: address) == nil { throw wouldBlock("send", .writing) }
    }
  }

  /// Sends a frame of CAN XL. See ``send(_:to:)-(CANFrame,_)``.
  public func send(_ frame: CANXLFrame, to address: SocketAddress? = nil) throws(SocketError) {
    try frame.withBytes { bytes throws(SocketError) in
      if try sendFrame(bytes, to: address) == nil { throw wouldBlock("send", .writing) }
    }
  }

  @inlinable
  func sendFrame(
    _ bytes: RawSpan, to address: SocketAddress?, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    if let address { try send(bytes, to: address, flags: flags) } else { try send(bytes, flags: flags) }
  }

  /// Receives a frame from a `CAN_RAW` socket: one system call, no allocation. recv(2).
  ///
  /// For the interface that it came through, its time stamp, and whether this machine sent it (`MSG_DONTROUTE`,
  /// `MSG_CONFIRM`), see ``receiveMessage(into:control:flags:)-(MutableRawSpan,_,_)`` and ``CANFrame/init(reading:)``.
  ///
  /// - Parameter flags: `MSG_` flags.
  /// - Returns: The frame; `nil` if there is none now and the socket is non-blocking.
  /// - Throws: ``SocketError`` with the errno, such as `ENETDOWN`, with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``, or with ``SocketError/Cause/invalidArgument(_:)`` if it is one of CAN XL.
  @inlinable
  public func receiveCANFrame(flags: MessageFlags = []) throws(SocketError) -> CANFrame? {
    var storage = InlineArray<72, UInt8>(repeating: 0)
    var span = storage.mutableSpan
    var bytes = unsafe span.mutableBytes
    guard let count = try receive(into: &bytes, flags: flags) else { return nil }
    guard let frame = CANFrame(reading: bytes.bytes.extracting(first: count)) else {
      throw .frame("what came is none of classic CAN or CAN FD: see receiveAnyCANFrame()")
    }
    return frame
  }

  /// Receives a frame of any kind, with ``SocketOption/CAN_RAW_XL_FRAMES`` of CAN XL too. See
  /// ``receiveCANFrame(flags:)``.
  public func receiveAnyCANFrame(flags: MessageFlags = []) throws(SocketError) -> AnyCANFrame? {
    var storage = InlineArray<2060, UInt8>(repeating: 0)
    var span = storage.mutableSpan
    var bytes = unsafe span.mutableBytes
    guard let count = try receive(into: &bytes, flags: flags) else { return nil }
    guard let frame = AnyCANFrame(reading: bytes.bytes.extracting(first: count)) else {
      throw .frame("what came is none: is this a CAN_RAW socket?")
    }
    return frame
  }
}
