extension Socket {
  /// Sends the messages of a batch as UDP datagrams, those together that follow each other to one address with one size:
  /// they take one way through the kernel, which cuts them apart at its end. sendmmsg(2) with `UDP_SEGMENT`; udp(7).
  /// Linux ≥ 4.18.
  ///
  /// What comes to the receivers is what ``sendMessages(_:from:flags:)`` sends. That takes as many ways through the kernel
  /// as there are datagrams, and they cost far more than system calls do.
  ///
  /// ```swift
  /// for frame in frames { try batch.append(frame.bytes, to: viewer) }
  /// try socket.sendDatagrams(batch)
  /// ```
  ///
  /// One system call if all goes well, no copy, no allocation. Up to 64 datagrams go together, the last of which may be
  /// shorter; one with control messages goes alone. Where the kernel does not cut, such as datagrams that do not fit into
  /// the path's MTU, or through IPsec, they go one by one, by a further call.
  ///
  /// - Parameters:
  ///   - batch: The messages, which stay in it.
  ///   - first: The index of the first message to send.
  ///   - flags: `MSG_` flags.
  /// - Returns: How many datagrams went out: fewer than there are only if a non-blocking socket has no room for the next
  ///   ones; `nil` if it has none for the first.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if this is no UDP socket, or if there is no
  ///   message to send; and as ``sendMessages(_:from:flags:)`` does: ``SocketError/messagesSent`` tells how many datagrams
  ///   went out before.
  @discardableResult
  public func sendDatagrams(
    _ batch: MessageBatch, from first: Int = 0, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try checkForSegments()
    return try sendBatch(batch, from: first, flags) { descriptor, range, flags throws(Errno) in
      try batch.memory.sendRuns(descriptor, range, batch.controls, flags)
    }
  }
}
