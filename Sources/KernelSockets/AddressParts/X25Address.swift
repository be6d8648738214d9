/// The address of an X.25 socket: a number of up to 15 decimal digits.
///
/// The C structure is `sockaddr_x25`, see x25(7). Python has none.
public struct X25Address: SocketAddressParts {
  /// The digits.
  public let digits: String

  /// The address with these digits.
  ///
  /// - Parameter digits: At most 15 of them; none stand for any address.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, or with
  ///   ``SocketError/AddressProblem/malformed`` for other characters.
  public init(digits: String) throws(SocketError) {
    self.digits = try checkedDigits(digits, "X.25 address", limit: Linux.x25_address().x25_addr.count - 1)
  }

  /// Reads a `sockaddr_x25`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_x25 = address.structure(),
      let digits = String(terminated: Array(structure.sx25_addr.x25_addr))
    else { return nil }
    try? self.init(digits: digits)
  }

  /// A `sockaddr_x25`.
  public var socketAddress: SocketAddress {
    SocketAddress(Linux.sockaddr_x25(sx25_addr: .init(x25_addr: CArray(digits.utf8))))
  }
}

extension SocketAddress {
  /// The address of an X.25 socket. See ``X25Address``.
  ///
  /// - Parameter digits: At most 15 of them.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/malformed``.
  public static func x25(_ digits: String) throws(SocketError) -> SocketAddress {
    SocketAddress(try X25Address(digits: digits))
  }

  /// The parts of an `AF_X25` address.
  public var x25: X25Address? { X25Address(self) }
}

extension X25Address: AddressKind {
  static var family: AddressFamily { .AF_X25 }
  static var scheme: String { "x25" }

  var text: String { digits }

  init(words: inout AddressWords) throws(SocketError) { try self.init(digits: String(try words.word())) }
}
