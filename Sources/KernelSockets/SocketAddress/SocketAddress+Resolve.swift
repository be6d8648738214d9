extension SocketAddress {
  /// One address for a host and a port: what Python makes of the tuple `(host, port)` in `bind`, `connect` and `sendto`.
  ///
  /// ```swift
  /// try socket.bind(to: .resolve(host: "localhost", port: 80, family: socket.family))
  /// ```
  ///
  /// A name may have more addresses than this one: ``Socket/connect(to:port:family:timeout:attempts:from:)`` tries them
  /// all. Unlike Python, this keeps the zone of `"fe80::1%eth0"`.
  ///
  /// - Parameters:
  ///   - host: A name, an address in digits with or without a zone, or one of two that are special: `""` is all
  ///     interfaces of this machine, and `"<broadcast>"` is 255.255.255.255. For several addresses, the first counts;
  ///     for `""` without a family, that is glibc's 0.0.0.0, where Python refuses to choose.
  ///   - port: The port.
  ///   - family: The family of the address: ``AddressFamily/inet``, ``AddressFamily/inet6``, or
  ///     ``AddressFamily/unspecified`` for either.
  /// - Throws: ``SocketError`` of ``AddressInfo/lookup(host:port:family:type:protocol:flags:)``: `EAI_ADDRFAMILY` for an
  ///   address in digits of the other family, `"<broadcast>"` included.
  public static func resolve(
    host: String, port: UInt16 = 0, family: AddressFamily = .unspecified
  ) throws(SocketError) -> SocketAddress {
    let isBroadcast = host == "<broadcast>"
    // Digits need no resolver.
    if family == .inet || family == .unspecified {
      if isBroadcast { return .inet(.broadcast, port: port) }
      if let address = IPv4Address(host) { return .inet(address, port: port) }
    }
    if family == .inet6 || family == .unspecified, let address = IPv6Address(host) {
      return .inet6(address, port: port)
    }
    let answers = try AddressInfo.lookup(
      host: host.isEmpty ? nil : isBroadcast ? IPv4Address.broadcast.description : host, port: port, family: family,
      type: .datagram, flags: host.isEmpty ? .AI_PASSIVE : [])
    guard let first = answers.first else { throw SocketError("lookup", "of \(host)", .resolver(.EAI_NONAME)) }
    return first.address
  }
}

extension IPv4Address {
  /// The first IPv4 address of a host. Python: `socket.gethostbyname`.
  ///
  /// - Parameter host: See ``SocketAddress/resolve(host:port:family:)``.
  /// - Throws: ``SocketError`` as there.
  public static func resolve(_ host: String) throws(SocketError) -> IPv4Address {
    guard let address = try SocketAddress.resolve(host: host, family: .inet).ipv4 else {
      throw SocketError("lookup", "of \(host)", .resolver(.EAI_ADDRFAMILY))
    }
    return address
  }
}
