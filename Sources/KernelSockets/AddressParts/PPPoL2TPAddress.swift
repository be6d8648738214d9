/// The address of a PPPoX socket with the protocol `PX_PROTO_OL2TP`: a session of an L2TP tunnel.
///
/// The C structures are `sockaddr_pppol2tp` and, for IPv6 and for version 3 of L2TP, `sockaddr_pppol2tpin6`,
/// `sockaddr_pppol2tpv3` and `sockaddr_pppol2tpv3in6`, see linux/if_pppox.h. Python has none.
public struct PPPoL2TPAddress: SocketAddressParts {
  /// The version of L2TP: how large its numbers are.
  public var version: Version
  /// The tunnel's own number, and the session's in it; 0 as the session is the tunnel itself.
  public var local: Numbers
  /// The numbers that the peer has for them.
  public var remote: Numbers
  /// The tunnel's UDP socket; -1 for a tunnel that is there already.
  public var descriptor: Int32
  /// The process that the descriptor belongs to; 0 for this one. The kernel overlooks it.
  public var processID: Int32
  /// The peer: an inet or inet6 address. The kernel goes by the socket's own peer.
  public let peer: SocketAddress

  /// A version of L2TP.
  public enum Version: Hashable, Sendable {
    /// RFC 2661: the numbers have 16 bits.
    case two
    /// RFC 3931: they have 32.
    case three
  }

  /// What a tunnel and a session go by.
  public struct Numbers: Hashable, Sendable {
    /// The tunnel's number.
    public var tunnel: UInt32
    /// The session's number in the tunnel.
    public var session: UInt32

    /// A session of a tunnel.
    public init(tunnel: UInt32, session: UInt32 = 0) {
      self.tunnel = tunnel
      self.session = session
    }
  }

  /// A session of a tunnel.
  ///
  /// - Parameters:
  ///   - version: The version of L2TP.
  ///   - local: The own numbers; in version two of 16 bits.
  ///   - remote: The peer's numbers for them.
  ///   - descriptor: The tunnel's UDP socket; -1 for a tunnel that is there already.
  ///   - processID: The process that the descriptor belongs to.
  ///   - peer: An inet or inet6 address.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/outOfRange(_:value:limit:)`` for a number that is too
  ///   large, or with ``SocketError/AddressProblem/malformed`` for a peer of another family.
  public init(
    version: Version = .two, local: Numbers, remote: Numbers, descriptor: Int32 = -1, processID: Int32 = 0,
    peer: SocketAddress = .inet(.any, port: 0)
  ) throws(SocketError) {
    for number in [local.tunnel, local.session, remote.tunnel, remote.session]
    where version == .two && number > UInt16.max {
      throw SocketError(
        "address", .invalidAddress(.outOfRange("L2TP number", value: UInt64(number), limit: UInt64(UInt16.max))))
    }
    guard peer.ip != nil else { throw SocketError("address", "\(peer)", .invalidAddress(.malformed)) }
    self.version = version
    self.local = local
    self.remote = remote
    self.descriptor = descriptor
    self.processID = processID
    self.peer = Self.withoutPadding(peer)
  }

  /// The peer has no part for what may stand behind an inet address's parts.
  private static func withoutPadding(_ peer: SocketAddress) -> SocketAddress {
    guard var structure: Linux.sockaddr_in = peer.structure() else { return peer }
    structure.__pad = .init()
    return SocketAddress(structure)
  }

  /// Reads any of the four structures, of just its length; `nil` for another `sa_protocol`.
  public init?(reading address: SocketAddress) {
    let family = UInt16(AddressFamily.AF_PPPOX.rawValue)
    guard address.family.rawValue == family, address.withBytes({ $0.integer(at: 2) == Self.number }) else { return nil }
    switch address.byteCount {
    case Linux.sockaddr_pppol2tp.size:
      guard let arm = address.structure(Linux.sockaddr_pppol2tp.self)?.pppol2tp else { return nil }
      let (own, other) = ((arm.s_tunnel, arm.s_session), (arm.d_tunnel, arm.d_session))
      self.init(.two, own, other, arm.fd, arm.pid, SocketAddress(arm.addr))
    case Linux.sockaddr_pppol2tpin6.size:
      guard let arm = address.structure(Linux.sockaddr_pppol2tpin6.self)?.pppol2tp else { return nil }
      let (own, other) = ((arm.s_tunnel, arm.s_session), (arm.d_tunnel, arm.d_session))
      self.init(.two, own, other, arm.fd, arm.pid, SocketAddress(arm.addr))
    case Linux.sockaddr_pppol2tpv3.size:
      guard let arm = address.structure(Linux.sockaddr_pppol2tpv3.self)?.pppol2tp else { return nil }
      let (own, other) = ((arm.s_tunnel, arm.s_session), (arm.d_tunnel, arm.d_session))
      self.init(.three, own, other, arm.fd, arm.pid, SocketAddress(arm.addr))
    case Linux.sockaddr_pppol2tpv3in6.size:
      guard let arm = address.structure(Linux.sockaddr_pppol2tpv3in6.self)?.pppol2tp else { return nil }
      let (own, other) = ((arm.s_tunnel, arm.s_session), (arm.d_tunnel, arm.d_session))
      self.init(.three, own, other, arm.fd, arm.pid, SocketAddress(arm.addr))
    default: return nil
    }
  }

  /// What each of the four structures has, in an order of its own: the own numbers of tunnel and session, the peer's.
  private init?<Number: FixedWidthInteger>(
    _ version: Version, _ own: (Number, Number), _ other: (Number, Number), _ descriptor: Int32, _ processID: Int32,
    _ peer: SocketAddress
  ) {
    try? self.init(
      version: version, local: Numbers(tunnel: UInt32(own.0), session: UInt32(own.1)),
      remote: Numbers(tunnel: UInt32(other.0), session: UInt32(other.1)), descriptor: descriptor, processID: processID,
      peer: peer)
  }

  private static var number: UInt32 { UInt32(SocketProtocol.PX_PROTO_OL2TP.rawValue) }

  /// The structure of the version and of the peer's family.
  public var socketAddress: SocketAddress {
    let (s, d) = (local, remote)
    func short(_ number: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: number) }
    let (inet, inet6): (Linux.sockaddr_in?, Linux.sockaddr_in6?) = (peer.structure(), peer.structure())
    switch (version, inet, inet6) {
    case (.two, let inet?, _):
      return SocketAddress(
        Linux.sockaddr_pppol2tp(
          sa_protocol: Self.number,
          pppol2tp: .init(
            pid: processID, fd: descriptor, addr: inet, s_tunnel: short(s.tunnel), s_session: short(s.session),
            d_tunnel: short(d.tunnel), d_session: short(d.session))))
    case (.two, nil, _):
      return SocketAddress(
        Linux.sockaddr_pppol2tpin6(
          sa_protocol: Self.number,
          pppol2tp: .init(
            pid: processID, fd: descriptor, s_tunnel: short(s.tunnel), s_session: short(s.session),
            d_tunnel: short(d.tunnel), d_session: short(d.session), addr: inet6 ?? .init())))
    case (.three, let inet?, _):
      return SocketAddress(
        Linux.sockaddr_pppol2tpv3(
          sa_protocol: Self.number,
          pppol2tp: .init(
            pid: processID, fd: descriptor, addr: inet, s_tunnel: s.tunnel, s_session: s.session, d_tunnel: d.tunnel,
            d_session: d.session)))
    case (.three, nil, _):
      return SocketAddress(
        Linux.sockaddr_pppol2tpv3in6(
          sa_protocol: Self.number,
          pppol2tp: .init(
            pid: processID, fd: descriptor, s_tunnel: s.tunnel, s_session: s.session, d_tunnel: d.tunnel,
            d_session: d.session, addr: inet6 ?? .init())))
    }
  }
}

extension SocketAddress {
  /// A session of an L2TP tunnel. See ``PPPoL2TPAddress``.
  ///
  /// - Parameters:
  ///   - local: The own numbers of the tunnel and of the session.
  ///   - remote: The peer's numbers for them.
  ///   - descriptor: The tunnel's UDP socket; -1 for a tunnel that is there already.
  ///   - version: The version of L2TP.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/outOfRange(_:value:limit:)`` for a number that is too
  ///   large for the version.
  public static func pppol2tp(
    local: PPPoL2TPAddress.Numbers, remote: PPPoL2TPAddress.Numbers, descriptor: Int32 = -1,
    version: PPPoL2TPAddress.Version = .two
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(try PPPoL2TPAddress(version: version, local: local, remote: remote, descriptor: descriptor))
  }

  /// The parts of an `AF_PPPOX` address for L2TP.
  public var pppol2tp: PPPoL2TPAddress? { PPPoL2TPAddress(self) }
}

extension PPPoL2TPAddress: AddressKind {
  static var family: AddressFamily { .AF_PPPOX }
  static var scheme: String { "pppol2tp" }

  var text: String {
    "\(local.tunnel)/\(local.session) to \(remote.tunnel)/\(remote.session)"
      + (version == .two ? "" : " version 3") + optionalWords("descriptor", descriptor, unless: -1)
      + optionalWords("process", processID) + (peer == .inet(.any, port: 0) ? "" : " at \(peer)")
  }

  init(words: inout AddressWords) throws(SocketError) {
    func numbers(_ words: inout AddressWords) throws(SocketError) -> Numbers {
      let parts = try words.parts(2, separator: "/")
      return Numbers(
        tunnel: try AddressWords.number(parts[0], "tunnel"), session: try AddressWords.number(parts[1], "session"))
    }
    let local = try numbers(&words)
    guard words.skip("to") else { throw AddressWords.malformed }
    let remote = try numbers(&words)
    var version = Version.two
    if words.skip("version") {
      guard try words.word() == "3" else { throw AddressWords.malformed }
      version = .three
    }
    let descriptor: Int32 = try words.number(after: "descriptor", or: -1)
    let processID: Int32 = try words.number(after: "process", or: 0)
    var peer = SocketAddress.inet(.any, port: 0)
    if words.skip("at") {
      peer = try SocketAddress(parsing: String(try words.word()))
      if words.skip("flowinfo"), var structure: Linux.sockaddr_in6 = peer.structure() {
        structure.sin6_flowinfo = try words.number("flowinfo")
        peer = SocketAddress(structure)
      }
    }
    try self.init(
      version: version, local: local, remote: remote, descriptor: descriptor, processID: processID, peer: peer)
  }
}
