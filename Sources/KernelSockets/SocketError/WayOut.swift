extension SocketError {
  /// What the user can do about it, for the errors whose text alone does not tell.
  var wayOut: String? {
    if operation == "address", cause == .invalidAddress(.malformed) { return "names are for AddressInfo.lookup" }
    if cause == .blockingMode { return "call setMode(.nonBlocking) first, or give it a time-out" }
    if case .internationalName(let problem) = cause { return problem.wayOut }
    guard let errno else { return nil }
    switch (operation, errno) {
    case ("bind", .addressInUse):
      return "if only old connections hold the address, set SO_REUSEADDR before bind"
    case ("bind", .permissionDenied) where subject?.contains(":") == true:
      return "ports below net.ipv4.ip_unprivileged_port_start need CAP_NET_BIND_SERVICE"
    case ("socket", .addressFamilyNotSupported), ("socket", .protocolNotSupported), ("socket", .socketTypeNotSupported):
      return firstWord.flatMap { Self.explanation(ofFamily: $0, on: .current) }
    case ("setsockopt", .protocolNotAvailable), ("getsockopt", .protocolNotAvailable),
      ("setsockopt", .notSupportedOnSocket), ("getsockopt", .notSupportedOnSocket),
      ("setsockopt", .invalidArgument):
      return firstWord.flatMap { Self.explanation(ofOption: $0, on: .current) }
    case ("socket", .notPermitted), ("socket", .permissionDenied):
      return "raw and packet sockets need CAP_NET_RAW"
    case ("send datagrams", .messageTooLong), ("send datagrams", .invalidArgument):
      return "each datagram must fit into the path's MTU with its headers of 28 bytes, or 48 for IPv6"
    case ("send datagrams", .ioError):
      return "on this way the kernel can't cut: send the datagrams with sendMessages"
    case ("send", .permissionDenied):
      return "to send to a broadcast address, set SO_BROADCAST first"
    case (_, .tooManyOpenFiles):
      return "close sockets, or raise RLIMIT_NOFILE"
    default:
      return nil
    }
  }

  /// The name that the subject begins with.
  private var firstWord: String? { subject?.prefix { $0 != "," && $0 != " " }.description }
}
