extension SocketAddress {
  /// An IPv4 address and a port.
  ///
  /// ```swift
  /// let address = SocketAddress.inet(.loopback, port: 80)
  /// ```
  ///
  /// The C structure is `sockaddr_in`, see ip(7). Python: `(host, port)`.
  ///
  /// - Parameters:
  ///   - address: The host, such as ``IPv4Address/loopback`` or ``IPv4Address/any``.
  ///   - port: The port; 0 lets the kernel choose when binding.
  @inlinable
  public static func inet(_ address: IPv4Address, port: UInt16) -> SocketAddress {
    SocketAddress(Linux.sockaddr_in(sin_port: port, sin_addr: Linux.in_addr(s_addr: address.bits)))
  }

  /// An IPv4 address, given in digits, and a port. Names are for ``resolve(host:port:family:)``.
  ///
  /// - Parameters:
  ///   - host: Four decimal numbers, as in `"127.0.0.1"`; `""` is ``IPv4Address/any`` and `"<broadcast>"` is
  ///     ``IPv4Address/broadcast``, as in Python.
  ///   - port: The port.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``.
  public static func inet(_ host: String, port: UInt16) throws(SocketError) -> SocketAddress {
    switch host {
    case "": return inet(.any, port: port)
    case "<broadcast>": return inet(.broadcast, port: port)
    default: break
    }
    guard let address = IPv4Address(host) else {
      throw SocketError("address", "\"\(host)\"", .invalidAddress(.malformed))
    }
    return inet(address, port: port)
  }

  /// An IPv6 address and a port.
  ///
  /// The C structure is `sockaddr_in6`, see ipv6(7). Python: `(host, port, flowinfo, scope_id)`.
  ///
  /// - Parameters:
  ///   - address: The host, such as ``IPv6Address/loopback`` or ``IPv6Address/any``.
  ///   - port: The port; 0 lets the kernel choose when binding.
  ///   - flowInfo: The traffic class and the flow label, in the host's byte order. Python refuses traffic classes here,
  ///     which Linux sends.
  ///   - scope: The index of the network interface, for link-local addresses.
  @inlinable
  public static func inet6(
    _ address: IPv6Address, port: UInt16, flowInfo: UInt32 = 0, scope: UInt32 = 0
  ) -> SocketAddress {
    SocketAddress(
      Linux.sockaddr_in6(
        sin6_port: port, sin6_flowinfo: flowInfo, sin6_addr: address.structure, sin6_scope_id: scope))
  }

  /// An IPv6 address, given in digits, and a port.
  ///
  /// - Parameters:
  ///   - host: As in `"::1"`, or with the name or the index of an interface, as in `"fe80::1%eth0"`; `""` is
  ///     ``IPv6Address/any``, as in Python.
  ///   - port: The port.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed`` or
  ///   ``SocketError/AddressProblem/unknownInterface``.
  public static func inet6(_ host: String, port: UInt16) throws(SocketError) -> SocketAddress {
    if host.isEmpty { return inet6(.any, port: port) }
    let parts = host.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    func invalid(_ problem: SocketError.AddressProblem) -> SocketError {
      SocketError("address", "\"\(host)\"", .invalidAddress(problem))
    }
    guard let address = IPv6Address(String(parts[0])) else { throw invalid(.malformed) }
    guard parts.count == 2 else { return inet6(address, port: port) }
    guard !parts[1].isEmpty else { throw invalid(.malformed) }
    guard let scope = NetworkInterface.scope(String(parts[1])) else { throw invalid(.unknownInterface) }
    return inet6(address, port: port, scope: scope)
  }

  /// The host of an `AF_INET` address.
  public var ipv4: IPv4Address? {
    guard let structure = try? view(as: Linux.sockaddr_in.self) else { return nil }
    return IPv4Address(bits: structure.sin_addr.s_addr)
  }

  /// The host of an `AF_INET6` address, without its scope.
  public var ipv6: IPv6Address? {
    guard let structure = try? view(as: Linux.sockaddr_in6.self) else { return nil }
    return IPv6Address(structure.sin6_addr)
  }

  /// The index of the network interface in an `AF_INET6` address; zero if there is none.
  public var scope: UInt32? {
    guard let structure = try? view(as: Linux.sockaddr_in6.self) else { return nil }
    return structure.sin6_scope_id
  }

  /// The port of an `AF_INET` or `AF_INET6` address.
  public var port: UInt16? {
    if let structure = try? view(as: Linux.sockaddr_in.self) { return structure.sin_port }
    if let structure = try? view(as: Linux.sockaddr_in6.self) { return structure.sin6_port }
    return nil
  }

  /// The host of an `AF_INET` or `AF_INET6` address, in digits, with the zone if there is a scope: `"fe80::1%eth0"`.
  public var host: String? {
    if let ipv4 { return ipv4.description }
    guard let ipv6, let scope else { return nil }
    return scope == 0 ? ipv6.description : "\(ipv6)%\(NetworkInterface.zone(scope))"
  }
}
