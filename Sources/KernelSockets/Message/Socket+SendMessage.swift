extension Socket {
  /// Sends one message made of two pieces, such as a header and a body, with control messages beside it: one system
  /// call, no copy, no allocation. sendmsg(2); Python: `socket.sendmsg`.
  ///
  /// ```swift
  /// try socket.sendMessage(header.span.bytes, body.span.bytes)
  /// ```
  ///
  /// - Parameters:
  ///   - first: The bytes, or their beginning.
  ///   - second: What follows.
  ///   - control: The control messages; what they are for stays the caller's, descriptors among them.
  ///   - address: Where to; `nil` for the peer of a connected socket.
  ///   - flags: `MSG_` flags. A closed peer is an error without `MSG_NOSIGNAL` too, not a signal.
  /// - Returns: How many bytes went out; `nil` if a non-blocking socket has no room now.
  /// - Throws: ``SocketError`` with the errno: `EMSGSIZE` for a message that is too long, `EINVAL` for control messages
  ///   that the family does not take, `ENOBUFS` for more of them than `net.core.optmem_max`; with
  ///   ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  @discardableResult
  public func sendMessage(
    _ first: RawSpan, _ second: RawSpan = RawSpan(), control: ControlBuffer? = nil, to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try sendMessage(to: address, flags) { descriptor, flags throws(Errno) in
      try systemSendMessage(descriptor, first, second, to: address, control, flags)
    }
  }

  /// Sends one message, without a copy where its bytes are contiguous.
  /// See ``sendMessage(_:_:control:to:flags:)-(RawSpan,_,_,_,_)``.
  @inlinable
  @discardableResult
  public func sendMessage(
    _ bytes: some Sequence<UInt8>, control: ControlBuffer? = nil, to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try bytes.withSpan { span throws(SocketError) in
      try sendMessage(span, control: control, to: address, flags: flags)
    }
  }

  /// Sends one message made of any number of pieces, without a copy.
  /// See ``sendMessage(_:_:control:to:flags:)-(RawSpan,_,_,_,_)``.
  ///
  /// - Parameters:
  ///   - pieces: The pieces, none of them or empty ones allowed. The kernel takes 1024 at most, else the error is
  ///     `EMSGSIZE`.
  ///   - control: The control messages.
  ///   - address: Where to; `nil` for the peer of a connected socket.
  ///   - flags: `MSG_` flags.
  @discardableResult
  public func sendMessage(
    _ pieces: [[UInt8]], control: ControlBuffer? = nil, to address: SocketAddress? = nil, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try sendMessage(to: address, flags) { descriptor, flags throws(Errno) in
      try systemSendMessage(descriptor, pieces, to: address, control, flags)
    }
  }

  /// Sends one message by a call of `body`.
  @inline(__always)
  func sendMessage(
    to address: SocketAddress?, _ flags: MessageFlags, _ body: (CInt, MessageFlags) throws(Errno) -> Int
  ) throws(SocketError) -> Int? {
    let family = family
    do {
      return try call("send", .writing, waits: !flags.contains(.MSG_DONTWAIT)) { descriptor throws(Errno) in
        try family.silently(flags) { flags throws(Errno) in try body(descriptor, flags) }
      }
    } catch {
      guard let address else { throw error }
      throw SocketError("send", "to \(address)", error.cause)
    }
  }
}
