extension Socket {
  /// Receives bytes into a buffer of the caller's: one system call, no allocation. recv(2); Python: `socket.recv_into`.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go, from its start.
  ///   - flags: `MSG_` flags. With `MSG_TRUNC`, the count for a message that is longer than the buffer is the message's.
  /// - Returns: How many bytes came: what is there, or one message. Zero at the end of a stream. `nil` if nothing is
  ///   there and the socket is non-blocking.
  /// - Throws: ``SocketError`` with the errno, such as `ECONNRESET`, with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``.
  public func receive(
    into buffer: inout MutableRawSpan, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try receive(into: &buffer, flags: flags, as: .caller)
  }

  @inline(__always)
  func receive(into buffer: inout MutableRawSpan, flags: MessageFlags, as user: User) throws(SocketError) -> Int? {
    let waits = !flags.contains(.MSG_DONTWAIT)
    let epoch = epochOfEmptying(flags)
    let count = try call("receive", .reading, as: user, waits: waits) { descriptor throws(Errno) in
      try systemReceive(descriptor, &buffer, flags)
    }
    // The end of the stream may be that of this socket.
    if count == 0, isClosed(for: user) { throw SocketError("receive", .closed) }
    if let epoch, let count, count > 0, count < buffer.byteCount { awaited.watch.look { $0.noteEmptied(in: epoch) } }
    return count
  }

  /// Receives bytes into a span of the caller's. See ``receive(into:flags:)-(MutableRawSpan,_)``.
  public func receive(
    into buffer: inout MutableSpan<UInt8>, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    var bytes = unsafe buffer.mutableBytes
    return try receive(into: &bytes, flags: flags, as: .caller)
  }

  /// Receives bytes over those of an array, whose count does not change. See
  /// ``receive(into:flags:)-(MutableRawSpan,_)``.
  public func receive(into buffer: inout [UInt8], flags: MessageFlags = []) throws(SocketError) -> Int? {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    return try receive(into: &bytes, flags: flags, as: .caller)
  }

  /// Receives bytes into a new array. recv(2); Python: `socket.recv`.
  ///
  /// - Parameters:
  ///   - count: The most bytes to receive. What is left of a longer message is lost.
  ///   - flags: `MSG_` flags.
  /// - Returns: What is there, or one message. Empty at the end of a stream.
  /// - Precondition: `count` is not negative.
  /// - Throws: ``SocketError`` as ``receive(into:flags:)-(MutableRawSpan,_)`` does, and with `EAGAIN` if nothing is there
  ///   and the socket is non-blocking.
  public func receive(upTo count: Int, flags: MessageFlags = []) throws(SocketError) -> [UInt8] {
    guard let bytes = try receiveIfReady(upTo: count, flags: flags) else { throw wouldBlock("receive", .reading) }
    return bytes
  }

  /// Receives bytes into a new array; `nil` if nothing is there and the call may not wait.
  @inline(__always)
  func receiveIfReady(upTo count: Int, flags: MessageFlags) throws(SocketError) -> [UInt8]? {
    // For a stream, MSG_TRUNC means to drop the bytes: a count comes back, but nothing is written.
    let flags = type == .stream ? flags : flags.subtracting(.MSG_TRUNC)
    var isReady = true
    let bytes = try [UInt8](capacity: count) { buffer throws(SocketError) in
      if flags.contains(.MSG_TRUNC) { buffer.zero(count: buffer.byteCount) }
      let count = try receive(into: &buffer, flags: flags, as: .caller)
      isReady = count != nil
      return count ?? 0
    }
    return isReady ? bytes : nil
  }
}
