/// The address of a PPPoX socket with the protocol `PX_PROTO_PPTP`: a call of a PPTP tunnel.
///
/// The C structure is `sockaddr_pppox`, see linux/if_pppox.h. Python has none.
public struct PPTPAddress: SocketAddressParts {
  /// The call's number.
  public var call: UInt16
  /// The host.
  public var host: IPv4Address

  /// A call of a host.
  public init(call: UInt16, host: IPv4Address) {
    self.call = call
    self.host = host
  }

  /// Reads a `sockaddr_pppox`; `nil` for another `sa_protocol`.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_pppox = address.structure(), case .pptp(let arm) = structure.sa_addr else {
      return nil
    }
    self.init(call: arm.call_id, host: IPv4Address(bits: arm.sin_addr.s_addr))
  }

  /// A `sockaddr_pppox`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_pppox(
        sa_protocol: UInt32(SocketProtocol.PX_PROTO_PPTP.rawValue),
        sa_addr: .pptp(.init(call_id: call, sin_addr: .init(s_addr: host.bits)))))
  }
}

extension SocketAddress {
  /// A call of a PPTP tunnel. See ``PPTPAddress``.
  public static func pptp(call: UInt16, host: IPv4Address) -> SocketAddress {
    SocketAddress(PPTPAddress(call: call, host: host))
  }

  /// The parts of an `AF_PPPOX` address for PPTP.
  public var pptp: PPTPAddress? { PPTPAddress(self) }
}

extension PPTPAddress: AddressKind {
  static var family: AddressFamily { .AF_PPPOX }
  static var scheme: String { "pptp" }

  var text: String { "\(host) call \(call)" }

  init(words: inout AddressWords) throws(SocketError) {
    guard let host = IPv4Address(String(try words.word())) else { throw AddressWords.malformed }
    self.init(call: try words.number(after: "call"), host: host)
  }
}
