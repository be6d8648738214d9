/// The address of a ROSE socket: a node, a station there, and the digipeaters between.
///
/// The C structures are `sockaddr_rose` and `full_sockaddr_rose`, see net/rose/af_rose.c. Python has none.
public struct ROSEAddress: SocketAddressParts {
  /// The node: ten decimal digits.
  public let node: String
  /// The station.
  public var station: CallSign
  /// The stations that repeat the frames on their way, in order.
  public let digipeaters: [CallSign]

  /// A station at a node.
  ///
  /// - Parameters:
  ///   - node: Ten decimal digits.
  ///   - station: The station's call sign.
  ///   - digipeaters: At most six.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``,
  ///   ``SocketError/AddressProblem/tooLong(limit:)`` or ``SocketError/AddressProblem/outOfRange(_:value:limit:)``.
  public init(node: String, station: CallSign, digipeaters: [CallSign] = []) throws(SocketError) {
    let count = 2 * Linux.rose_address().rose_addr.count
    self.node = try checkedDigits(node, "ROSE node", limit: count)
    guard node.utf8.count == count else {
      throw SocketError("ROSE node", "\"\(node)\"", .invalidAddress(.malformed))
    }
    self.station = station
    self.digipeaters = try checkedDigipeaters(digipeaters, limit: Linux.ROSE_MAX_DIGIS)
  }

  /// Reads a `sockaddr_rose` or a `full_sockaddr_rose`.
  public init?(reading address: SocketAddress) {
    guard let base: Linux.sockaddr_rose = address.structure() else { return nil }
    let full = address.withBytes { Linux.full_sockaddr_rose(reading: $0, at: 0) }
    guard let station = CallSign(base.srose_call),
      let digipeaters = callSigns(full.srose_digis, count: full.srose_ndigis)
    else { return nil }
    let node = Array(base.srose_addr.rose_addr).map { digits($0) }.joined()
    try? self.init(node: node, station: station, digipeaters: digipeaters)
  }

  /// A `sockaddr_rose`; a `full_sockaddr_rose` if there is more than one digipeater.
  public var socketAddress: SocketAddress {
    let number = UInt64(node, radix: 16) ?? 0  // two digits to a byte
    let node = Linux.rose_address(
      rose_addr: CArray((0..<5).map { UInt8(truncatingIfNeeded: number >> (32 - 8 * $0)) }))
    if digipeaters.count <= 1 {
      return SocketAddress(
        Linux.sockaddr_rose(
          srose_addr: node, srose_call: station.structure, srose_ndigis: Int32(digipeaters.count),
          srose_digi: digipeaters.first?.structure ?? .init()))
    }
    return SocketAddress(
      Linux.full_sockaddr_rose(
        srose_addr: node, srose_call: station.structure, srose_ndigis: UInt32(digipeaters.count),
        srose_digis: CArray(digipeaters.map(\.structure))))
  }
}

extension SocketAddress {
  /// The address of a ROSE socket. See ``ROSEAddress``.
  ///
  /// - Parameters:
  ///   - node: Ten decimal digits.
  ///   - station: The station's call sign, such as `"N0CALL-1"`.
  ///   - digipeaters: At most six call signs.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/malformed``,
  ///   ``SocketError/AddressProblem/tooLong(limit:)`` or ``SocketError/AddressProblem/outOfRange(_:value:limit:)``.
  public static func rose(
    node: String, _ station: String, via digipeaters: [String] = []
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(
      try ROSEAddress(
        node: node, station: try CallSign(parsing: station),
        digipeaters: try digipeaters.map(CallSign.init(parsing:))))
  }

  /// The parts of an `AF_ROSE` address.
  public var rose: ROSEAddress? { ROSEAddress(self) }
}

extension ROSEAddress: AddressKind {
  static var family: AddressFamily { .AF_ROSE }
  static var scheme: String { "rose" }

  var text: String { "\(node):\(station)" + optionalWords(via: digipeaters) }

  init(words: inout AddressWords) throws(SocketError) {
    let parts = try words.parts(2)
    try self.init(
      node: String(parts[0]), station: try CallSign(parsing: parts[1]), digipeaters: try words.digipeaters())
  }
}
