extension Socket {
  /// Sends bytes to the peer: as many as there is room for, at least one. One system call and no suspension if there is
  /// room already. send(2).
  ///
  /// - Parameters:
  ///   - bytes: The bytes, or one message.
  ///   - flags: `MSG_` flags. A closed peer is an error without `MSG_NOSIGNAL` too, not a signal.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: How many bytes went out; `nil` if there is no room and the flags say `MSG_DONTWAIT`.
  /// - Throws: `CancellationError` if the task is cancelled; nothing went out then. ``SocketError`` with the errno, such as
  ///   `EPIPE`, with ``SocketError/Cause/timedOut``, ``SocketError/Cause/negativeTimeout`` or
  ///   ``SocketError/Cause/closed``.
  @inlinable
  public func send(
    _ bytes: RawSpan, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    try await send(bytes, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func send(_ bytes: RawSpan, _ flags: MessageFlags, _ limit: TimeLimit) async throws -> Int? {
    try await awaitingRoom(flags, limit) { flags throws(SocketError) in
      try send(bytes, flags: flags, as: .caller)
    }
  }

  /// Sends bytes to the peer, an array without a copy. See ``send(_:flags:timeout:until:)-(RawSpan,_,_,_)``.
  @inlinable
  public func send(
    _ bytes: some Sequence<UInt8>, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    let bytes = [UInt8](bytes)
    return try await send(unsafe bytes.span.bytes, flags, TimeLimit(timeout, deadline))
  }

  /// Sends a part of an array to the peer, without a copy. See ``send(_:flags:timeout:until:)-(RawSpan,_,_,_)``.
  @inlinable
  public func send(
    _ bytes: ArraySlice<UInt8>, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    try await send(unsafe bytes.span.bytes, flags, TimeLimit(timeout, deadline))
  }

  /// Sends a message to an address. sendto(2); Python: `loop.sock_sendto`.
  ///
  /// - Parameters:
  ///   - bytes: The message.
  ///   - address: Where to, of the socket's family.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: How many bytes went out; `nil` if there is no room and the flags say `MSG_DONTWAIT`.
  /// - Throws: As ``send(_:flags:timeout:until:)-(RawSpan,_,_,_)`` does, such as `EMSGSIZE`.
  @discardableResult
  @inlinable
  public func send(
    _ bytes: RawSpan, to address: SocketAddress, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    try await send(bytes, to: address, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func send(
    _ bytes: RawSpan, to address: SocketAddress, _ flags: MessageFlags, _ limit: TimeLimit
  ) async throws -> Int? {
    try await awaitingRoom(flags, limit, isAddressed: true) { flags throws(SocketError) in
      try send(bytes, to: address, flags: flags)
    }
  }

  /// Sends a message to an address, an array without a copy. See ``send(_:to:flags:timeout:until:)-(RawSpan,_,_,_,_)``.
  @discardableResult
  @inlinable
  public func send(
    _ bytes: some Sequence<UInt8>, to address: SocketAddress, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    let bytes = [UInt8](bytes)
    return try await send(unsafe bytes.span.bytes, to: address, flags, TimeLimit(timeout, deadline))
  }

  /// Sends all bytes, in as many calls as it takes, within one time. Python: `loop.sock_sendall`.
  ///
  /// Tasks that do this on one socket at the same time mix their bytes. Makes one call for no bytes: it sends an empty
  /// message.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long all may take; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Throws: As ``send(_:flags:timeout:until:)-(RawSpan,_,_,_)`` does; ``SocketError/bytesSent`` tells how many bytes
  ///   went out before. If the task is cancelled, `CancellationError`: how many went out before is not known then.
  @inlinable
  public func sendAll(
    _ bytes: RawSpan, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws {
    try await sendAll(bytes, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func sendAll(_ bytes: RawSpan, _ flags: MessageFlags, _ limit: TimeLimit) async throws {
    let limit = try whole("send", limit)
    var sent = 0
    do {
      repeat {
        let rest = bytes.extracting(droppingFirst: sent)
        let count = try await awaitingRoom(flags, limit) { flags throws(SocketError) in
          try send(rest, flags: flags, as: .caller)
        }
        guard let count else { throw wouldBlock("send", .writing) }
        sent += count
      } while sent < bytes.byteCount
    } catch let error as SocketError {
      throw SocketError("send", error.subject, error.cause, bytesSent: sent)
    }
  }

  /// Sends all bytes, of an array without a copy. See ``sendAll(_:flags:timeout:until:)-(RawSpan,_,_,_)``.
  @inlinable
  public func sendAll(
    _ bytes: some Sequence<UInt8>, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws {
    let bytes = [UInt8](bytes)
    try await sendAll(unsafe bytes.span.bytes, flags, TimeLimit(timeout, deadline))
  }

  /// Sends all bytes of a part of an array, without a copy. See ``sendAll(_:flags:timeout:until:)-(RawSpan,_,_,_)``.
  @inlinable
  public func sendAll(
    _ bytes: ArraySlice<UInt8>, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws {
    try await sendAll(unsafe bytes.span.bytes, flags, TimeLimit(timeout, deadline))
  }

  /// Sends one message made of two pieces, such as a header and a body, with control messages beside it: one system
  /// call, no copy, no suspension if there is room already. sendmsg(2); Python: `socket.sendmsg`, which asyncio lacks.
  ///
  /// - Parameters:
  ///   - first: The bytes, or their beginning.
  ///   - second: What follows.
  ///   - control: The control messages; what they are for stays the caller's, descriptors among them.
  ///   - address: Where to; `nil` for the peer of a connected socket.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: How many bytes went out; `nil` if there is no room and the flags say `MSG_DONTWAIT`.
  /// - Throws: As ``send(_:flags:timeout:until:)-(RawSpan,_,_,_)`` does; `EINVAL` for control messages that the family does
  ///   not take.
  @discardableResult
  @inlinable
  public func sendMessage(
    _ first: RawSpan, _ second: RawSpan = RawSpan(), control: ControlBuffer? = nil, to address: SocketAddress? = nil,
    flags: MessageFlags = [], timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    try await sendMessage(first, second, control, to: address, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func sendMessage(
    _ first: RawSpan, _ second: RawSpan, _ control: ControlBuffer?, to address: SocketAddress?, _ flags: MessageFlags,
    _ limit: TimeLimit
  ) async throws -> Int? {
    try await awaitingRoom(flags, limit, isAddressed: address != nil) { flags throws(SocketError) in
      try sendMessage(first, second, control: control, to: address, flags: flags)
    }
  }

  /// Sends one message, an array without a copy.
  /// See ``sendMessage(_:_:control:to:flags:timeout:until:)-(RawSpan,_,_,_,_,_,_)``.
  @discardableResult
  @inlinable
  public func sendMessage(
    _ bytes: some Sequence<UInt8>, control: ControlBuffer? = nil, to address: SocketAddress? = nil,
    flags: MessageFlags = [], timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    let bytes = [UInt8](bytes)
    return try await sendMessage(
      unsafe bytes.span.bytes, RawSpan(), control, to: address, flags, TimeLimit(timeout, deadline))
  }

  /// Sends one message made of any number of pieces, without a copy.
  /// See ``sendMessage(_:_:control:to:flags:timeout:until:)-(RawSpan,_,_,_,_,_,_)``.
  @discardableResult
  @inlinable
  public func sendMessage(
    _ pieces: [[UInt8]], control: ControlBuffer? = nil, to address: SocketAddress? = nil, flags: MessageFlags = [],
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    try await sendMessage(pieces, control, to: address, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func sendMessage(
    _ pieces: [[UInt8]], _ control: ControlBuffer?, to address: SocketAddress?, _ flags: MessageFlags,
    _ limit: TimeLimit
  ) async throws -> Int? {
    try await awaitingRoom(flags, limit, isAddressed: address != nil) { flags throws(SocketError) in
      try sendMessage(pieces, control: control, to: address, flags: flags)
    }
  }

  /// Sends, and waits for room unless the flags say `MSG_DONTWAIT`.
  @inline(__always)
  func awaitingRoom(
    _ flags: MessageFlags, _ limit: TimeLimit, isAddressed: Bool = false,
    _ attempt: (MessageFlags) throws(SocketError) -> Int?
  ) async throws -> Int? {
    // The kernel does not tell when the queue of another unix socket has room, except to the one that is connected to it.
    let retries = isAddressed && family == .unix
    return try await awaiting("send", .writing, flags, limit, retries: retries, attempt)
  }

  /// The limit of a call that is made of several, which begins now.
  func whole(_ operation: String, _ limit: TimeLimit) throws(SocketError) -> TimeLimit {
    try limit.check(operation)
    return limit.fixed(fallback: fallbackTime)
  }
}
