extension Socket {
  /// Receives bytes into a buffer of the caller's: one system call and no suspension if they are there already.
  /// recv(2); Python: `loop.sock_recv_into`.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go, from its start.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: How many bytes came: what is there, or one message. Zero at the end of a stream. `nil` if nothing is there
  ///   and the flags say `MSG_DONTWAIT`.
  /// - Throws: `CancellationError` if the task is cancelled; nothing is lost then. ``SocketError`` with the errno, such as
  ///   `ECONNRESET`, with ``SocketError/Cause/timedOut``, ``SocketError/Cause/negativeTimeout`` or
  ///   ``SocketError/Cause/closed``.
  @inlinable
  public func receive(
    into buffer: inout MutableRawSpan, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    try await receive(into: &buffer, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receive(
    into buffer: inout MutableRawSpan, _ flags: MessageFlags, _ limit: TimeLimit
  ) async throws -> Int? {
    try await awaiting("receive", .reading, flags, limit) { flags throws(SocketError) in
      try receive(into: &buffer, flags: flags, as: .caller)
    }
  }

  /// Receives bytes into a span of the caller's. See ``receive(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)``.
  @inlinable
  public func receive(
    into buffer: inout MutableSpan<UInt8>, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    var bytes = unsafe buffer.mutableBytes
    return try await receive(into: &bytes, flags, TimeLimit(timeout, deadline))
  }

  /// Receives bytes over those of an array, whose count does not change.
  /// See ``receive(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)``.
  @inlinable
  public func receive(
    into buffer: inout [UInt8], flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int? {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    return try await receive(into: &bytes, flags, TimeLimit(timeout, deadline))
  }

  /// Receives bytes into a new array. recv(2); Python: `loop.sock_recv`.
  ///
  /// - Parameters:
  ///   - count: The most bytes to receive. What is left of a longer message is lost.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: What is there, or one message. Empty at the end of a stream. `nil` if nothing is there and the flags say
  ///   `MSG_DONTWAIT`.
  /// - Precondition: `count` is not negative.
  /// - Throws: As ``receive(into:flags:timeout:until:)-(MutableRawSpan,_,_,_)`` does.
  @inlinable
  public func receive(
    upTo count: Int, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [UInt8]? {
    try await receive(upTo: count, flags, TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receive(upTo count: Int, _ flags: MessageFlags, _ limit: TimeLimit) async throws -> [UInt8]? {
    try await awaiting("receive", .reading, flags, limit) { flags throws(SocketError) in
      try receiveIfReady(upTo: count, flags: flags)
    }
  }
}
