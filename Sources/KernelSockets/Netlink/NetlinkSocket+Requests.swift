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
    var answers: [NetlinkMessage] = []
    let flaw = try ask(message, adding: Linux.NLM_F_ACK) { header in answers.append(arrived.take(header)) }
    if let flaw { throw flaw }
    return answers
  }

  /// Sends a request, and reads what is answered up to the acknowledgement or the end of the dump.
  ///
  /// - Parameter body: Takes a message of the answer, whose header it gets.
  /// - Returns: Why the answer is not whole, if it may be when the kernel is asked again.
  func ask(
    _ request: NetlinkMessage, adding flags: Int32, _ body: (Linux.nlmsghdr) -> Void
  ) throws(SocketError) -> SocketError? {
    try checkNoDumpIsRead("request")
    let number = try send(request, adding: Linux.NLM_F_REQUEST | flags)
    var isConsistent = true
    do throws(SocketError) {
      while true {
        guard let header = try nextAnswer(to: number) else { throw socket.wouldBlock("receive", .reading) }
        if Int32(header.nlmsg_flags) & Linux.NLM_F_DUMP_INTR != 0 { isConsistent = false }
        if header.endsAnswer { break }
        if header.nlmsg_type == UInt16(Linux.NLMSG_NOOP) { arrived.skip(header) } else { body(header) }
      }
    } catch {
      let isPartLost = isAnswer && error.errno == .messageTooLong
      try skipAnswer(to: number)
      if isPartLost { return error }
      throw error
    }
    try finish(request)
    if isConsistent { return nil }
    return SocketError(
      "dump", "of type \(request.type)", .refused(.interrupted, reason: "there were changes meanwhile; dump again"))
  }

  /// The next message of an answer, which is still to be taken or skipped. What is no answer is kept.
  @inline(__always)
  private func nextAnswer(
    to number: UInt32, flags: MessageFlags = []
  ) throws(SocketError) -> Linux.nlmsghdr? {
    while let header = try nextHeader(flags: flags) {
      let isOwn = header.nlmsg_pid == portID || header.nlmsg_pid == 0 && header.nlmsg_seq == number
      if !(isAnswer && isOwn) {
        kept.append(arrived.take(header))
      } else if header.nlmsg_seq == number {
        return header
      } else {
        // It answers a request that was given up.
        arrived.skip(header)
      }
    }
    return nil
  }

  /// Reads what is left of an answer that failed half-way: the kernel begins no dump before the last one is read to its
  /// end. It goes on with one while that is read, so that nothing is left of it when nothing is there.
  private func skipAnswer(to number: UInt32) throws(SocketError) {
    while true {
      do throws(SocketError) {
        guard let header = try nextAnswer(to: number, flags: .MSG_DONTWAIT) else { return }
        arrived.skip(header)
        if header.endsAnswer { return }
      } catch  where error.errno == .messageTooLong && isAnswer {
        // One less to skip.
      }
    }
  }

  /// Reads the end of an answer, of which nothing is copied if all went well.
  private func finish(_ request: NetlinkMessage) throws(SocketError) {
    guard let header = arrived.header() else { return }
    guard arrived.errorCode != 0 else { return arrived.skip(header) }
    guard let cause = arrived.take(header).refusal else { return }
    throw SocketError("request", "of type \(request.type)", cause)
  }
}

extension Linux.nlmsghdr {
  /// Whether nothing of an answer comes behind: an acknowledgement, a refusal, or the end of a dump.
  fileprivate var endsAnswer: Bool {
    nlmsg_type == UInt16(Linux.NLMSG_ERROR) || nlmsg_type == UInt16(Linux.NLMSG_DONE)
  }
}
