extension Socket {
  /// What is known of a message that was received.
  public struct Message: Hashable, Sendable {
    /// How many bytes of the buffer the message fills.
    public var byteCount: Int
    /// How long the message was. More than ``byteCount`` if it was cut and `MSG_TRUNC` was asked for.
    public var messageLength: Int
    /// The `MSG_` flags that the kernel returned.
    public var flags: MessageFlags
    /// Who sent it; `nil` where there is no address, as on a connected stream or from an unbound unix socket.
    public var address: SocketAddress?

    /// Whether the message was longer than the buffer. The rest is lost.
    public var isTruncated: Bool { flags.contains(.MSG_TRUNC) }
  }

  /// Receives a message into a buffer of the caller's, and tells its sender: one system call, no allocation.
  ///
  /// recvmsg(2); Python: `socket.recvfrom_into`.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go, from its start.
  ///   - flags: `MSG_` flags. `MSG_TRUNC` asks for the true length of a message that does not fit.
  /// - Returns: The message's counts and its sender's address; `nil` if nothing is there and the socket is
  ///   non-blocking.
  /// - Throws: ``SocketError`` with the errno, with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  public func receiveFrom(
    into buffer: inout MutableRawSpan, flags: MessageFlags = []
  ) throws(SocketError) -> Message? {
    var address = SocketAddress()
    var returnedFlags = flags
    let waits = !flags.contains(.MSG_DONTWAIT)
    let length = try call("receive", .reading, waits: waits) { descriptor throws(Errno) in
      returnedFlags = flags
      return try systemReceiveMessage(descriptor, &buffer, from: &address, &returnedFlags)
    }
    guard let length else { return nil }
    if length == 0, isClosed { throw SocketError("receive", .closed) }
    return Message(
      byteCount: min(length, buffer.byteCount), messageLength: length, flags: returnedFlags,
      address: address.byteCount == 0 ? nil : address)
  }

  /// Receives a message over the bytes of an array, whose count does not change.
  /// See ``receiveFrom(into:flags:)-(MutableRawSpan,_)``.
  public func receiveFrom(into buffer: inout [UInt8], flags: MessageFlags = []) throws(SocketError) -> Message? {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    return try receiveFrom(into: &bytes, flags: flags)
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
  public func receiveFrom(
    upTo count: Int, flags: MessageFlags = []
  ) throws(SocketError) -> (bytes: [UInt8], address: SocketAddress?) {
    let flags = flags.subtracting(.MSG_TRUNC)
    var address: SocketAddress?
    let bytes = try [UInt8](capacity: count) { buffer throws(SocketError) in
      guard let message = try receiveFrom(into: &buffer, flags: flags) else {
        throw wouldBlock("receive", .reading)
      }
      address = message.address
      return message.byteCount
    }
    return (bytes, address)
  }
}
