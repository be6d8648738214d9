extension NetlinkMessage {
  /// Why the kernel refused, in an acknowledgement (`NLMSG_ERROR`) or at the end of a dump (`NLMSG_DONE`); `nil` if it did
  /// not, and in every other message. netlink(7).
  ///
  /// ``NetlinkSocket`` throws it for its requests. The kernel gives reasons to those who set
  /// ``SocketOption/NETLINK_EXT_ACK``.
  public var refusal: SocketError.Cause? {
    guard type == Linux.NLMSG_ERROR || type == Linux.NLMSG_DONE else { return nil }
    let code: Int32 = unsafe bytes.span.bytes.integer(at: Linux.nlmsghdr.size)
    guard code != 0 else { return nil }
    let errno = Errno(rawValue: 0 &- code)
    return reason.map { .refused(errno, reason: $0) } ?? .errno(errno)
  }

  /// The kernel's words behind the error number: after the request's header, and after all of the request if that is
  /// repeated.
  private var reason: String? {
    guard flags & Linux.NLM_F_ACK_TLVS != 0 else { return nil }
    var offset = MemoryLayout<Int32>.size
    if type == Linux.NLMSG_ERROR {
      let request = body(as: Linux.nlmsgerr.self).msg
      let isRepeated = flags & Linux.NLM_F_CAPPED == 0
      offset += isRepeated ? netlinkAligned(Int(request.nlmsg_len)) : Linux.nlmsghdr.size
    }
    return NetlinkAttributes(payload.dropFirst(offset))[Linux.NLMSGERR_ATTR_MSG]?.text
  }
}
