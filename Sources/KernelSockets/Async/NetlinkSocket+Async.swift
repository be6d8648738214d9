extension NetlinkSocket {
  /// The next message: what a group was told, or what another socket sent. No suspension if one is there already.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait at most; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The message.
  /// - Throws: `CancellationError` if the task is cancelled; nothing is lost then. ``SocketError`` with the errno: `ENOBUFS`
  ///   if messages were lost because nobody read them in time, after which only a new ``dump(_:)`` tells how things are;
  ///   `EMSGSIZE` if a message was too long for the buffer, which has room for it from then on. With
  ///   ``SocketError/Cause/timedOut``, ``SocketError/Cause/negativeTimeout`` or ``SocketError/Cause/closed``.
  @inlinable
  public func receive(
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) async throws -> NetlinkMessage {
    try await receive(TimeLimit(timeout, deadline))
  }

  @usableFromInline
  func receive(_ limit: TimeLimit) async throws -> NetlinkMessage {
    if let message = kept.popFirst() { return message }
    return try await socket.awaiting("receive", .reading, limit) { () throws(SocketError) in
      try nextArrival(flags: .MSG_DONTWAIT)
    }
  }

  /// The messages that arrive, one after the other: what the groups are told that this socket joined.
  ///
  /// ```swift
  /// let route = try NetlinkSocket()
  /// try route.join(Linux.RTNLGRP_LINK)
  /// for try await event in route.messages() where event.type == Linux.RTM_NEWLINK {
  ///   print(event.attributes(after: Linux.ifinfomsg.self)[Linux.IFLA_IFNAME]?.text ?? "")
  /// }
  /// ```
  ///
  /// What is not asked for waits in the kernel, up to ``SocketOption/SO_RCVBUF``; then messages are lost, and the loop
  /// ends with `ENOBUFS`. A new one goes on with what comes next.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait for each; `nil` for as long as the socket's mode says.
  ///   - deadline: When to give up, if that comes first.
  public func messages(
    timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<NetlinkMessage> {
    let limit = TimeLimit(timeout, deadline)
    return Arrivals("receive") { try await self.receive(limit) }
  }
}
