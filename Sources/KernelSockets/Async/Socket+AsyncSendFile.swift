extension Socket {
  /// Sends a file's bytes to the peer, up to the file's end, within one time. The kernel moves them: sendfile(2);
  /// Python: `loop.sock_sendfile`.
  ///
  /// The task is suspended while the socket has no room. The file itself is read in the calling thread, as the kernel
  /// does it: what is not in memory yet comes from the disk meanwhile. The file's position ends behind the last byte
  /// that was sent, also when this fails.
  ///
  /// - Parameters:
  ///   - file: A descriptor of a regular file that can be read. (Others could make the thread wait: await those, and send
  ///     what was read.)
  ///   - offset: Where to begin, in bytes; `nil` for the file's position.
  ///   - count: The most bytes to send; `nil` for all up to the file's end.
  ///   - timeout: How long all may take; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: How many bytes went out: fewer than `count` only at the file's end.
  /// - Throws: `CancellationError` if the task is cancelled. ``SocketError`` with the errno, such as `EPIPE`; with
  ///   ``SocketError/Cause/invalidArgument(_:)`` for negative numbers, another kind of file, or a socket that is no
  ///   stream; with ``SocketError/Cause/blockingMode``, ``SocketError/Cause/timedOut``,
  ///   ``SocketError/Cause/negativeTimeout`` or ``SocketError/Cause/closed``. ``SocketError/bytesSent`` tells how many
  ///   bytes went out before.
  @discardableResult
  public func sendFile(
    _ file: FileDescriptor, from offset: Int64? = nil, count: Int? = nil, timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> Int {
    var transfer = try FileTransfer(of: file, from: offset, count, to: type)
    try requireNoBlocking("sendfile")
    let limit = try whole("sendfile", TimeLimit(timeout, deadline))
    guard try isRegular(file) else {
      throw SocketError("sendfile", .invalidArgument("only regular files can be sent without blocking the thread"))
    }
    defer { transfer.leavePosition() }
    do {
      var isAtEnd = false
      while transfer.left > 0, !isAtEnd {
        let left = transfer.left
        isAtEnd =
          try await 0
          == awaiting("sendfile", .writing, limit) { () throws(SocketError) in
            try withoutPipeSignal(isWhole: { $0 == nil || $0 == left }) { () throws(SocketError) in
              try call("sendfile", .writing, waits: false) { descriptor throws(Errno) in
                try transfer.move(to: descriptor)
              }
            }
          }
      }
    } catch let error as SocketError {
      throw SocketError("sendfile", error.subject, error.cause, bytesSent: transfer.sent)
    }
    return transfer.sent
  }

  private func isRegular(_ file: FileDescriptor) throws(SocketError) -> Bool {
    do {
      return try systemIsRegularFile(file.rawValue)
    } catch {
      throw SocketError("sendfile", .errno(error))
    }
  }
}
