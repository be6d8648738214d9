/// The address of a CAN socket with the protocol `CAN_J1939`: a network interface, and an electronic control unit.
///
/// The C structure is `sockaddr_can`, see Documentation/networking/j1939.rst. Python: `(interface, name, pgn, addr)`.
public struct J1939Address: SocketAddressParts {
  /// The network interface's index. See ``NetworkInterface/name(of:)``.
  public var interfaceIndex: UInt32
  /// The unit's name of 64 bits; ``noName`` if it goes by its address.
  public var name: UInt64
  /// The parameter group's number; ``noPGN`` for none.
  public var pgn: UInt32
  /// The unit's address; ``noAddress`` if it goes by its name.
  public var address: UInt8

  /// No name. The C constant is `J1939_NO_NAME`.
  public static var noName: UInt64 { UInt64(Linux.J1939_NO_NAME) }
  /// No parameter group. The C constant is `J1939_NO_PGN`.
  public static var noPGN: UInt32 { UInt32(Linux.J1939_NO_PGN) }
  /// No address; as the receiver, all units. The C constant is `J1939_NO_ADDR`.
  public static var noAddress: UInt8 { UInt8(Linux.J1939_NO_ADDR) }

  /// An address on the interface with this index.
  public init(
    interfaceIndex: UInt32, name: UInt64 = Self.noName, pgn: UInt32 = Self.noPGN, address: UInt8 = Self.noAddress
  ) {
    self.interfaceIndex = interfaceIndex
    self.name = name
    self.pgn = pgn
    self.address = address
  }

  /// Reads a `sockaddr_can`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_can = address.structure(), address.byteCount >= Linux.sockaddr_can.size else {
      return nil
    }
    let parts = address.withBytes { bytes in
      Linux.sockaddr_can.J1939(reading: bytes, at: Linux.sockaddr_can.size - Linux.sockaddr_can.J1939.size)
    }
    self.init(
      interfaceIndex: UInt32(bitPattern: structure.can_ifindex), name: parts.name, pgn: parts.pgn, address: parts.addr)
  }

  /// A whole `sockaddr_can`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_can(
        can_ifindex: Int32(bitPattern: interfaceIndex), can_addr: .j1939(.init(name: name, pgn: pgn, addr: address))))
  }
}

extension SocketAddress {
  /// The address of a J1939 socket. See ``J1939Address``. Python: `(interface, name, pgn, addr)`.
  ///
  /// - Parameters:
  ///   - interface: The interface's name of at most 15 bytes.
  ///   - name: The unit's name; 0 if it goes by its address.
  ///   - pgn: The parameter group's number.
  ///   - address: The unit's address; 255 if it goes by its name, or for all units.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, or with
  ///   ``SocketError/AddressProblem/unknownInterface`` where if_nametoindex(3) knows no such name.
  public static func j1939(
    interface: String, name: UInt64 = J1939Address.noName, pgn: UInt32 = J1939Address.noPGN,
    address: UInt8 = J1939Address.noAddress
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(
      J1939Address(
        interfaceIndex: try NetworkInterface.index(ofAddress: interface, allowsAll: true), name: name, pgn: pgn,
        address: address))
  }

  /// The parts of an `AF_CAN` address, if the socket's protocol is `CAN_J1939`.
  public var j1939: J1939Address? { J1939Address(self) }
}

extension J1939Address: AddressKind {
  static var family: AddressFamily { .can }
  static var scheme: String { "j1939" }

  var text: String {
    "\(NetworkInterface.label(interfaceIndex)) name \(hexadecimal(name))"
      + " pgn \(hexadecimal(pgn)) address \(hexadecimal(address, digits: 2))"
  }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(
      interfaceIndex: try words.interface(), name: try words.number(after: "name", or: Self.noName),
      pgn: try words.number(after: "pgn", or: Self.noPGN),
      address: try words.number(after: "address", or: Self.noAddress))
  }
}
