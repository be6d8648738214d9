/// An MCTP address with the way to the endpoint on the link, for sockets with the option `MCTP_OPT_ADDR_EXT`.
///
/// The C structure is `sockaddr_mctp_ext`, see Documentation/networking/mctp.rst. Python has none.
public struct MCTPExtendedAddress: SocketAddressParts {
  /// The address of the endpoint.
  public var endpoint: MCTPAddress
  /// The network interface's index. See ``NetworkInterface/name(of:)``.
  public var interfaceIndex: UInt32
  /// The endpoint's address on the link, at most 32 bytes.
  public let hardwareAddress: [UInt8]

  /// An endpoint behind an interface.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` for a hardware address of more than
  ///   32 bytes.
  public init(_ endpoint: MCTPAddress, interfaceIndex: UInt32, hardwareAddress: [UInt8]) throws(SocketError) {
    let limit = Linux.sockaddr_mctp_ext().smctp_haddr.count
    guard hardwareAddress.count <= limit else {
      throw SocketError(
        "address", "hardware address \(colonSeparated(hardwareAddress))", .invalidAddress(.tooLong(limit: limit)))
    }
    self.endpoint = endpoint
    self.interfaceIndex = interfaceIndex
    self.hardwareAddress = hardwareAddress
  }

  /// Reads a `sockaddr_mctp_ext`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_mctp_ext = address.structure() else { return nil }
    let hardwareAddress = Array(structure.smctp_haddr).prefix(Int(structure.smctp_halen))
    guard hardwareAddress.count == structure.smctp_halen else { return nil }
    try? self.init(
      MCTPAddress(structure.smctp_base), interfaceIndex: UInt32(bitPattern: structure.smctp_ifindex),
      hardwareAddress: Array(hardwareAddress))
  }

  /// A `sockaddr_mctp_ext`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_mctp_ext(
        smctp_base: endpoint.structure, smctp_ifindex: Int32(bitPattern: interfaceIndex),
        smctp_halen: UInt8(hardwareAddress.count), smctp_haddr: CArray(hardwareAddress)))
  }
}

extension SocketAddress {
  /// An MCTP endpoint, and the way to it on the link. See ``MCTPExtendedAddress``.
  ///
  /// - Parameters:
  ///   - endpoint: The endpoint, and the messages' type and tag.
  ///   - interface: The interface's name of at most 15 bytes.
  ///   - hardwareAddress: The endpoint's address on the link, at most 32 bytes.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, or with
  ///   ``SocketError/AddressProblem/unknownInterface`` where if_nametoindex(3) knows no such name.
  public static func mctp(
    _ endpoint: MCTPAddress, interface: String, hardwareAddress: [UInt8]
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(
      try MCTPExtendedAddress(
        endpoint, interfaceIndex: try NetworkInterface.index(ofAddress: interface), hardwareAddress: hardwareAddress))
  }

  /// The parts of an `AF_MCTP` address, if the socket has the option `MCTP_OPT_ADDR_EXT`.
  public var mctpExtended: MCTPExtendedAddress? { MCTPExtendedAddress(self) }
}

extension MCTPExtendedAddress: AddressKind {
  static var family: AddressFamily { .mctp }
  static var scheme: String { "mctp-ext" }

  var text: String {
    "\(endpoint.text) interface \(NetworkInterface.label(interfaceIndex))"
      + (hardwareAddress.isEmpty ? "" : " address \(colonSeparated(hardwareAddress))")
  }

  init(words: inout AddressWords) throws(SocketError) {
    let endpoint = try MCTPAddress(words: &words)
    guard words.skip("interface") else { throw AddressWords.malformed }
    try self.init(
      endpoint, interfaceIndex: try words.interface(),
      hardwareAddress: words.skip("address") ? try words.bytes() : [])
  }
}
