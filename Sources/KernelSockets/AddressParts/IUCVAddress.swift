/// The address of an IUCV socket, between the guests of a z/VM: a guest, and an application there.
///
/// The C structure is `sockaddr_iucv`, see net/iucv/af_iucv.c. Python has none.
public struct IUCVAddress: SocketAddressParts {
  /// The guest's user id; empty for any.
  public let user: String
  /// The application's name.
  public let application: String

  /// An application of a guest.
  ///
  /// - Parameters:
  ///   - user: The guest's user id, at most 8 bytes. Spaces at the end don't count.
  ///   - application: The application's name, at most 8 bytes. Spaces at the end don't count.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/containsNUL``.
  public init(user: String, application: String) throws(SocketError) {
    let structure = Linux.sockaddr_iucv()
    self.user = Self.trimmed(try checkedText(user, "IUCV user", limit: structure.siucv_user_id.count))
    self.application = Self.trimmed(
      try checkedText(application, "IUCV application", limit: structure.siucv_name.count))
  }

  /// Reads a `sockaddr_iucv`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_iucv = address.structure(),
      let user = String(validating: Array(structure.siucv_user_id), as: UTF8.self),
      let application = String(validating: Array(structure.siucv_name), as: UTF8.self)
    else { return nil }
    try? self.init(user: user, application: application)
  }

  /// A `sockaddr_iucv`, its names filled up with spaces.
  public var socketAddress: SocketAddress {
    func padded(_ name: String) -> CArray<8, UInt8> {
      CArray(Array(name.utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 8))
    }
    return SocketAddress(Linux.sockaddr_iucv(siucv_user_id: padded(user), siucv_name: padded(application)))
  }

  private static func trimmed(_ name: String) -> String {
    let last = name.utf8.lastIndex { $0 != UInt8(ascii: " ") }
    return last.map { String(name.utf8[...$0]) ?? "" } ?? ""
  }
}

extension SocketAddress {
  /// An application of a guest. See ``IUCVAddress``.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` for a name of more than 8 bytes, or
  ///   with ``SocketError/AddressProblem/containsNUL``.
  public static func iucv(user: String, application: String) throws(SocketError) -> SocketAddress {
    SocketAddress(try IUCVAddress(user: user, application: application))
  }

  /// The parts of an `AF_IUCV` address.
  public var iucv: IUCVAddress? { IUCVAddress(self) }
}

extension IUCVAddress: AddressKind {
  static var family: AddressFamily { .AF_IUCV }
  static var scheme: String { "iucv" }

  var text: String { "\(escapeWord(user)):\(escapeWord(application))" }

  init(words: inout AddressWords) throws(SocketError) {
    let parts = try words.parts(2)
    try self.init(user: try AddressWords.name(parts[0]), application: try AddressWords.name(parts[1]))
  }
}
