/// The address of a Bluetooth socket with the protocol `BTPROTO_HCI`: a controller of this machine.
///
/// The C structure is `sockaddr_hci`. Python: the device's number, or `(device, channel)`.
public struct HCIAddress: SocketAddressParts {
  /// The controller's number; ``noDevice`` for none.
  public var device: UInt16
  /// The channel, such as ``rawChannel``.
  public var channel: UInt16

  /// No controller in particular. The C constant is `HCI_DEV_NONE`.
  public static var noDevice: UInt16 { UInt16(Linux.HCI_DEV_NONE) }
  /// Packets as they are. The C constant is `HCI_CHANNEL_RAW`.
  public static var rawChannel: UInt16 { UInt16(Linux.HCI_CHANNEL_RAW) }
  /// The controller for this socket alone. The C constant is `HCI_CHANNEL_USER`.
  public static var userChannel: UInt16 { UInt16(Linux.HCI_CHANNEL_USER) }
  /// All traffic, to watch. The C constant is `HCI_CHANNEL_MONITOR`.
  public static var monitorChannel: UInt16 { UInt16(Linux.HCI_CHANNEL_MONITOR) }
  /// The management of the controllers. The C constant is `HCI_CHANNEL_CONTROL`.
  public static var controlChannel: UInt16 { UInt16(Linux.HCI_CHANNEL_CONTROL) }

  /// A channel of a controller.
  public init(device: UInt16, channel: UInt16 = Self.rawChannel) {
    self.device = device
    self.channel = channel
  }

  /// Reads a `sockaddr_hci`, of just its length.
  public init?(reading address: SocketAddress) {
    guard address.byteCount == Linux.sockaddr_hci.size, let structure: Linux.sockaddr_hci = address.structure() else {
      return nil
    }
    self.init(device: structure.hci_dev, channel: structure.hci_channel)
  }

  /// A `sockaddr_hci`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_hci(hci_dev: device, hci_channel: channel))
  }
}

extension SocketAddress {
  /// The address of a Bluetooth controller. See ``HCIAddress``. Python: the device's number, or `(device, channel)`.
  ///
  /// - Parameters:
  ///   - device: The controller's number, or ``HCIAddress/noDevice``.
  ///   - channel: The channel.
  public static func hci(device: UInt16, channel: UInt16 = HCIAddress.rawChannel) -> SocketAddress {
    SocketAddress(HCIAddress(device: device, channel: channel))
  }

  /// The parts of an `AF_BLUETOOTH` address, if the socket's protocol is `BTPROTO_HCI`.
  public var hci: HCIAddress? { HCIAddress(self) }
}

extension HCIAddress: AddressKind {
  static var family: AddressFamily { .bluetooth }
  static var scheme: String { "hci" }

  var text: String { "\(device)" + optionalWords("channel", channel) }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(device: try words.number("device"), channel: try words.number(after: "channel", or: 0))
  }
}
