/// The address of a Bluetooth socket with the protocol `BTPROTO_RFCOMM`.
///
/// The C structure is `sockaddr_rc`. Python: `(bdaddr, channel)`.
public struct RFCOMMAddress: SocketAddressParts {
  /// The device.
  public var device: BluetoothAddress
  /// The channel, from 1 to 30; 0 lets the kernel choose when binding.
  public var channel: UInt8

  /// A channel of a device.
  public init(device: BluetoothAddress, channel: UInt8) {
    self.device = device
    self.channel = channel
  }

  /// Reads a `sockaddr_rc`, of just its length.
  public init?(reading address: SocketAddress) {
    guard address.byteCount == Linux.sockaddr_rc.size, let structure: Linux.sockaddr_rc = address.structure() else {
      return nil
    }
    self.init(device: BluetoothAddress(structure.rc_bdaddr), channel: structure.rc_channel)
  }

  /// A `sockaddr_rc`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_rc(rc_bdaddr: device.structure, rc_channel: channel))
  }
}

extension SocketAddress {
  /// The address of an RFCOMM socket. See ``RFCOMMAddress``. Python: `(bdaddr, channel)`.
  ///
  /// - Parameters:
  ///   - device: The device; ``BluetoothAddress/any`` when binding.
  ///   - channel: The channel, from 1 to 30.
  public static func rfcomm(_ device: BluetoothAddress, channel: UInt8) -> SocketAddress {
    SocketAddress(RFCOMMAddress(device: device, channel: channel))
  }

  /// The address of an RFCOMM socket, of a device written as `"01:23:45:67:89:AB"`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``.
  public static func rfcomm(_ device: String, channel: UInt8) throws(SocketError) -> SocketAddress {
    rfcomm(try BluetoothAddress(parsing: device), channel: channel)
  }

  /// The parts of an `AF_BLUETOOTH` address, if the socket's protocol is `BTPROTO_RFCOMM`.
  public var rfcomm: RFCOMMAddress? { RFCOMMAddress(self) }
}

extension RFCOMMAddress: AddressKind {
  static var family: AddressFamily { .bluetooth }
  static var scheme: String { "rfcomm" }

  var text: String { "\(device) channel \(channel)" }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(device: try words.bluetooth(), channel: try words.number(after: "channel"))
  }
}
