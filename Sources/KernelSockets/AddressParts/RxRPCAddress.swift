/// The address of an RxRPC socket: a service, and the UDP port through which it is reached.
///
/// The C structure is `sockaddr_rxrpc`, see Documentation/networking/rxrpc.rst. Python has none.
public struct RxRPCAddress: SocketAddressParts {
  /// The service's number; 0 for a client.
  public var service: UInt16
  /// The host and the port: an inet or inet6 address.
  public let transport: SocketAddress

  /// A service at an IPv4 host.
  public init(service: UInt16, host: IPv4Address, port: UInt16) {
    self.service = service
    transport = .inet(host, port: port)
  }

  /// A service at an IPv6 host.
  public init(service: UInt16, host: IPv6Address, port: UInt16, scope: UInt32 = 0) {
    self.service = service
    transport = .inet6(host, port: port, scope: scope)
  }

  /// Reads a `sockaddr_rxrpc`; `nil` for other transports than IP datagrams.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_rxrpc = address.structure(),
      structure.transport_type == UInt16(SocketType.SOCK_DGRAM.rawValue)
    else { return nil }
    switch structure.transport {
    case .sin(let arm) where structure.transport_len == arm.byteCount:
      self.init(service: structure.srx_service, host: IPv4Address(bits: arm.sin_addr.s_addr), port: arm.sin_port)
    case .sin6(let arm) where structure.transport_len == arm.byteCount:
      self.init(
        service: structure.srx_service, host: IPv6Address(arm.sin6_addr), port: arm.sin6_port, scope: arm.sin6_scope_id)
    default: return nil
    }
  }

  /// A `sockaddr_rxrpc`.
  public var socketAddress: SocketAddress {
    var structure = Linux.sockaddr_rxrpc(
      srx_service: service, transport_type: UInt16(SocketType.SOCK_DGRAM.rawValue),
      transport_len: UInt16(transport.byteCount))
    if let arm: Linux.sockaddr_in = transport.structure() { structure.transport = .sin(arm) }
    if let arm: Linux.sockaddr_in6 = transport.structure() { structure.transport = .sin6(arm) }
    return SocketAddress(structure)
  }
}

extension SocketAddress {
  /// An RxRPC service at an IPv4 host. See ``RxRPCAddress``.
  public static func rxrpc(service: UInt16, host: IPv4Address, port: UInt16) -> SocketAddress {
    SocketAddress(RxRPCAddress(service: service, host: host, port: port))
  }

  /// An RxRPC service at an IPv6 host. See ``RxRPCAddress``.
  public static func rxrpc(service: UInt16, host: IPv6Address, port: UInt16, scope: UInt32 = 0) -> SocketAddress {
    SocketAddress(RxRPCAddress(service: service, host: host, port: port, scope: scope))
  }

  /// The parts of an `AF_RXRPC` address.
  public var rxrpc: RxRPCAddress? { RxRPCAddress(self) }
}

extension RxRPCAddress: AddressKind {
  static var family: AddressFamily { .AF_RXRPC }
  static var scheme: String { "rxrpc" }

  var text: String {
    guard let host = transport.ipv6, let port = transport.port, let scope = transport.scope else {
      return "\(service) at \(transport)"
    }
    return "\(service) at [\(host)]:\(port)" + (scope == 0 ? "" : " interface \(NetworkInterface.label(scope))")
  }

  init(words: inout AddressWords) throws(SocketError) {
    let service: UInt16 = try words.number("service")
    guard words.skip("at") else { throw AddressWords.malformed }
    let transport = try SocketAddress(parsing: String(try words.word()))
    let scope = words.skip("interface") ? try words.interface() : 0
    if let host = transport.ipv4, let port = transport.port, scope == 0 {
      self.init(service: service, host: host, port: port)
    } else if let host = transport.ipv6, let port = transport.port, transport.scope == 0 {
      self.init(service: service, host: host, port: port, scope: scope)
    } else {
      throw AddressWords.malformed
    }
  }
}
