extension Socket {
  /// The flags with which bytes really go: with them, a peer that has closed is an error (`EPIPE`) and no signal.
  func silent(_ flags: MessageFlags) -> MessageFlags {
    family.refusesNoSignal ? flags : flags.union(.MSG_NOSIGNAL)
  }
}

extension AddressFamily {
  /// Whether the family's sendmsg refuses `MSG_NOSIGNAL`, as any flag that it does not know, with `EINVAL` or
  /// `EOPNOTSUPP`.
  fileprivate var refusesNoSignal: Bool {
    switch self {
    case .AF_QIPCRTR, .AF_RDS, .AF_MCTP, .AF_X25, .AF_AX25, .AF_NETROM, .AF_ROSE, .AF_APPLETALK: true
    default: false
    }
  }
}
