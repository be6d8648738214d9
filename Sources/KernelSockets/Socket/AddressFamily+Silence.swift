extension AddressFamily {
  /// Sends by `body`, with the flags that it is given: a peer that has closed is an error (`EPIPE`), and no signal.
  ///
  /// Of the family, not the socket: an attempt that needs the socket would count a reference to it.
  @inline(__always)
  func silently<Value>(
    _ flags: MessageFlags, _ body: (MessageFlags) throws(Errno) -> Value
  ) throws(Errno) -> Value {
    guard mayRaiseSignal else { return try body(flags.union(.MSG_NOSIGNAL)) }
    return try holdingSignalBack(flags, body)
  }

  @inline(never)
  private func holdingSignalBack<Value>(
    _ flags: MessageFlags, _ body: (MessageFlags) throws(Errno) -> Value
  ) throws(Errno) -> Value {
    try withoutPipeSignal { () throws(Errno) in try body(flags) }
  }

  /// Whether the family's sendmsg refuses `MSG_NOSIGNAL`, as any flag that it does not know, with `EINVAL` or
  /// `EOPNOTSUPP`, or raises the signal all the same.
  private var mayRaiseSignal: Bool {
    switch self {
    case .AF_QIPCRTR, .AF_RDS, .AF_MCTP, .AF_X25, .AF_AX25, .AF_NETROM, .AF_ROSE, .AF_APPLETALK, .AF_ATMPVC, .AF_ATMSVC:
      true
    default: false
    }
  }
}
