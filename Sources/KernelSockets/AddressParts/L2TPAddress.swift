/// The address of an inet socket with the protocol `IPPROTO_L2TP`: L2TP without UDP.
///
/// The C structure is `sockaddr_l2tpip`, see linux/l2tp.h. Python has none.
public struct L2TPAddress: SocketAddressParts {
  /// The host.
  public var host: IPv4Address
  /// The tunnel's number at that host.
  public var connection: UInt32

  /// A tunnel of a host.
  public init(host: IPv4Address, connection: UInt32) {
    self.host = host
    self.connection = connection
  }

  /// Reads a `sockaddr_l2tpip`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_l2tpip = address.structure() else { return nil }
    self.init(host: IPv4Address(bits: structure.l2tp_addr.s_addr), connection: structure.l2tp_conn_id)
  }

  /// A `sockaddr_l2tpip`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_l2tpip(l2tp_addr: .init(s_addr: host.bits), l2tp_conn_id: connection))
  }
}

/// The address of an inet6 socket with the protocol `IPPROTO_L2TP`: L2TP without UDP.
///
/// The C structure is `sockaddr_l2tpip6`, see linux/l2tp.h. Python has none.
public struct L2TPv6Address: SocketAddressParts {
  /// The host.
  public var host: IPv6Address
  /// The tunnel's number at that host.
  public var connection: UInt32
  /// The traffic class and the flow label, in the host's byte order.
  public var flowInfo: UInt32
  /// The index of the network interface, for link-local addresses.
  public var scope: UInt32

  /// A tunnel of a host.
  public init(host: IPv6Address, connection: UInt32, flowInfo: UInt32 = 0, scope: UInt32 = 0) {
    self.host = host
    self.connection = connection
    self.flowInfo = flowInfo
    self.scope = scope
  }

  /// Reads a `sockaddr_l2tpip6`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_l2tpip6 = address.structure() else { return nil }
    self.init(
      host: IPv6Address(structure.l2tp_addr), connection: structure.l2tp_conn_id, flowInfo: structure.l2tp_flowinfo,
      scope: structure.l2tp_scope_id)
  }

  /// A `sockaddr_l2tpip6`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_l2tpip6(
        l2tp_flowinfo: flowInfo, l2tp_addr: host.structure, l2tp_scope_id: scope, l2tp_conn_id: connection))
  }
}

extension SocketAddress {
  /// A tunnel of L2TP over IPv4. See ``L2TPAddress``.
  public static func l2tp(_ host: IPv4Address, connection: UInt32) -> SocketAddress {
    SocketAddress(L2TPAddress(host: host, connection: connection))
  }

  /// A tunnel of L2TP over IPv6. See ``L2TPv6Address``.
  public static func l2tp(
    _ host: IPv6Address, connection: UInt32, flowInfo: UInt32 = 0, scope: UInt32 = 0
  ) -> SocketAddress {
    SocketAddress(L2TPv6Address(host: host, connection: connection, flowInfo: flowInfo, scope: scope))
  }

  /// The parts of an `AF_INET` address, if the socket's protocol is `IPPROTO_L2TP`.
  public var l2tp: L2TPAddress? { L2TPAddress(self) }

  /// The parts of an `AF_INET6` address, if the socket's protocol is `IPPROTO_L2TP`.
  public var l2tpv6: L2TPv6Address? { L2TPv6Address(self) }
}

extension L2TPAddress: AddressKind {
  static var family: AddressFamily { .inet }
  static var scheme: String { "l2tp" }

  var text: String { "\(host) connection \(connection)" }

  init(words: inout AddressWords) throws(SocketError) {
    guard let host = IPv4Address(String(try words.word())) else { throw AddressWords.malformed }
    self.init(host: host, connection: try words.number(after: "connection"))
  }
}

extension L2TPv6Address: AddressKind {
  static var family: AddressFamily { .inet6 }
  static var scheme: String { "l2tp6" }

  var text: String {
    "\(host) connection \(connection)" + (flowInfo == 0 ? "" : " flowinfo \(hexadecimal(flowInfo))")
      + (scope == 0 ? "" : " interface \(NetworkInterface.label(scope))")
  }

  init(words: inout AddressWords) throws(SocketError) {
    guard let host = IPv6Address(String(try words.word())) else { throw AddressWords.malformed }
    self.init(
      host: host, connection: try words.number(after: "connection"),
      flowInfo: try words.number(after: "flowinfo", or: 0), scope: words.skip("interface") ? try words.interface() : 0)
  }
}
