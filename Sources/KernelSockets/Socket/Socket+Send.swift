extension Socket {
  /// Sends bytes to the peer: as many as there is room for, at least one. send(2); Python: `socket.send`.
  ///
  /// - Parameters:
  ///   - bytes: The bytes, or one message.
  ///   - flags: `MSG_` flags. `MSG_NOSIGNAL` is among them, or the signal is held back: a closed peer is an error,
  ///     not a signal.
  /// - Returns: How many bytes went out; `nil` if a non-blocking socket has no room now.
  /// - Throws: ``SocketError`` with the errno, such as `EPIPE`, with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``.
  public func send(_ bytes: RawSpan, flags: MessageFlags = []) throws(SocketError) -> Int? {
    try send(bytes, flags: flags, as: .caller)
  }

  @inline(__always)
  func send(
    _ bytes: RawSpan, flags: MessageFlags, as user: User, until deadline: Deadline? = nil
  ) throws(SocketError) -> Int? {
    let waits = !flags.contains(.MSG_DONTWAIT)
    let family = family
    return try call("send", .writing, as: user, waits: waits, deadline: deadline) { descriptor throws(Errno) in
      try family.silently(flags) { flags throws(Errno) in try systemSend(descriptor, bytes, flags) }
    }
  }

  /// Sends bytes to the peer, without a copy where they are contiguous, as in `[UInt8]` or `"text".utf8`.
  /// See ``send(_:flags:)-(RawSpan,_)``.
  @inlinable
  public func send(_ bytes: some Sequence<UInt8>, flags: MessageFlags = []) throws(SocketError) -> Int? {
    try bytes.withSpan { span throws(SocketError) in try send(span, flags: flags) }
  }

  /// Sends a message to an address. sendto(2); Python: `socket.sendto`.
  ///
  /// - Parameters:
  ///   - bytes: The message.
  ///   - address: Where to, of the socket's family.
  ///   - flags: `MSG_` flags.
  /// - Returns: How many bytes went out; `nil` if a non-blocking socket has no room now.
  /// - Throws: ``SocketError`` with the errno, such as `EMSGSIZE`, with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``.
  @discardableResult
  public func send(
    _ bytes: RawSpan, to address: SocketAddress, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    let family = family
    do {
      return try call("send", .writing, waits: !flags.contains(.MSG_DONTWAIT)) { descriptor throws(Errno) in
        try family.silently(flags) { flags throws(Errno) in try systemSend(descriptor, bytes, to: address, flags) }
      }
    } catch {
      throw SocketError("send", "to \(address)", error.cause)
    }
  }

  /// Sends a message to an address, without a copy where its bytes are contiguous.
  /// See ``send(_:to:flags:)-(RawSpan,_,_)``.
  @inlinable
  @discardableResult
  public func send(
    _ bytes: some Sequence<UInt8>, to address: SocketAddress, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try bytes.withSpan { span throws(SocketError) in try send(span, to: address, flags: flags) }
  }

  /// Sends all bytes, in as many calls as it takes, within one time-out. Python: `socket.sendall`.
  ///
  /// Makes one call for no bytes: it sends an empty message.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - flags: `MSG_` flags.
  /// - Throws: ``SocketError`` as ``send(_:flags:)-(RawSpan,_)`` does, and with `EAGAIN` if a non-blocking socket has no
  ///   room for more. ``SocketError/bytesSent`` tells how many bytes went out before.
  public func sendAll(_ bytes: RawSpan, flags: MessageFlags = []) throws(SocketError) {
    try sendAll(bytes, flags: flags, as: .caller)
  }

  func sendAll(_ bytes: RawSpan, flags: MessageFlags, as user: User) throws(SocketError) {
    let deadline = timeoutDeadline
    var sent = 0
    do throws(SocketError) {
      repeat {
        let rest = bytes.extracting(droppingFirst: sent)
        let count = try send(rest, flags: flags, as: user, until: deadline)
        guard let count else { throw wouldBlock("send", .writing) }
        sent += count
        if sent < bytes.byteCount, deadline?.isOver == true { throw SocketError("send", .timedOut) }
      } while sent < bytes.byteCount
    } catch {
      throw SocketError("send", error.subject, error.cause, bytesSent: sent)
    }
  }

  /// Sends all bytes, without a copy where they are contiguous, as in `[UInt8]` or `"text".utf8`.
  /// See ``sendAll(_:flags:)-(RawSpan,_)``.
  @inlinable
  public func sendAll(_ bytes: some Sequence<UInt8>, flags: MessageFlags = []) throws(SocketError) {
    try bytes.withSpan { span throws(SocketError) in try sendAll(span, flags: flags) }
  }
}
