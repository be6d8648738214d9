/// The address of a NET/ROM socket: a station's call sign, and those of a node.
///
/// The C structures are `sockaddr_ax25` and `full_sockaddr_ax25`, see net/netrom/af_netrom.c. Python has none.
public struct NETROMAddress: SocketAddressParts {
  /// The station.
  public var station: CallSign
  /// The node's call sign, after the user's.
  public let digipeaters: [CallSign]

  /// The address of a station.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/outOfRange(_:value:limit:)`` for more than eight
  ///   further call signs.
  public init(station: CallSign, digipeaters: [CallSign] = []) throws(SocketError) {
    self.station = station
    self.digipeaters = try checkedDigipeaters(digipeaters, limit: Linux.AX25_MAX_DIGIS)
  }

  /// Reads a `sockaddr_ax25` or a `full_sockaddr_ax25`.
  public init?(reading address: SocketAddress) {
    guard let parts = address.ax25Parts(of: Self.family) else { return nil }
    try? self.init(station: parts.station, digipeaters: parts.digipeaters)
  }

  /// A `sockaddr_ax25`; a `full_sockaddr_ax25` if there are further call signs.
  public var socketAddress: SocketAddress { SocketAddress(Self.family, ax25: station, digipeaters) }
}

extension SocketAddress {
  /// The address of a NET/ROM socket. See ``NETROMAddress``.
  ///
  /// - Parameters:
  ///   - station: The station's call sign, such as `"N0CALL-1"`.
  ///   - digipeaters: Further call signs, at most eight. The node's call sign, after the user's.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed`` for what is no call sign, or with
  ///   ``SocketError/AddressProblem/outOfRange(_:value:limit:)`` for too many.
  public static func netrom(_ station: String, via digipeaters: [String] = []) throws(SocketError) -> SocketAddress {
    SocketAddress(
      try NETROMAddress(
        station: try CallSign(parsing: station), digipeaters: try digipeaters.map(CallSign.init(parsing:))))
  }

  /// The parts of an `AF_NETROM` address.
  public var netrom: NETROMAddress? { NETROMAddress(self) }
}

extension NETROMAddress: AddressKind {
  static var family: AddressFamily { .AF_NETROM }
  static var scheme: String { "netrom" }

  var text: String { "\(station)" + optionalWords(via: digipeaters) }

  init(words: inout AddressWords) throws(SocketError) {
    try self.init(station: try CallSign(parsing: try words.word()), digipeaters: try words.digipeaters())
  }
}
