/// The address of a CAIF socket, to a modem. Which case it is, the socket's protocol alone tells.
///
/// The C structure is `sockaddr_caif`, see Documentation/networking/caif/linux_caif.rst. Python has none.
///
/// ```swift
/// let address = try SocketAddress(parsing: "caif:fileManager 1:disk")
/// print(address.caif(protocol: .CAIFPROTO_RFM)!)  // caif:fileManager 1:disk
/// ```
public enum CAIFAddress: Hashable, Sendable, CustomStringConvertible {
  /// A connection for AT commands. `CAIFPROTO_AT`.
  case commands(type: UInt8)
  /// A utility link to a service of at most 16 bytes. `CAIFPROTO_UTIL`.
  case utility(service: String)
  /// A connection for datagrams. `CAIFPROTO_DATAGRAM`, `CAIFPROTO_DATAGRAM_LOOP`.
  case datagram(connection: UInt32)
  /// A connection to a remote file manager; the volume has at most 16 bytes. `CAIFPROTO_RFM`.
  case fileManager(connection: UInt32, volume: String)
  /// A connection for debugging. `CAIFPROTO_DEBUG`.
  case debug(type: UInt8, service: UInt8)
}

extension SocketAddress {
  /// The address of a CAIF socket. See ``CAIFAddress``.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` for a name of more than 16 bytes, or
  ///   with ``SocketError/AddressProblem/containsNUL``.
  public static func caif(_ parts: CAIFAddress) throws(SocketError) -> SocketAddress {
    func field(_ text: String, _ part: String) throws(SocketError) -> CArray<16, UInt8> {
      CArray(try checkedText(text, part, limit: 16).utf8)
    }
    let arm: Linux.sockaddr_caif.U =
      switch parts {
      case .commands(let type): .at(.init(type: type))
      case .utility(let service): .util(.init(service: try field(service, "CAIF service")))
      case .datagram(let connection): .dgm(connection)
      case .fileManager(let connection, let volume):
        .rfm(.init(connection_id: connection, volume: try field(volume, "CAIF volume")))
      case .debug(let type, let service): .dbg(.init(type: type, service: service))
      }
    return SocketAddress(Linux.sockaddr_caif(u: arm))
  }

  /// The parts of an `AF_CAIF` address; `nil` if they don't say all that it says.
  ///
  /// - Parameter protocol: The socket's protocol, such as `.CAIFPROTO_AT`.
  public func caif(protocol: SocketProtocol) -> CAIFAddress? {
    let structure = withBytes { bytes in try? Linux.sockaddr_caif(decoding: bytes, protocol: `protocol`) }
    let parts: CAIFAddress? =
      switch structure?.u {
      case .at(let arm): .commands(type: arm.type)
      case .util(let arm): String(terminated: Array(arm.service)).map { .utility(service: $0) }
      case .dgm(let connection): .datagram(connection: connection)
      case .rfm(let arm):
        String(terminated: Array(arm.volume)).map { .fileManager(connection: arm.connection_id, volume: $0) }
      case .dbg(let arm): .debug(type: arm.type, service: arm.service)
      case .bytes, nil: nil
      }
    guard let parts, let address = try? SocketAddress.caif(parts), address.hasSameContents(as: self) else { return nil }
    return parts
  }
}

// MARK: Text

extension CAIFAddress {
  static let scheme = "caif"

  /// Such as `caif:datagram 5`, `caif:utility psock_test` or `caif:fileManager 1:disk`, from which
  /// ``SocketAddress/init(parsing:)`` makes the address. The address itself does not know the protocol, so its own text is
  /// that of its bytes.
  public var description: String {
    let text =
      switch self {
      case .commands(let type): "commands \(type)"
      case .utility(let service): "utility \(escapeWord(service))"
      case .datagram(let connection): "datagram \(connection)"
      case .fileManager(let connection, let volume): "fileManager \(connection):\(escapeWord(volume))"
      case .debug(let type, let service): "debug \(type):\(service)"
      }
    return "\(Self.scheme):\(text)"
  }

  init(words: inout AddressWords) throws(SocketError) {
    switch try words.word() {
    case "commands": self = .commands(type: try words.number("type"))
    case "utility": self = .utility(service: try words.name())
    case "datagram": self = .datagram(connection: try words.number("connection"))
    case "fileManager":
      let parts = try words.parts(2)
      self = .fileManager(
        connection: try AddressWords.number(parts[0], "connection"), volume: try AddressWords.name(parts[1]))
    case "debug":
      let parts = try words.parts(2)
      self = .debug(
        type: try AddressWords.number(parts[0], "type"), service: try AddressWords.number(parts[1], "service"))
    default: throw AddressWords.malformed
    }
  }
}
