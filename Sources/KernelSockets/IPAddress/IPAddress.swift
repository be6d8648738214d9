/// An IPv4 or IPv6 address, without port or scope.
///
/// Python: `ipaddress.ip_address`; `socket.inet_pton` and `inet_ntop` with the family.
public enum IPAddress: Hashable, Sendable {
  /// An IPv4 address.
  case v4(IPv4Address)
  /// An IPv6 address.
  case v6(IPv6Address)

  /// The family of sockets that use such addresses.
  public var family: AddressFamily {
    switch self {
    case .v4: .inet
    case .v6: .inet6
    }
  }

  /// The address's bytes as they are sent: 4 or 16.
  public var bytes: [UInt8] {
    switch self {
    case .v4(let address): address.bytes
    case .v6(let address): address.bytes
    }
  }
}

extension IPAddress: LosslessStringConvertible {
  /// The address written as ``IPv4Address/init(_:)-(String)`` or ``IPv6Address/init(_:)-(String)`` take it; `nil` for
  /// anything else.
  public init?(_ description: String) {
    if let address = IPv4Address(description) {
      self = .v4(address)
    } else if let address = IPv6Address(description) {
      self = .v6(address)
    } else {
      return nil
    }
  }

  /// The address as inet_ntop(3) writes it.
  public var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }
}

extension SocketAddress {
  /// The host of an `AF_INET` or `AF_INET6` address, without its scope.
  public var ip: IPAddress? { ipv4.map { .v4($0) } ?? ipv6.map { .v6($0) } }
}
