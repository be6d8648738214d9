/// The address of a Bluetooth socket with the protocol `BTPROTO_SCO`: a device.
///
/// The C structure is `sockaddr_sco`. Python: the device alone, a `str`.
public struct SCOAddress: SocketAddressParts {
  /// The device.
  public var device: BluetoothAddress

  /// The address of a device.
  public init(device: BluetoothAddress) {
    self.device = device
  }

  /// Reads a `sockaddr_sco`, of just its length.
  public init?(reading address: SocketAddress) {
    guard address.byteCount == Linux.sockaddr_sco.size, let structure: Linux.sockaddr_sco = address.structure() else {
      return nil
    }
    self.init(device: BluetoothAddress(structure.sco_bdaddr))
  }

  /// A `sockaddr_sco`.
  public var socketAddress: SocketAddress { SocketAddress(Linux.sockaddr_sco(sco_bdaddr: device.structure)) }
}

extension SocketAddress {
  /// The address of an SCO socket. See ``SCOAddress``. Python: the device alone, a `str`.
  ///
  /// - Parameter device: The device; ``BluetoothAddress/any`` when binding.
  public static func sco(_ device: BluetoothAddress) -> SocketAddress { SocketAddress(SCOAddress(device: device)) }

  /// The address of an SCO socket, of a device written as `"01:23:45:67:89:AB"`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``.
  public static func sco(_ device: String) throws(SocketError) -> SocketAddress {
    sco(try BluetoothAddress(parsing: device))
  }

  /// The parts of an `AF_BLUETOOTH` address, if the socket's protocol is `BTPROTO_SCO`.
  public var sco: SCOAddress? { SCOAddress(self) }
}

extension SCOAddress: AddressKind {
  static var family: AddressFamily { .bluetooth }
  static var scheme: String { "sco" }

  var text: String { device.description }

  init(words: inout AddressWords) throws(SocketError) { self.init(device: try words.bluetooth()) }
}
