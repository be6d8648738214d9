/// The address of a socket for the Management Component Transport Protocol.
///
/// The C structure is `sockaddr_mctp`, see Documentation/networking/mctp.rst. Python has none.
public struct MCTPAddress: SocketAddressParts {
  /// The network; ``anyNetwork`` for the default one.
  public var network: UInt32
  /// The endpoint in the network; ``anyEndpoint``, when binding, for all of this machine.
  public var endpoint: UInt8
  /// The message's type.
  public var type: UInt8
  /// The tag of a request and of its answer, with `MCTP_TAG_OWNER` in a request.
  public var tag: UInt8

  /// The default network. The C constant is `MCTP_NET_ANY`.
  public static var anyNetwork: UInt32 { UInt32(Linux.MCTP_NET_ANY) }
  /// All endpoints of this machine. The C constant is `MCTP_ADDR_ANY`.
  public static var anyEndpoint: UInt8 { UInt8(Linux.MCTP_ADDR_ANY) }
  /// The bit in ``tag`` of a request, for which the kernel chooses the tag. The C constant is `MCTP_TAG_OWNER`.
  public static var tagOwner: UInt8 { UInt8(Linux.MCTP_TAG_OWNER) }

  /// Messages of a type at an endpoint.
  public init(network: UInt32 = Self.anyNetwork, endpoint: UInt8 = Self.anyEndpoint, type: UInt8, tag: UInt8 = 0) {
    self.network = network
    self.endpoint = endpoint
    self.type = type
    self.tag = tag
  }

  /// Reads a `sockaddr_mctp`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_mctp = address.structure() else { return nil }
    self.init(structure)
  }

  /// A `sockaddr_mctp`.
  public var socketAddress: SocketAddress { SocketAddress(structure) }

  init(_ structure: Linux.sockaddr_mctp) {
    self.init(
      network: structure.smctp_network, endpoint: structure.smctp_addr.s_addr, type: structure.smctp_type,
      tag: structure.smctp_tag)
  }

  var structure: Linux.sockaddr_mctp {
    Linux.sockaddr_mctp(
      smctp_network: network, smctp_addr: Linux.mctp_addr(s_addr: endpoint), smctp_type: type, smctp_tag: tag)
  }
}

extension SocketAddress {
  /// Messages of a type at an MCTP endpoint. See ``MCTPAddress``.
  ///
  /// - Parameters:
  ///   - network: The network, or ``MCTPAddress/anyNetwork``.
  ///   - endpoint: The endpoint, or ``MCTPAddress/anyEndpoint``.
  ///   - type: The message's type.
  ///   - tag: The tag; ``MCTPAddress/tagOwner`` in a request.
  public static func mctp(
    network: UInt32 = MCTPAddress.anyNetwork, endpoint: UInt8 = MCTPAddress.anyEndpoint, type: UInt8, tag: UInt8 = 0
  ) -> SocketAddress {
    SocketAddress(MCTPAddress(network: network, endpoint: endpoint, type: type, tag: tag))
  }

  /// The parts of an `AF_MCTP` address.
  public var mctp: MCTPAddress? { MCTPAddress(self) }
}

extension MCTPAddress: AddressKind {
  static var family: AddressFamily { .mctp }
  static var scheme: String { "mctp" }

  var text: String { "\(network):\(endpoint) type \(type)" + (tag == 0 ? "" : " tag \(hexadecimal(tag))") }

  init(words: inout AddressWords) throws(SocketError) {
    let parts = try words.parts(2)
    self.init(
      network: try AddressWords.number(parts[0], "network"), endpoint: try AddressWords.number(parts[1], "endpoint"),
      type: try words.number(after: "type"), tag: try words.number(after: "tag", or: 0))
  }
}
