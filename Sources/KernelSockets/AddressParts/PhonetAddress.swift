/// The address of a Phonet socket, to the modem of a phone.
///
/// The C structure is `sockaddr_pn`, see Documentation/networking/phonet.rst. Python has none.
public struct PhonetAddress: SocketAddressParts {
  /// The device, whose lowest two bits are zero.
  public var device: UInt8
  /// The object there; 0 lets the kernel choose when binding.
  public var object: UInt8
  /// The resource: what the messages are about.
  public var resource: UInt8

  /// An address with these parts.
  public init(device: UInt8, object: UInt8 = 0, resource: UInt8 = 0) {
    self.device = device
    self.object = object
    self.resource = resource
  }

  /// Reads a `sockaddr_pn`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_pn = address.structure() else { return nil }
    self.init(device: structure.spn_dev, object: structure.spn_obj, resource: structure.spn_resource)
  }

  /// A `sockaddr_pn`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_pn(spn_obj: object, spn_dev: device, spn_resource: resource))
  }
}

extension SocketAddress {
  /// A resource of an object. See ``PhonetAddress``.
  public static func phonet(device: UInt8, object: UInt8 = 0, resource: UInt8 = 0) -> SocketAddress {
    SocketAddress(PhonetAddress(device: device, object: object, resource: resource))
  }

  /// The parts of an `AF_PHONET` address.
  public var phonet: PhonetAddress? { PhonetAddress(self) }
}

extension PhonetAddress: AddressKind {
  static var family: AddressFamily { .AF_PHONET }
  static var scheme: String { "phonet" }

  var text: String {
    "\(hexadecimal(device, digits: 2)) object \(hexadecimal(object, digits: 2))"
      + " resource \(hexadecimal(resource, digits: 2))"
  }

  init(words: inout AddressWords) throws(SocketError) {
    self.init(
      device: try words.number("device"), object: try words.number(after: "object", or: 0),
      resource: try words.number(after: "resource", or: 0))
  }
}
