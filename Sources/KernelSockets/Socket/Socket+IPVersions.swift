extension Socket {
  /// Whether this machine, or its network namespace, has IPv6 now: whether a socket can be bound to `::1`.
  ///
  /// Python: `socket.has_ipv6`, which only says that Python was built for it.
  public static var hasIPv6: Bool {
    guard let socket = try? Socket(.inet6, .datagram) else { return false }
    return (try? socket.bind(to: .inet6(.loopback, port: 0))) != nil
  }

  /// Whether one socket can take IPv6 and IPv4 clients alike, see
  /// ``listen(at:type:backlog:reusesPort:acceptsIPv4:)``: whether `IPV6_V6ONLY` can be cleared.
  ///
  /// Python: `socket.has_dualstack_ipv6`.
  public static var hasDualStack: Bool {
    guard let socket = try? Socket(.inet6, .stream) else { return false }
    guard (try? socket.setOption(.IPV6_V6ONLY, false)) != nil else { return false }
    return (try? socket.option(.IPV6_V6ONLY)) == false
  }
}
