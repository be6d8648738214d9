/// The address of an NFC socket with the protocol `NFC_SOCKPROTO_LLCP`: a service of another device.
///
/// The C structure is `sockaddr_nfc_llcp`, see net/nfc/llcp_sock.c. Python has none.
public struct LLCPAddress: SocketAddressParts {
  /// The device, the target and the protocol.
  public var target: NFCAddress
  /// The destination's service access point.
  public var dsap: UInt8
  /// The source's service access point.
  public var ssap: UInt8
  /// The service's name, where it has no number: `"urn:nfc:sn:snep"`.
  public let service: String

  /// A service of a target.
  ///
  /// - Parameters:
  ///   - target: The device and the target there.
  ///   - dsap: The destination's service access point.
  ///   - ssap: The source's.
  ///   - service: The service's name, at most 63 bytes.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/containsNUL``.
  public init(_ target: NFCAddress, dsap: UInt8 = 0, ssap: UInt8 = 0, service: String = "") throws(SocketError) {
    self.target = target
    self.dsap = dsap
    self.ssap = ssap
    self.service = try checkedText(service, "NFC service", limit: Linux.sockaddr_nfc_llcp().service_name.count)
  }

  /// Reads a `sockaddr_nfc_llcp`, of at least its length.
  public init?(reading address: SocketAddress) {
    guard address.byteCount >= Linux.sockaddr_nfc_llcp.size,
      let structure: Linux.sockaddr_nfc_llcp = address.structure(),
      structure.service_name_len <= structure.service_name.count,
      let service = String(
        validating: Array(structure.service_name).prefix(Int(structure.service_name_len)), as: UTF8.self)
    else { return nil }
    let target = NFCAddress(
      device: structure.dev_idx, target: structure.target_idx, protocol: structure.nfc_protocol)
    try? self.init(target, dsap: structure.dsap, ssap: structure.ssap, service: service)
  }

  /// A `sockaddr_nfc_llcp`.
  public var socketAddress: SocketAddress {
    SocketAddress(
      Linux.sockaddr_nfc_llcp(
        dev_idx: target.device, target_idx: target.target, nfc_protocol: target.protocol, dsap: dsap, ssap: ssap,
        service_name: CArray(service.utf8), service_name_len: .init(service.utf8.count)))
  }
}

extension SocketAddress {
  /// A service of another NFC device. See ``LLCPAddress``.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` for a name of more than 63 bytes, or
  ///   with ``SocketError/AddressProblem/containsNUL``.
  public static func llcp(
    _ target: NFCAddress, dsap: UInt8 = 0, ssap: UInt8 = 0, service: String = ""
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(try LLCPAddress(target, dsap: dsap, ssap: ssap, service: service))
  }

  /// The parts of an `AF_NFC` address, if the socket's protocol is `NFC_SOCKPROTO_LLCP`.
  public var llcp: LLCPAddress? { LLCPAddress(self) }
}

extension LLCPAddress: AddressKind {
  static var family: AddressFamily { .AF_NFC }
  static var scheme: String { "llcp" }

  var text: String {
    target.text + optionalWords("dsap", dsap) + optionalWords("ssap", ssap)
      + (service.isEmpty ? "" : " service \(escapeWord(service))")
  }

  init(words: inout AddressWords) throws(SocketError) {
    try self.init(
      try NFCAddress(words: &words), dsap: try words.number(after: "dsap", or: 0),
      ssap: try words.number(after: "ssap", or: 0), service: words.skip("service") ? try words.name() : "")
  }
}
