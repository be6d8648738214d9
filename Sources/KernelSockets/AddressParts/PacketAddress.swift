/// The address of a packet socket: a network interface, and what a frame's header says.
///
/// The C structure is `sockaddr_ll`, see packet(7). Python: `(ifname, proto, pkttype, hatype, addr)`.
public struct PacketAddress: SocketAddressParts {
  /// The network interface's index; 0 for all. See ``NetworkInterface/name(of:)``.
  public var interfaceIndex: UInt32
  /// What the frames carry; 0 for nothing, `.ETH_P_ALL` for all.
  public var `protocol`: EtherType
  /// To whom a received frame was sent. The kernel sets it.
  public var packetType: PacketType
  /// The kind of the device. The kernel sets it.
  public var hardwareType: HardwareType
  /// The other end's address on the link: 6 bytes on Ethernet, 20 on InfiniBand.
  public let hardwareAddress: [UInt8]

  /// An address on the interface with this index.
  ///
  /// - Parameters:
  ///   - interfaceIndex: The interface's index; 0 for all.
  ///   - protocol: What the frames carry, in the host's byte order.
  ///   - packetType: To whom the frame was sent.
  ///   - hardwareType: The kind of the device.
  ///   - hardwareAddress: At most 32 bytes, as many as any device of Linux has.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``.
  public init(
    interfaceIndex: UInt32, protocol: EtherType = EtherType(rawValue: 0), packetType: PacketType = .PACKET_HOST,
    hardwareType: HardwareType = HardwareType(rawValue: 0), hardwareAddress: [UInt8] = []
  ) throws(SocketError) {
    let limit = Int(Linux.MAX_ADDR_LEN)
    guard hardwareAddress.count <= limit else {
      throw SocketError(
        "address", "hardware address \(colonSeparated(hardwareAddress))", .invalidAddress(.tooLong(limit: limit)))
    }
    self.interfaceIndex = interfaceIndex
    self.protocol = `protocol`
    self.packetType = packetType
    self.hardwareType = hardwareType
    self.hardwareAddress = hardwareAddress
  }

  /// Reads a `sockaddr_ll`. A long hardware address goes on behind the structure's end.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_ll = address.structure() else { return nil }
    let hardwareAddress = address.bytes.dropFirst(Self.hardwareOffset).prefix(Int(structure.sll_halen))
    guard hardwareAddress.count == structure.sll_halen else { return nil }
    try? self.init(
      interfaceIndex: UInt32(bitPattern: structure.sll_ifindex), protocol: EtherType(rawValue: structure.sll_protocol),
      packetType: PacketType(rawValue: structure.sll_pkttype),
      hardwareType: HardwareType(rawValue: structure.sll_hatype),
      hardwareAddress: Array(hardwareAddress))
  }

  /// A `sockaddr_ll`, longer than the structure if the hardware address needs it.
  public var socketAddress: SocketAddress {
    let structure = Linux.sockaddr_ll(
      sll_protocol: `protocol`.rawValue, sll_ifindex: Int32(bitPattern: interfaceIndex),
      sll_hatype: hardwareType.rawValue,
      sll_pkttype: packetType.rawValue, sll_halen: UInt8(hardwareAddress.count))
    var address = SocketAddress()
    address.write(byteCount: max(structure.byteCount, Self.hardwareOffset + hardwareAddress.count)) { bytes in
      structure.write(to: &bytes, at: 0)
      for (index, byte) in hardwareAddress.enumerated() { bytes.store(byte, at: Self.hardwareOffset + index) }
    }
    return address
  }

  /// Where the hardware address begins: behind the last field that the kernel always returns.
  private static var hardwareOffset: Int { Linux.sockaddr_ll.minimumByteCount }
}

extension SocketAddress {
  /// The address of a packet socket. See ``PacketAddress``. Python: `(ifname, proto, pkttype, hatype, addr)`.
  ///
  /// ```swift
  /// let socket = try Socket(.packet, .raw)
  /// try socket.bind(to: .packet(interface: "eth0", protocol: .ETH_P_ALL))
  /// ```
  ///
  /// - Parameters:
  ///   - interface: The interface's name of at most 15 bytes; the empty name for all.
  ///   - protocol: What the frames carry, in the host's byte order.
  ///   - packetType: To whom the frame was sent.
  ///   - hardwareType: The kind of the device.
  ///   - hardwareAddress: The other end's address on the link, at most 32 bytes.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, or with
  ///   ``SocketError/AddressProblem/unknownInterface`` where if_nametoindex(3) knows no such name.
  public static func packet(
    interface: String, protocol: EtherType = EtherType(rawValue: 0), packetType: PacketType = .PACKET_HOST,
    hardwareType: HardwareType = HardwareType(rawValue: 0), hardwareAddress: [UInt8] = []
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(
      try PacketAddress(
        interfaceIndex: try NetworkInterface.index(ofAddress: interface, allowsAll: true), protocol: `protocol`,
        packetType: packetType, hardwareType: hardwareType, hardwareAddress: hardwareAddress))
  }

  /// The parts of an `AF_PACKET` address.
  public var packet: PacketAddress? { PacketAddress(self) }
}

extension PacketAddress: AddressKind {
  static var family: AddressFamily { .packet }
  static var scheme: String { "packet" }

  var text: String {
    "\(NetworkInterface.label(interfaceIndex)) \(hexadecimal(`protocol`.rawValue, digits: 4))"
      + optionalWords("type", packetType.rawValue) + optionalWords("hardware", hardwareType.rawValue)
      + (hardwareAddress.isEmpty ? "" : " address \(colonSeparated(hardwareAddress))")
  }

  init(words: inout AddressWords) throws(SocketError) {
    try self.init(
      interfaceIndex: try words.interface(), protocol: EtherType(rawValue: try words.number("protocol")),
      packetType: PacketType(rawValue: try words.number(after: "type", or: 0)),
      hardwareType: HardwareType(rawValue: try words.number(after: "hardware", or: 0)),
      hardwareAddress: words.skip("address") ? try words.bytes() : [])
  }
}
