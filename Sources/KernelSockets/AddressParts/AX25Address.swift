/// The address of an AX.25 socket: a station's call sign, and those of digipeaters.
///
/// The C structures are `sockaddr_ax25` and `full_sockaddr_ax25`, see net/ax25/af_ax25.c. Python has none.
public struct AX25Address: SocketAddressParts {
  /// The station.
  public var station: CallSign
  /// The stations that repeat the frames on their way, in order.
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
  /// The address of an AX.25 socket. See ``AX25Address``.
  ///
  /// - Parameters:
  ///   - station: The station's call sign, such as `"N0CALL-1"`.
  ///   - digipeaters: Further call signs, at most eight. The stations that repeat the frames on their way, in order.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed`` for what is no call sign, or with
  ///   ``SocketError/AddressProblem/outOfRange(_:value:limit:)`` for too many.
  public static func ax25(_ station: String, via digipeaters: [String] = []) throws(SocketError) -> SocketAddress {
    SocketAddress(
      try AX25Address(
        station: try CallSign(parsing: station), digipeaters: try digipeaters.map(CallSign.init(parsing:))))
  }

  /// The parts of an `AF_AX25` address.
  public var ax25: AX25Address? { AX25Address(self) }
}

extension AX25Address: AddressKind {
  static var family: AddressFamily { .AF_AX25 }
  static var scheme: String { "ax25" }

  var text: String { "\(station)" + optionalWords(via: digipeaters) }

  init(words: inout AddressWords) throws(SocketError) {
    try self.init(station: try CallSign(parsing: try words.word()), digipeaters: try words.digipeaters())
  }
}

extension SocketAddress {
  /// An address that two families have.
  init(_ family: AddressFamily, ax25 station: CallSign, _ digipeaters: [CallSign]) {
    let base = Linux.sockaddr_ax25(
      sax25_family: UInt16(truncatingIfNeeded: family.rawValue), sax25_call: station.structure,
      sax25_ndigis: Int32(digipeaters.count))
    if digipeaters.isEmpty {
      self.init(base)
    } else {
      self.init(Linux.full_sockaddr_ax25(fsa_ax25: base, fsa_digipeater: CArray(digipeaters.map(\.structure))))
    }
  }

  /// Reads such an address.
  func ax25Parts(of family: AddressFamily) -> (station: CallSign, digipeaters: [CallSign])? {
    guard self.family == family, byteCount >= Linux.sockaddr_ax25.size else { return nil }
    let structure = withBytes { Linux.full_sockaddr_ax25(reading: $0, at: 0) }
    guard let station = CallSign(structure.fsa_ax25.sax25_call),
      let digipeaters = callSigns(structure.fsa_digipeater, count: structure.fsa_ax25.sax25_ndigis)
    else { return nil }
    return (station, digipeaters)
  }
}
