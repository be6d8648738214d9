/// The address of a CAN socket with the protocol `CAN_ISOTP`: a network interface, and the identifiers of the frames in
/// both directions.
///
/// The C structure is `sockaddr_can`, see linux/can.h. Python: `(interface, rx_addr, tx_addr)`.
public struct ISOTPAddress: SocketAddressParts {
  /// The network interface's index; 0 for all. See ``NetworkInterface/name(of:)``.
  public var interfaceIndex: UInt32
  /// The identifier of the frames to receive, with the flag `CAN_EFF_FLAG` if it is an extended one of 29 bits.
  public let receiving: UInt32
  /// The identifier of the frames to send, with the flag `CAN_EFF_FLAG` if it is an extended one of 29 bits.
  public let sending: UInt32

  /// An address on the interface with this index.
  ///
  /// An identifier above `0x7FF` can only be an extended one: it gets the flag `CAN_EFF_FLAG`. To smaller ones, add the
  /// flag if they are meant to be extended.
  ///
  /// - Parameters:
  ///   - interfaceIndex: The interface's index.
  ///   - receiving: The identifier of the frames to receive, of 11 or 29 bits.
  ///   - sending: The identifier of the frames to send, of 11 or 29 bits.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/outOfRange(_:value:limit:)`` for more than 29 bits,
  ///   and for other flags, which the kernel refuses.
  public init(interfaceIndex: UInt32, receiving: UInt32, sending: UInt32) throws(SocketError) {
    self.interfaceIndex = interfaceIndex
    self.receiving = try Self.flagged(receiving, "receiving identifier")
    self.sending = try Self.flagged(sending, "sending identifier")
  }

  /// Reads a `sockaddr_can`; `nil` for identifiers that ISO-TP refuses.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_can = address.structure(), address.byteCount >= Self.byteCount else {
      return nil
    }
    let identifiers = address.withBytes {
      Linux.sockaddr_can.Tp(reading: $0, at: Self.byteCount - Linux.sockaddr_can.Tp.size)
    }
    try? self.init(
      interfaceIndex: UInt32(bitPattern: structure.can_ifindex), receiving: identifiers.rx_id,
      sending: identifiers.tx_id)
    guard receiving == identifiers.rx_id, sending == identifiers.tx_id else { return nil }
  }

  /// A `sockaddr_can` as far as ISO-TP uses it: some kernels refuse more.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_can(
        can_ifindex: Int32(bitPattern: interfaceIndex), can_addr: .tp(.init(rx_id: receiving, tx_id: sending))))
  }

  private static var byteCount: Int { Linux.sockaddr_can(can_addr: .tp(.init())).byteCount }

  /// The identifier with the flag that its size asks for.
  private static func flagged(_ identifier: UInt32, _ part: String) throws(SocketError) -> UInt32 {
    let number = identifier & ~Linux.CAN_EFF_FLAG
    guard number <= Linux.CAN_EFF_MASK else {
      throw SocketError(
        "address", .invalidAddress(.outOfRange(part, value: UInt64(number), limit: UInt64(Linux.CAN_EFF_MASK))))
    }
    return number > Linux.CAN_SFF_MASK ? number | Linux.CAN_EFF_FLAG : identifier
  }

  /// The identifier without the flag, where that can be told from its size.
  private static func plain(_ identifier: UInt32) -> UInt32 {
    let number = identifier & Linux.CAN_EFF_MASK
    return number > Linux.CAN_SFF_MASK ? number : identifier
  }
}

extension SocketAddress {
  /// The address of an ISO-TP socket. See ``ISOTPAddress``. Python: `(interface, rx_addr, tx_addr)`.
  ///
  /// - Parameters:
  ///   - interface: The interface's name of at most 15 bytes.
  ///   - rx: The identifier of the frames to receive. Above `0x7FF` it gets the flag `CAN_EFF_FLAG`.
  ///   - tx: The identifier of the frames to send. Above `0x7FF` it gets the flag `CAN_EFF_FLAG`.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/outOfRange(_:value:limit:)``,
  ///   ``SocketError/AddressProblem/tooLong(limit:)`` or ``SocketError/AddressProblem/unknownInterface``.
  public static func isotp(interface: String, rx: UInt32, tx: UInt32) throws(SocketError) -> SocketAddress {
    SocketAddress(
      try ISOTPAddress(
        interfaceIndex: try NetworkInterface.index(ofAddress: interface, allowsAll: true), receiving: rx, sending: tx))
  }

  /// The parts of an `AF_CAN` address, if the socket's protocol is `CAN_ISOTP`.
  public var isotp: ISOTPAddress? { ISOTPAddress(self) }
}

extension ISOTPAddress: AddressKind {
  static var family: AddressFamily { .can }
  static var scheme: String { "isotp" }

  var text: String {
    NetworkInterface.label(interfaceIndex)
      + " rx \(hexadecimal(Self.plain(receiving))) tx \(hexadecimal(Self.plain(sending)))"
  }

  init(words: inout AddressWords) throws(SocketError) {
    try self.init(
      interfaceIndex: try words.interface(), receiving: try words.number(after: "rx"),
      sending: try words.number(after: "tx"))
  }
}
