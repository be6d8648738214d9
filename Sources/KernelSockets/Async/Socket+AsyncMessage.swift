extension Socket {
  /// Receives a message with its control messages: one system call and no suspension if it is there already.
  ///
  /// recvmsg(2); Python: `socket.recvmsg_into`, which asyncio lacks.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go, from its start.
  ///   - control: Where the control messages go; what it held before is gone. Descriptors in it are closed on exec.
  ///   - flags: `MSG_` flags. `MSG_TRUNC` asks for the true length of a message that does not fit.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The message's counts, flags and sender's address. `nil` if nothing is there and the flags say
  ///   `MSG_DONTWAIT` or `MSG_ERRQUEUE`.
  /// - Throws: As ``receive(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)`` does.
  @inlinable
  public func receiveMessage(
    into buffer: inout MutableRawSpan, control: ControlBuffer? = nil, flags: MessageFlags = [],
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Message? {
    try await receiveMessage(into: &buffer, control, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receiveMessage(
    into buffer: inout MutableRawSpan, _ control: ControlBuffer?, _ flags: MessageFlags, _ limit: TimeLimit
  ) async throws -> Message? {
    try await awaiting("receive", .reading, flags, limit) { flags throws(SocketError) in
      try receiveMessage(into: &buffer, control: control, flags: flags)
    }
  }

  /// Receives a message into two buffers, such as a header's and a body's: the second gets what is left when the first
  /// is full. See ``receiveMessage(into:control:flags:timeout:until:)-(MutableRawSpan,_,_,_,_)``.
  @inlinable
  public func receiveMessage(
    into first: inout MutableRawSpan, and second: inout MutableRawSpan, control: ControlBuffer? = nil,
    flags: MessageFlags = [], timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Message? {
    try await receiveMessage(into: &first, and: &second, control, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receiveMessage(
    into first: inout MutableRawSpan, and second: inout MutableRawSpan, _ control: ControlBuffer?,
    _ flags: MessageFlags, _ limit: TimeLimit
  ) async throws -> Message? {
    try await awaiting("receive", .reading, flags, limit) { flags throws(SocketError) in
      try receiveMessage(into: &first, and: &second, control: control, flags: flags)
    }
  }

  /// Receives a message over the bytes of any number of arrays, one after the other, whose counts do not change.
  /// See ``receiveMessage(into:control:flags:timeout:until:)-(MutableRawSpan,_,_,_,_)``.
  @inlinable
  public func receiveMessage(
    into buffers: inout [[UInt8]], control: ControlBuffer? = nil, flags: MessageFlags = [],
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Message? {
    try await receiveMessage(into: &buffers, control, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receiveMessage(
    into buffers: inout [[UInt8]], _ control: ControlBuffer?, _ flags: MessageFlags, _ limit: TimeLimit
  ) async throws -> Message? {
    try await awaiting("receive", .reading, flags, limit) { flags throws(SocketError) in
      try receiveMessage(into: &buffers, control: control, flags: flags)
    }
  }

  /// Receives a message over the bytes of an array, whose count does not change.
  /// See ``receiveMessage(into:control:flags:timeout:until:)-(MutableRawSpan,_,_,_,_)``.
  @inlinable
  public func receiveMessage(
    into buffer: inout [UInt8], control: ControlBuffer? = nil, flags: MessageFlags = [],
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Message? {
    try await receiveMessage(into: &buffer, control, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receiveMessage(
    into buffer: inout [UInt8], _ control: ControlBuffer?, _ flags: MessageFlags, _ limit: TimeLimit
  ) async throws -> Message? {
    try await awaiting("receive", .reading, flags, limit) { flags throws(SocketError) in
      try receiveMessage(into: &buffer, control: control, flags: flags)
    }
  }

  /// Receives a message into a new array. recvmsg(2); Python: `socket.recvmsg`, which asyncio lacks.
  ///
  /// - Parameters:
  ///   - count: The most bytes to receive. What is left of a longer message is lost, and the flags say so.
  ///   - control: Where the control messages go.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The bytes, and what else is known of the message. `nil` if nothing is there and the flags say
  ///   `MSG_DONTWAIT` or `MSG_ERRQUEUE`.
  /// - Precondition: `count` is not negative.
  /// - Throws: As ``receive(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)`` does.
  @inlinable
  public func receiveMessage(
    upTo count: Int, control: ControlBuffer? = nil, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> (bytes: [UInt8], message: Message)? {
    try await receiveMessage(upTo: count, control, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receiveMessage(
    upTo count: Int, _ control: ControlBuffer?, _ flags: MessageFlags, _ limit: TimeLimit
  ) async throws -> (bytes: [UInt8], message: Message)? {
    try await awaiting("receive", .reading, flags, limit) { flags throws(SocketError) in
      try receiveMessageIfReady(upTo: count, control: control, flags: flags)
    }
  }

  /// Receives a message into a buffer of the caller's, and tells its sender. recvmsg(2); Python: `loop.sock_recvfrom_into`.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go, from its start.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The message's counts and its sender's address. `nil` if nothing is there and the flags say
  ///   `MSG_DONTWAIT`.
  /// - Throws: As ``receive(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)`` does.
  @inlinable
  public func receiveFrom(
    into buffer: inout MutableRawSpan, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Message? {
    try await receiveMessage(into: &buffer, nil, flags, TimeLimit(timeout, deadline))
  }

  /// Receives a message over the bytes of an array, whose count does not change.
  /// See ``receiveFrom(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)``.
  @inlinable
  public func receiveFrom(
    into buffer: inout [UInt8], flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Message? {
    try await receiveMessage(into: &buffer, nil, flags, TimeLimit(timeout, deadline))
  }

  /// Receives a message into a new array, and tells its sender. recvmsg(2); Python: `loop.sock_recvfrom`.
  ///
  /// - Parameters:
  ///   - count: The most bytes to receive. What is left of a longer message is lost; see
  ///     ``receiveFrom(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)`` to learn of it.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The message, and its sender's address if there is one. `nil` if nothing is there and the flags say
  ///   `MSG_DONTWAIT`.
  /// - Throws: As ``receive(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)`` does.
  @inlinable
  public func receiveFrom(
    upTo count: Int, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> (bytes: [UInt8], address: SocketAddress?)? {
    let flags = flags.subtracting(.MSG_TRUNC)
    let arrival = try await receiveMessage(upTo: count, nil, flags, TimeLimit(timeout, deadline))
    return arrival.map { bytes, message in (bytes, message.address) }
  }

  /// Receives a message into a new array; `nil` if nothing is there.
  private func receiveMessageIfReady(
    upTo count: Int, control: ControlBuffer?, flags: MessageFlags
  ) throws(SocketError) -> (bytes: [UInt8], message: Message)? {
    // On a stream, MSG_TRUNC would mean to drop the bytes.
    let flags = type == .stream ? flags.subtracting(.MSG_TRUNC) : flags
    var message = Message()
    var isReady = false
    let bytes = try [UInt8](capacity: count) { buffer throws(SocketError) in
      isReady = try receive(&message, into: &buffer, control, flags)
      return isReady ? message.byteCount : 0
    }
    return isReady ? (bytes, message) : nil
  }
}
