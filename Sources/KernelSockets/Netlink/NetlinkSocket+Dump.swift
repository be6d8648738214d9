extension NetlinkSocket {
  /// Asks the kernel for all objects of a kind.
  ///
  /// If there were changes meanwhile, so that some objects might be missing, the kernel is asked again.
  ///
  /// - Parameter message: Which kind, such as `NetlinkMessage(Linux.RTM_GETADDR, body: Linux.ifaddrmsg())`.
  ///   `NLM_F_REQUEST` and `NLM_F_DUMP` are added.
  /// - Returns: A message for each object.
  /// - Throws: ``SocketError`` as ``request(_:)`` does, and with `EINTR` if things never stood still.
  public func dump(_ message: NetlinkMessage) throws(SocketError) -> [NetlinkMessage] {
    var attempts = 16
    while true {
      var objects: [NetlinkMessage] = []
      let flaw = try ask(message, adding: Linux.NLM_F_DUMP) { header in
        // Most dumps have several; growing one by one would cost more than the room.
        if objects.isEmpty { objects.reserveCapacity(8) }
        objects.append(arrived.take(header))
      }
      guard let flaw else { return objects }
      attempts -= 1
      if attempts == 0 { throw flaw }
    }
  }

  /// Asks the kernel for all objects of a kind, and hands each to `body` as it comes, without a copy: for tables of which
  /// little is needed, or which are too large to be kept.
  ///
  /// ```swift
  /// var defaults = 0
  /// try route.dump(NetlinkMessage(Linux.RTM_GETROUTE, body: Linux.rtmsg())) { route in
  ///   if route.body(as: Linux.rtmsg.self).rtm_dst_len == 0 { defaults += 1 }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - message: Which kind. `NLM_F_REQUEST` and `NLM_F_DUMP` are added.
  ///   - body: Gets a message for each object. It lies in the memory that the next ones come into; if it is kept, the
  ///     socket takes other memory for these, of 64 KiB or more. Meanwhile the socket can't be asked anything else, nor
  ///     receive: it throws `EBUSY` then.
  /// - Throws: ``SocketError`` as ``request(_:)`` does, and, after `body` got all that came, with `EINTR` if there were
  ///   changes meanwhile, and with `EMSGSIZE` if a message was too long for the buffer, which has room for it from then
  ///   on. Some objects may be missing then: ask again, and begin anew.
  public func dump(
    _ message: NetlinkMessage, forEach body: (NetlinkMessage) -> Void
  ) throws(SocketError) {
    let flaw = try ask(message, adding: Linux.NLM_F_DUMP) { header in
      isDumpRead = true
      defer { isDumpRead = false }
      body(arrived.lend(header))
    }
    if let flaw { throw flaw }
  }

  /// What is read while a dump is handed out would be lacking there.
  func checkNoDumpIsRead(_ operation: String) throws(SocketError) {
    guard isDumpRead else { return }
    throw SocketError(operation, .refused(.resourceBusy, reason: "a dump is being read; use another socket"))
  }
}
