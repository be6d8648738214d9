/// The address of a station in a wireless network of IEEE 802.15.4, as of sensors.
///
/// The C structure is `sockaddr_ieee802154`, see net/ieee802154/socket.c in the kernel. Python has none.
public struct IEEE802154Address: SocketAddressParts {
  /// The network's number, in the host's byte order. The C constant for all networks is `IEEE802154_PANID_BROADCAST`.
  public var network: UInt16
  /// The station in the network.
  public var station: Station

  /// How a station is called.
  public enum Station: Hashable, Sendable {
    /// Not at all. The C constant is `IEEE802154_ADDR_NONE`.
    case none
    /// By the number that the network gave it, in the host's byte order; ``IEEE802154Address/everyone`` for all. The C
    /// constant is `IEEE802154_ADDR_SHORT`.
    case short(UInt16)
    /// By the hardware's own address, as it is written. The C constant is `IEEE802154_ADDR_LONG`.
    case extended(CArray<8, UInt8>)
  }

  /// All stations, by a short address. The C constant is `IEEE802154_ADDR_BROADCAST`.
  public static var everyone: UInt16 { UInt16(Linux.IEEE802154_ADDR_BROADCAST) }

  /// A station of a network.
  public init(network: UInt16, station: Station) {
    self.network = network
    self.station = station
  }

  /// Reads a `sockaddr_ieee802154`; `nil` for another kind of station, or if bytes of it are missing.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_ieee802154 = address.structure() else { return nil }
    let count = address.byteCount - Self.stationOffset
    switch structure.addr.union6 {
    case .short_addr(let number) where count >= 2: station = .short(number)
    case .hwaddr(let bytes) where count >= bytes.count: station = .extended(bytes)
    case .bytes where structure.addr.addr_type == Linux.IEEE802154_ADDR_NONE: station = .none
    default: return nil
    }
    network = structure.addr.pan_id
  }

  /// Where the station's address begins: behind the family, its kind and its network, each aligned.
  private static let stationOffset = 10

  /// A `sockaddr_ieee802154`.
  public var socketAddress: SocketAddress {
    var structure = Linux.sockaddr_ieee802154()
    structure.addr.pan_id = network
    switch station {
    case .none: structure.addr.addr_type = Int32(Linux.IEEE802154_ADDR_NONE)
    case .short(let number):
      structure.addr.addr_type = Int32(Linux.IEEE802154_ADDR_SHORT)
      structure.addr.union6 = .short_addr(number)
    case .extended(let bytes):
      structure.addr.addr_type = Int32(Linux.IEEE802154_ADDR_LONG)
      structure.addr.union6 = .hwaddr(bytes)
    }
    return SocketAddress(structure)
  }
}

extension SocketAddress {
  /// A station of IEEE 802.15.4 by its short address. See ``IEEE802154Address``.
  ///
  /// - Parameters:
  ///   - network: The network's number.
  ///   - short: The station's number in the network.
  public static func ieee802154(network: UInt16, short: UInt16) -> SocketAddress {
    SocketAddress(IEEE802154Address(network: network, station: .short(short)))
  }

  /// A station of IEEE 802.15.4 by its hardware's address. See ``IEEE802154Address``.
  ///
  /// - Parameters:
  ///   - network: The network's number.
  ///   - extended: The hardware's address, as it is written.
  public static func ieee802154(network: UInt16, extended: CArray<8, UInt8>) -> SocketAddress {
    SocketAddress(IEEE802154Address(network: network, station: .extended(extended)))
  }

  /// The parts of an `AF_IEEE802154` address.
  public var ieee802154: IEEE802154Address? { IEEE802154Address(self) }
}

extension IEEE802154Address: AddressKind {
  static var family: AddressFamily { .AF_IEEE802154 }
  static var scheme: String { "ieee802154" }

  var text: String {
    let network = hexadecimal(network, digits: 4)
    return switch station {
    case .none: network
    case .short(let number): "\(network) short \(hexadecimal(number, digits: 4))"
    case .extended(let bytes): "\(network) extended \(colonSeparated(Array(bytes)))"
    }
  }

  init(words: inout AddressWords) throws(SocketError) {
    let network: UInt16 = try words.number("network")
    if words.skip("short") {
      self.init(network: network, station: .short(try words.number("short")))
    } else if words.skip("extended") {
      self.init(network: network, station: .extended(try words.bytes()))
    } else {
      self.init(network: network, station: .none)
    }
  }
}
