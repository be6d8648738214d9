// Parts as text. Every kind of address has a scheme of its own: `netlink:1234 groups 0x1`.

/// A kind of address that has a text.
protocol AddressKind: SocketAddressParts {
  /// The family of such addresses.
  static var family: AddressFamily { get }
  /// The word before the colon.
  static var scheme: String { get }
  /// What follows the colon: words, from which `init(words:)` makes equal parts.
  var text: String { get }
  /// Reads what `text` wrote.
  init(words: inout AddressWords) throws(SocketError)
}

/// All kinds of addresses that have a text of their own, besides those of inet and unix.
let addressKinds: [any AddressKind.Type] = [
  NetlinkAddress.self, PacketAddress.self, CANAddress.self, ISOTPAddress.self, J1939Address.self, VSOCKAddress.self,
  AlgorithmAddress.self, TIPCAddress.self, L2CAPAddress.self, RFCOMMAddress.self, HCIAddress.self, SCOAddress.self,
  QRTRAddress.self, XDPAddress.self, MCTPAddress.self, MCTPExtendedAddress.self, PPPoEAddress.self, PPTPAddress.self,
  L2TPAddress.self, L2TPv6Address.self, LLCAddress.self, X25Address.self, AX25Address.self, NETROMAddress.self,
  ROSEAddress.self, ATMPVCAddress.self, ATMSVCAddress.self, AppleTalkAddress.self, PhonetAddress.self, NFCAddress.self,
  LLCPAddress.self, IUCVAddress.self, IPXAddress.self, RxRPCAddress.self, PPPoL2TPAddress.self, ISOAddress.self,
  IEEE802154Address.self,
]

private let kindsOfFamily = Dictionary(grouping: addressKinds) { $0.family }
private let kindsOfScheme: [Substring: any AddressKind.Type] =
  Dictionary(uniqueKeysWithValues: addressKinds.map { (Substring($0.scheme), $0) })

extension SocketAddress {
  /// The text of the parts, if there is a kind of parts that says all of the address.
  ///
  /// Comes after it ` length N` if the kernel returned more or fewer bytes, all zero, than it takes.
  var partsDescription: String? {
    func text(_ parts: any AddressKind) -> String { "\(type(of: parts).scheme):\(parts.text)" }
    var shortened: (any AddressKind)?
    for kind in kindsOfFamily[family] ?? [] {
      guard let parts = kind.init(self) else { continue }
      if parts.socketAddress == self { return text(parts) }
      shortened = shortened ?? parts
    }
    return shortened.map { "\(text($0)) length \(byteCount)" }
  }

  /// The address that such a text describes; `nil` if it begins with no known scheme.
  static func parseParts(_ text: Substring) throws(SocketError) -> SocketAddress? {
    let scheme = Substring(text.utf8.prefix { $0 != UInt8(ascii: ":") })
    guard scheme.endIndex < text.endIndex else { return nil }
    var words = AddressWords(Substring(text.utf8[scheme.endIndex...].dropFirst()))
    var address: SocketAddress
    if let kind = kindsOfScheme[scheme] {
      address = try kind.init(words: &words).socketAddress
    } else if scheme == CAIFAddress.scheme {
      // Not among the kinds, since its bytes alone don't tell its parts.
      address = try .caif(CAIFAddress(words: &words))
    } else {
      return nil
    }
    if words.skip("length") { try address.setLength(try words.number("length")) }
    try words.end()
    return address
  }

  /// Adds zeroes to the end, or takes them away.
  private mutating func setLength(_ length: Int) throws(SocketError) {
    guard 0...Self.capacity ~= length, bytes.dropFirst(length).allSatisfy({ $0 == 0 }) else {
      throw AddressWords.malformed
    }
    filled = length
  }
}
