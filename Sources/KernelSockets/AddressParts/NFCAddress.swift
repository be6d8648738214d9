/// The address of an NFC socket with the protocol `NFC_SOCKPROTO_RAW`.
///
/// The C structure is `sockaddr_nfc`, see net/nfc/rawsock.c. Python has none.
public struct NFCAddress: SocketAddressParts {
  /// The index of the NFC device.
  public var device: UInt32
  /// The index of the target, such as a tag.
  public var target: UInt32
  /// The protocol, one of the constants `NFC_PROTO_…`.
  public var `protocol`: UInt32

  /// An address with these parts.
  public init(device: UInt32, target: UInt32, protocol: UInt32) {
    self.device = device
    self.target = target
    self.protocol = `protocol`
  }

  /// Reads a `sockaddr_nfc`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_nfc = address.structure() else { return nil }
    self.init(device: structure.dev_idx, target: structure.target_idx, protocol: structure.nfc_protocol)
  }

  /// A `sockaddr_nfc`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_nfc(dev_idx: device, target_idx: target, nfc_protocol: `protocol`))
  }
}

extension SocketAddress {
  /// A target of an NFC device. See ``NFCAddress``.
  public static func nfc(device: UInt32, target: UInt32, protocol: UInt32) -> SocketAddress {
    SocketAddress(NFCAddress(device: device, target: target, protocol: `protocol`))
  }

  /// The parts of an `AF_NFC` address.
  public var nfc: NFCAddress? { NFCAddress(self) }
}

extension NFCAddress: AddressKind {
  static var family: AddressFamily { .AF_NFC }
  static var scheme: String { "nfc" }

  var text: String {
    "\(device) target \(target) protocol \(`protocol`)"
  }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(
      device: try words.number("device"), target: try words.number(after: "target"),
      protocol: try words.number(after: "protocol"))
  }
}
