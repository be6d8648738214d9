/// The address of a PPPoX socket with the protocol `PX_PROTO_OE`: a PPPoE session.
///
/// The C structure is `sockaddr_pppox`, see linux/if_pppox.h. Python has none.
public struct PPPoEAddress: SocketAddressParts {
  /// The session's number; 0 ends the session of a connected socket.
  public var session: UInt16
  /// The peer's hardware address.
  public var remote: CArray<6, UInt8>
  /// The name of the network interface.
  public let device: String

  /// A session with a peer.
  ///
  /// - Parameters:
  ///   - session: The session's number.
  ///   - remote: The peer's hardware address.
  ///   - device: The interface's name, at most 15 bytes. The kernel looks it up.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/containsNUL``.
  public init(session: UInt16, remote: CArray<6, UInt8>, device: String) throws(SocketError) {
    self.session = session
    self.remote = remote
    self.device = try checkedText(device, "interface", limit: NetworkInterface.nameLimit)
  }

  /// Reads a `sockaddr_pppox`; `nil` for another `sa_protocol`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_pppox = address.structure(), case .pppoe(let arm) = structure.sa_addr,
      let device = String(terminated: Array(arm.dev))
    else { return nil }
    try? self.init(session: arm.sid, remote: arm.remote, device: device)
  }

  /// A `sockaddr_pppox`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_pppox(
        sa_protocol: UInt32(SocketProtocol.PX_PROTO_OE.rawValue),
        sa_addr: .pppoe(.init(sid: session, remote: remote, dev: CArray(device.utf8)))))
  }
}

extension SocketAddress {
  /// A PPPoE session. See ``PPPoEAddress``.
  ///
  /// - Parameters:
  ///   - session: The session's number.
  ///   - remote: The peer's hardware address.
  ///   - device: The interface's name, at most 15 bytes.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/containsNUL``.
  public static func pppoe(
    session: UInt16, remote: CArray<6, UInt8>, device: String
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(try PPPoEAddress(session: session, remote: remote, device: device))
  }

  /// The parts of an `AF_PPPOX` address for PPPoE.
  public var pppoe: PPPoEAddress? { PPPoEAddress(self) }
}

extension PPPoEAddress: AddressKind {
  static var family: AddressFamily { .AF_PPPOX }
  static var scheme: String { "pppoe" }

  var text: String { "\(session) remote \(colonSeparated(Array(remote))) device \(escapeWord(device))" }

  init(words: inout AddressWords) throws(SocketError) {
    let session: UInt16 = try words.number("session")
    let remote: CArray<6, UInt8> = try words.bytes(after: "remote")
    guard words.skip("device") else { throw AddressWords.malformed }
    try self.init(session: session, remote: remote, device: try words.name())
  }
}
