extension Socket {
  /// Receives a message into a buffer of the caller's, and tells its sender: one system call, no allocation.
  ///
  /// recvfrom(2) for UDP, else recvmsg(2), which tells flags; Python: `socket.recvfrom_into`.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go, from its start.
  ///   - flags: `MSG_` flags. `MSG_TRUNC` asks for the true length of a message that does not fit.
  /// - Returns: The message's counts and its sender's address; `nil` if nothing is there and the socket is
  ///   non-blocking.
  /// - Throws: ``SocketError`` with the errno, with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  @inlinable
  public func receiveFrom(
    into buffer: inout MutableRawSpan, flags: MessageFlags = []
  ) throws(SocketError) -> Message? {
    var message = Message()
    guard try receiveFrom(&message, &buffer, flags) else { return nil }
    return message
  }

  /// Receives a message over the bytes of an array, whose count does not change.
  /// See ``receiveFrom(into:flags:)-(MutableRawSpan,_)``.
  @inlinable
  public func receiveFrom(into buffer: inout [UInt8], flags: MessageFlags = []) throws(SocketError) -> Message? {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    var message = Message()
    guard try receiveFrom(&message, &bytes, flags) else { return nil }
    return message
  }

  /// Receives a message and its sender's address. `false` if nothing is there.
  @usableFromInline
  func receiveFrom(
    _ message: inout Message, _ buffer: inout MutableRawSpan, _ flags: MessageFlags
  ) throws(SocketError) -> Bool {
    // UDP's length tells what its flags would.
    guard isUDP, !flags.contains(.MSG_ERRQUEUE) else { return try receive(&message, into: &buffer, nil, flags) }
    return try receive(&message, buffer.byteCount, nil, flags) { descriptor, message throws(Errno) in
      try systemReceiveDatagram(descriptor, &buffer, from: &message.sender, &message.flags)
    }
  }

  /// Receives a message into a new array, and tells its sender. recvmsg(2); Python: `socket.recvfrom`.
  ///
  /// - Parameters:
  ///   - count: The most bytes to receive. What is left of a longer message is lost; see
  ///     ``receiveFrom(into:flags:)-(MutableRawSpan,_)`` to learn of it.
  ///   - flags: `MSG_` flags.
  /// - Returns: The message, and its sender's address if there is one.
  /// - Throws: ``SocketError`` with the errno, `EAGAIN` among them if nothing is there and the socket is non-blocking,
  ///   with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  @inlinable
  public func receiveFrom(
    upTo count: Int, flags: MessageFlags = []
  ) throws(SocketError) -> (bytes: [UInt8], address: SocketAddress?) {
    let (bytes, message) = try receiveMessage(upTo: count, flags: flags.subtracting(.MSG_TRUNC))
    return (bytes, message.address)
  }
}
