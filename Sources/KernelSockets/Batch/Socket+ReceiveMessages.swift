extension Socket {
  /// Receives the messages that are there, with senders and control messages: one system call, no allocation.
  /// recvmmsg(2).
  ///
  /// Waits, as the ``mode-swift.property`` says, until there is one message, and takes what else is there by then
  /// (`MSG_WAITFORONE`). An error that the kernel meets behind the first message is thrown by the next call.
  ///
  /// - Parameters:
  ///   - batch: Where the messages go; what it held before is gone. Descriptors are closed on exec.
  ///   - minimum: How many messages to wait for; more than one takes a system call each time that some come. With a
  ///     time-out, there are fewer when time is up.
  ///   - flags: `MSG_` flags. `MSG_TRUNC` asks for the true length of messages that do not fit; `MSG_ERRQUEUE` for what is
  ///     in the error queue, for which no call waits.
  /// - Returns: How many messages came; `nil` if nothing is there and the socket is non-blocking.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for a stream, which has no messages; with the
  ///   errno, with ``SocketError/Cause/timedOut`` if nothing came, or ``SocketError/Cause/closed``. What came before an
  ///   error is in the batch.
  @discardableResult
  public func receiveMessages(
    into batch: MessageBatch, atLeast minimum: Int = 1, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    batch.removeAll()
    try checkForBatches("receive")
    let waits = flags.isDisjoint(with: [.MSG_DONTWAIT, .MSG_ERRQUEUE])
    var flags = flags.union(.MSG_WAITFORONE)
    // Only unix sockets pass descriptors.
    if family == .unix { flags.insert(.MSG_CMSG_CLOEXEC) }
    let deadline = minimum > 1 ? timeoutDeadline : nil
    do throws(SocketError) {
      repeat {
        let count = try call("receive", .reading, waits: waits, deadline: deadline) { descriptor throws(Errno) in
          try batch.memory.receive(descriptor, batch.count..<batch.capacity, batch.controls, flags)
        }
        guard let count else { break }
        batch.count += count
        // Messages without bytes may be what a call gets that another thread's close() wakes up.
        if batch.last?.messageLength == 0, isClosed { throw SocketError("receive", .closed) }
      } while batch.count < min(minimum, batch.capacity)
    } catch {
      guard error.cause == .timedOut, batch.count > 0 else { throw error }
    }
    return batch.count > 0 ? batch.count : nil
  }

  /// A stream has no messages: the end of one would be as many empty ones as there is room for, and a part of one that
  /// was sent would be followed by the next.
  func checkForBatches(_ operation: String) throws(SocketError) {
    guard type != .stream else {
      throw SocketError(operation, .invalidArgument("batches are of messages, and a stream has none"))
    }
  }
}
