/// The address of a Bluetooth socket with the protocol `BTPROTO_L2CAP`.
///
/// The C structure is `sockaddr_l2`. Which structure an `AF_BLUETOOTH` address has, only the socket's protocol tells;
/// here its length does. Python: `(bdaddr, psm, cid, bdaddr_type)`.
public struct L2CAPAddress: SocketAddressParts {
  /// The device.
  public var device: BluetoothAddress
  /// The service: the protocol/service multiplexer.
  public var psm: UInt16
  /// The fixed channel, instead of a service.
  public var channel: UInt16
  /// What kind of address the device goes by.
  public var kind: BluetoothAddress.Kind

  /// A service, or a channel, of a device. Both numbers are in the host's byte order.
  public init(
    device: BluetoothAddress, psm: UInt16 = 0, channel: UInt16 = 0, kind: BluetoothAddress.Kind = .classic
  ) {
    self.device = device
    self.psm = psm
    self.channel = channel
    self.kind = kind
  }

  /// Reads a `sockaddr_l2`, of just its length.
  public init?(reading address: SocketAddress) {
    guard address.byteCount == Linux.sockaddr_l2.size, let structure: Linux.sockaddr_l2 = address.structure() else {
      return nil
    }
    self.init(
      device: BluetoothAddress(structure.l2_bdaddr), psm: structure.l2_psm, channel: structure.l2_cid,
      kind: BluetoothAddress.Kind(rawValue: structure.l2_bdaddr_type))
  }

  /// A `sockaddr_l2`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_l2(l2_psm: psm, l2_bdaddr: device.structure, l2_cid: channel, l2_bdaddr_type: kind.rawValue))
  }
}

extension SocketAddress {
  /// The address of an L2CAP socket. See ``L2CAPAddress``. Python: `(bdaddr, psm, cid, bdaddr_type)`.
  ///
  /// - Parameters:
  ///   - device: The device; ``BluetoothAddress/any`` when binding.
  ///   - psm: The service.
  ///   - channel: The fixed channel, instead of a service. Python: `cid`.
  ///   - kind: What kind of address the device goes by. Python: `bdaddr_type`.
  public static func l2cap(
    _ device: BluetoothAddress, psm: UInt16 = 0, channel: UInt16 = 0, kind: BluetoothAddress.Kind = .classic
  ) -> SocketAddress {
    SocketAddress(L2CAPAddress(device: device, psm: psm, channel: channel, kind: kind))
  }

  /// The address of an L2CAP socket, of a device written as `"01:23:45:67:89:AB"`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``.
  public static func l2cap(
    _ device: String, psm: UInt16 = 0, channel: UInt16 = 0, kind: BluetoothAddress.Kind = .classic
  ) throws(SocketError) -> SocketAddress {
    l2cap(try BluetoothAddress(parsing: device), psm: psm, channel: channel, kind: kind)
  }

  /// The parts of an `AF_BLUETOOTH` address, if the socket's protocol is `BTPROTO_L2CAP`.
  public var l2cap: L2CAPAddress? { L2CAPAddress(self) }
}

extension L2CAPAddress: AddressKind {
  static var family: AddressFamily { .bluetooth }
  static var scheme: String { "l2cap" }

  var text: String {
    "\(device)" + (psm == 0 ? "" : " psm \(hexadecimal(psm))") + (channel == 0 ? "" : " cid \(hexadecimal(channel))")
      + optionalWords("type", kind.rawValue)
  }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(
      device: try words.bluetooth(), psm: try words.number(after: "psm", or: 0),
      channel: try words.number(after: "cid", or: 0),
      kind: BluetoothAddress.Kind(rawValue: try words.number(after: "type", or: 0)))
  }
}
