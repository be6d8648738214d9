extension Socket {
  /// Lets a program decide which messages this socket gets, and how much of each: the classic Berkeley packet filter.
  ///
  /// ```swift
  /// // Of what follows the Ethernet header: ARP only.
  /// try socket.attachFilter([
  ///   Linux.sock_filter(code: 0x28, k: 12),  // load the half-word at 12
  ///   Linux.sock_filter(code: 0x15, jt: 0, jf: 1, k: 0x0806),  // unless it is this, go on one further
  ///   Linux.sock_filter(code: 0x06, k: 0xFFFF),  // take so many bytes
  ///   Linux.sock_filter(code: 0x06, k: 0),  // take none
  /// ])
  /// ```
  ///
  /// `tcpdump -ddd EXPRESSION` compiles programs. `SO_ATTACH_FILTER`, see socket(7) and
  /// Documentation/networking/filter.rst.
  ///
  /// - Parameter program: At least one instruction and at most 4,096.
  /// - Throws: ``SocketError`` with the errno: `EINVAL` if the program is no valid one, `EPERM` if the filter is locked
  ///   with ``SocketOption/SO_LOCK_FILTER``.
  public func attachFilter(_ program: [Linux.sock_filter]) throws(SocketError) {
    let option = SocketOption<Linux.sock_fprog>.SO_ATTACH_FILTER
    try call("setsockopt", describe(option.level, option.name)) { descriptor throws(Errno) in
      try systemSetFilter(descriptor, level: option.level, name: option.name, program)
    }
  }

  /// Takes the program of ``attachFilter(_:)`` away. `SO_DETACH_FILTER`.
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOENT` if there is none.
  public func detachFilter() throws(SocketError) {
    try setOption(.SO_DETACH_FILTER, 0)
  }
}
