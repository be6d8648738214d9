extension Socket {
  /// Sends the messages of a batch, each with its address and control messages: one system call if all goes well, no
  /// allocation. sendmmsg(2).
  ///
  /// The kernel stops at the first message that it can't send, and tells the error only when asked to go on from there.
  /// So this does. An error that is gone by then, such as that of an ICMP message about an earlier datagram, is nobody's.
  ///
  /// ```swift
  /// var next = 0
  /// while next < batch.count {
  ///   do {
  ///     next += try socket.sendMessages(batch, from: next) ?? 0
  ///   } catch where error.errno == .messageTooLong {
  ///     next += error.messagesSent + 1  // without the one that is too long
  ///   }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - batch: The messages, which stay in it: those that were appended, or that were received before, to be sent to
  ///     where they came from, control messages included.
  ///   - first: The index of the first message to send.
  ///   - flags: `MSG_` flags. A closed peer is an error without `MSG_NOSIGNAL` too, not a signal.
  /// - Returns: How many messages went out: fewer than there are only if a non-blocking socket has no room for the next
  ///   one; `nil` if it has none for the first.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if there is no message to send, or for a
  ///   stream, which has no messages; with the errno, as ``sendMessage(_:_:control:to:flags:)-(RawSpan,_,_,_,_)`` does;
  ///   with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``. ``SocketError/messagesSent`` tells how many
  ///   messages went out before, and so which one failed.
  @discardableResult
  public func sendMessages(
    _ batch: MessageBatch, from first: Int = 0, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try sendBatch(batch, from: first, flags) { descriptor, range, flags throws(Errno) in
      try batch.memory.send(descriptor, range, batch.controls, flags)
    }
  }

  /// Sends messages of a batch by as many calls of `send` as it takes, each of which returns how many went out.
  @inline(__always)
  func sendBatch(
    _ batch: MessageBatch, from first: Int, _ flags: MessageFlags,
    _ send: (CInt, Range<Int>, MessageFlags) throws(Errno) -> Int
  ) throws(SocketError) -> Int? {
    try checkForBatches("send")
    guard batch.indices.contains(first) else {
      throw SocketError("send", .invalidArgument("no message \(first) in a batch of \(batch.count)"))
    }
    let (deadline, family) = (timeoutDeadline, family)
    var next = first
    do throws(SocketError) {
      repeat {
        let waits = !flags.contains(.MSG_DONTWAIT)
        let count = try call("send", .writing, waits: waits, deadline: deadline) { descriptor throws(Errno) in
          try family.silently(flags) { flags throws(Errno) in try send(descriptor, next..<batch.count, flags) }
        }
        guard let count else { break }
        next += count
      } while next < batch.count
    } catch {
      let subject = batch[next].address.map { "to \($0)" } ?? error.subject
      throw SocketError("send", subject, error.cause, messagesSent: next - first)
    }
    return next > first ? next - first : nil
  }
}
