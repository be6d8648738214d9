/// The address of an AppleTalk socket.
///
/// The C structure is `sockaddr_at`, see ddp(7). Python has none.
public struct AppleTalkAddress: SocketAddressParts {
  /// The network; 0 for this one.
  public var network: UInt16
  /// The node; 0 for this one, 255 for all.
  public var node: UInt8
  /// The port; 0 lets the kernel choose when binding.
  public var port: UInt8

  /// An address with these parts.
  public init(network: UInt16, node: UInt8, port: UInt8) {
    self.network = network
    self.node = node
    self.port = port
  }

  /// Reads a `sockaddr_at`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_at = address.structure() else { return nil }
    self.init(network: structure.sat_addr.s_net, node: structure.sat_addr.s_node, port: structure.sat_port)
  }

  /// A `sockaddr_at`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_at(sat_port: port, sat_addr: .init(s_net: network, s_node: node)))
  }
}

extension SocketAddress {
  /// A port of an AppleTalk node. See ``AppleTalkAddress``.
  public static func appleTalk(network: UInt16, node: UInt8, port: UInt8) -> SocketAddress {
    SocketAddress(AppleTalkAddress(network: network, node: node, port: port))
  }

  /// The parts of an `AF_APPLETALK` address.
  public var appleTalk: AppleTalkAddress? { AppleTalkAddress(self) }
}

extension AppleTalkAddress: AddressKind {
  static var family: AddressFamily { .AF_APPLETALK }
  static var scheme: String { "appletalk" }

  var text: String {
    "\(network).\(node):\(port)"
  }

  init(words: inout AddressWords) throws(SocketError) {
    let parts = try words.parts(2)
    let host = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard host.count == 2 else { throw AddressWords.malformed }
    self.init(
      network: try AddressWords.number(host[0], "network"), node: try AddressWords.number(host[1], "node"),
      port: try AddressWords.number(parts[1], "port"))
  }
}
