/// One answer of the resolver: what to pass to ``Socket/init(_:_:_:mode:)`` and where to connect or bind it.
///
/// Python: the tuples that `socket.getaddrinfo` returns.
public struct AddressInfo: Hashable, Sendable {
  /// The address family for the socket.
  public var family: AddressFamily
  /// The type for the socket.
  public var type: SocketType
  /// The protocol for the socket.
  public var `protocol`: SocketProtocol
  /// The address to connect or to bind to.
  public var address: SocketAddress
  /// The host's official name, in the first answer, if `AI_CANONNAME` asked for it.
  public var canonicalName: String?

  /// Looks up a host and a port. getaddrinfo(3); Python: `socket.getaddrinfo`.
  ///
  /// - Parameters:
  ///   - host: A name, or an address in digits, with a zone if need be: `"fe80::1%eth0"`. `nil` stands for this machine:
  ///     for all its interfaces with `AI_PASSIVE`, else for the loopback interface.
  ///   - port: The port.
  ///   - family: The family to look for; ``AddressFamily/unspecified`` for all.
  ///   - type: The socket type to look for; `nil` for all.
  ///   - protocol: The protocol to look for; 0 for all.
  ///   - flags: `AI_` flags.
  /// - Returns: The answers, in the order in which they should be tried.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/resolver(_:)``, with ``SocketError/Cause/errno(_:)``, or with
  ///   ``SocketError/AddressProblem/containsNUL``.
  public static func lookup(
    host: String?, port: UInt16, family: AddressFamily = .unspecified, type: SocketType? = nil,
    protocol: SocketProtocol = .automatic, flags: AddressInfoFlags = []
  ) throws(SocketError) -> [AddressInfo] {
    try lookup(
      host: host, service: "\(port)", family: family, type: type, protocol: `protocol`,
      flags: flags.union(.AI_NUMERICSERV))
  }

  /// Looks up a host and a service by name. getaddrinfo(3); Python: `socket.getaddrinfo`.
  ///
  /// - Parameters:
  ///   - host: See ``lookup(host:port:family:type:protocol:flags:)``.
  ///   - service: A name of services(5), such as `"http"`, or a port in digits; `nil` for port 0.
  ///   - family: The family to look for.
  ///   - type: The socket type to look for; `nil` for all.
  ///   - protocol: The protocol to look for; 0 for all.
  ///   - flags: `AI_` flags.
  /// - Returns: The answers, in the order in which they should be tried.
  /// - Throws: ``SocketError``, as above; a port in digits beyond 65535 is ``SocketError/AddressProblem/port``.
  public static func lookup(
    host: String?, service: String?, family: AddressFamily = .unspecified, type: SocketType? = nil,
    protocol: SocketProtocol = .automatic, flags: AddressInfoFlags = []
  ) throws(SocketError) -> [AddressInfo] {
    let hints = AddressInfo(
      family: family, type: type ?? SocketType(rawValue: 0), protocol: `protocol`, address: SocketAddress())
    do throws(SocketError.Cause) {
      // C would stop at the zero byte, and look up another host than the one that was meant.
      if (host ?? "").utf8.contains(0) || (service ?? "").utf8.contains(0) {
        throw SocketError.Cause.invalidAddress(.containsNUL)
      }
      // glibc would take 65616 for 80.
      if let service, let number = Int(service), UInt16(exactly: number) == nil {
        throw SocketError.Cause.invalidAddress(.port)
      }
      return try systemAddressInfo(host: host, service: service, hints: hints, flags: flags)
    } catch {
      throw SocketError("lookup", "of \(host ?? "this machine"), port \(service ?? "0")", error)
    }
  }

  /// An answer, made by hand.
  public init(
    family: AddressFamily, type: SocketType, protocol: SocketProtocol, address: SocketAddress,
    canonicalName: String? = nil
  ) {
    self.family = family
    self.type = type
    self.protocol = `protocol`
    self.address = address
    self.canonicalName = canonicalName
  }
}
