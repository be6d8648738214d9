/// The address of a CAN socket with the protocol `CAN_RAW` or `CAN_BCM`: a network interface.
///
/// The C structure is `sockaddr_can`. It means something else to ISO-TP and J1939: see ``ISOTPAddress`` and
/// ``J1939Address``. Python: `(interface,)`.
public struct CANAddress: SocketAddressParts {
  /// The network interface's index; 0 for all. See ``NetworkInterface/name(of:)``.
  public var interfaceIndex: UInt32

  /// An address on the interface with this index; without one, on all CAN interfaces.
  public init(interfaceIndex: UInt32 = 0) {
    self.interfaceIndex = interfaceIndex
  }

  /// Reads the beginning of a `sockaddr_can`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_can = address.structure() else { return nil }
    self.init(interfaceIndex: UInt32(bitPattern: structure.can_ifindex))
  }

  /// The beginning of a `sockaddr_can`: 8 bytes, which every kernel takes.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_can(can_ifindex: Int32(bitPattern: interfaceIndex)))
  }
}

extension SocketAddress {
  /// The address of a raw CAN socket, or of a broadcast manager's. See ``CANAddress``. Python: `(interface,)`.
  ///
  /// ```swift
  /// let socket = try Socket(.can, .raw, .CAN_RAW)
  /// try socket.bind(to: .can(interface: "vcan0"))
  /// ```
  ///
  /// - Parameter interface: The interface's name of at most 15 bytes; the empty name for all.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, or with
  ///   ``SocketError/AddressProblem/unknownInterface`` where if_nametoindex(3) knows no such name.
  public static func can(interface: String) throws(SocketError) -> SocketAddress {
    SocketAddress(CANAddress(interfaceIndex: try NetworkInterface.index(ofAddress: interface, allowsAll: true)))
  }

  /// The parts of an `AF_CAN` address, if the socket's protocol is `CAN_RAW` or `CAN_BCM`.
  public var can: CANAddress? { CANAddress(self) }
}

extension CANAddress: AddressKind {
  static var family: AddressFamily { .can }
  static var scheme: String { "can" }

  var text: String { NetworkInterface.label(interfaceIndex) }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(interfaceIndex: try words.interface())
  }
}
