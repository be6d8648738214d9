/// The address of an IPX socket, which Linux had until 5.14.
///
/// The C structure is `sockaddr_ipx`, see netipx/ipx.h. Python has none.
public struct IPXAddress: SocketAddressParts {
  /// The network; 0 for this one.
  public var network: UInt32
  /// The node.
  public var node: CArray<6, UInt8>
  /// The port, called socket in IPX.
  public var port: UInt16
  /// The type of the packets.
  public var type: UInt8

  /// An address with these parts.
  public init(network: UInt32, node: CArray<6, UInt8>, port: UInt16, type: UInt8 = 0) {
    self.network = network
    self.node = node
    self.port = port
    self.type = type
  }

  /// Reads a `sockaddr_ipx`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_ipx = address.structure() else { return nil }
    self.init(
      network: structure.sipx_network, node: structure.sipx_node, port: structure.sipx_port, type: structure.sipx_type)
  }

  /// A `sockaddr_ipx`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_ipx(sipx_port: port, sipx_network: network, sipx_node: node, sipx_type: type))
  }
}

extension SocketAddress {
  /// A port of an IPX node. See ``IPXAddress``.
  public static func ipx(network: UInt32, node: CArray<6, UInt8>, port: UInt16, type: UInt8 = 0) -> SocketAddress {
    SocketAddress(IPXAddress(network: network, node: node, port: port, type: type))
  }

  /// The parts of an `AF_IPX` address.
  public var ipx: IPXAddress? { IPXAddress(self) }
}

extension IPXAddress: AddressKind {
  static var family: AddressFamily { .AF_IPX }
  static var scheme: String { "ipx" }

  var text: String {
    "\(hexadecimal(network)) node \(colonSeparated(Array(node))) port \(hexadecimal(port))"
      + optionalWords("type", type)
  }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(
      network: try words.number("network"), node: try words.bytes(after: "node"), port: try words.number(after: "port"),
      type: try words.number(after: "type", or: 0))
  }
}
