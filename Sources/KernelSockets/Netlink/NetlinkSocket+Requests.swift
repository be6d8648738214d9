extension NetlinkSocket {
  /// Asks the kernel to do something, and waits until it is done.
  ///
  /// - Parameter message: What to do. `NLM_F_REQUEST` and `NLM_F_ACK` are added.
  /// - Returns: What the kernel answered besides its acknowledgement: the object that was asked for, if any.
  /// - Throws: ``SocketError`` with the errno that the kernel answered, and its reason if it gave one; or as
  ///   ``receive()`` does. Where the socket's mode did not allow to wait for the answer, what was asked for may be done
  ///   all the same.
  @discardableResult
  public func request(_ message: NetlinkMessage) throws(SocketError) -> [NetlinkMessage] {
    try answers(to: message, adding: Linux.NLM_F_REQUEST | Linux.NLM_F_ACK).messages
  }

  /// Asks the kernel for all objects of a kind.
  ///
  /// If there were changes meanwhile, so that some objects might be missing, the kernel is asked again.
  ///
  /// - Parameter message: Which kind, such as `NetlinkMessage(Linux.RTM_GETADDR, body: Linux.ifaddrmsg())`.
  ///   `NLM_F_REQUEST` and `NLM_F_DUMP` are added.
  /// - Returns: A message for each object.
  /// - Throws: ``SocketError`` as ``request(_:)`` does, and with `EINTR` if things never stood still.
  public func dump(_ message: NetlinkMessage) throws(SocketError) -> [NetlinkMessage] {
    for _ in 0..<Self.dumpAttempts {
      do {
        let answer = try answers(to: message, adding: Linux.NLM_F_REQUEST | Linux.NLM_F_DUMP)
        if answer.isConsistent { return answer.messages }
      } catch  where error.errno == .messageTooLong {
        // There is room for it now.
      }
    }
    throw SocketError("dump", "of type \(message.type)", .errno(.interrupted))
  }

  private static let dumpAttempts = 16

  /// Sends a request, and collects what is answered up to the acknowledgement or the end of the dump.
  private func answers(
    to request: NetlinkMessage, adding flags: Int32
  ) throws(SocketError) -> (messages: [NetlinkMessage], isConsistent: Bool) {
    let number = try send(request, adding: flags)
    var answers: [NetlinkMessage] = []
    var isConsistent = true
    while true {
      guard let header = try nextHeader() else { throw socket.wouldBlock("receive", .reading) }
      let isOwn = header.nlmsg_pid == portID || header.nlmsg_pid == 0 && header.nlmsg_seq == number
      guard isAnswer, isOwn else {
        kept.append(arrived.take(header))
        continue
      }
      // Else it answers a request that was given up.
      guard header.nlmsg_seq == number else {
        arrived.skip(header)
        continue
      }
      if Int32(header.nlmsg_flags) & Linux.NLM_F_DUMP_INTR != 0 { isConsistent = false }
      switch Int32(header.nlmsg_type) {
      case Linux.NLMSG_ERROR, Linux.NLMSG_DONE:
        try finish(header, of: request)
        return (answers, isConsistent)
      case Linux.NLMSG_NOOP:
        arrived.skip(header)
      default:
        // Most dumps have several; growing one by one would cost more than the room.
        if answers.isEmpty { answers.reserveCapacity(8) }
        answers.append(arrived.take(header))
      }
    }
  }

  /// Reads the end of an answer, of which nothing is copied if all went well.
  private func finish(_ header: Linux.nlmsghdr, of request: NetlinkMessage) throws(SocketError) {
    guard arrived.errorCode != 0 else { return arrived.skip(header) }
    guard let cause = arrived.take(header).refusal else { return }
    throw SocketError("request", "of type \(request.type)", cause)
  }
}
