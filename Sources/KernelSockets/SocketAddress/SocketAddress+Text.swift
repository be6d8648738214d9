extension SocketAddress: CustomStringConvertible {
  /// The address as text, from which ``init(parsing:)`` makes the same address again.
  ///
  /// | family | text |
  /// |---|---|
  /// | inet | `127.0.0.1:80` |
  /// | inet6 | `[::1]:80`, `[fe80::1%eth0]:80`, `[::1]:80 flowinfo 0x5` |
  /// | unix | `/run/x.sock`, `unix:x.sock` for a relative path, `@name` if abstract, `unix:` if unnamed |
  /// | netlink | `netlink:1234`, `netlink:1234 groups 0x1` |
  /// | packet | `packet:eth0 0x0800`, `… type 4 hardware 1 address 01:23:45:67:89:ab` |
  /// | CAN | `can:vcan0`, `isotp:vcan0 rx 0x123 tx 0x456`, `j1939:vcan0 name 0x0 pgn 0x40000 address 0x20` |
  /// | vsock | `vsock:3:1024`, `vsock:any:any flags 1` |
  /// | algorithm | `alg:hash:sha256`, `… feature 0x1 mask 0x1` |
  /// | TIPC | `tipc:service 1000:5`, `tipc:range 1000:0:9 scope 3`, `tipc:socket 0x1001001:42` |
  /// | Bluetooth | `l2cap:01:23:45:67:89:AB psm 0x1001 cid 0x40 type 1`, `rfcomm:01:23:45:67:89:AB channel 5`, `sco:01:23:45:67:89:AB`, `hci:0 channel 1`, `iso:01:23:45:67:89:AB type 1 broadcast … set 2 streams 1,2` |
  /// | QIPCRTR | `qrtr:1:2` |
  /// | XDP | `xdp:eth0 queue 0`, `… flags 0x2 shared 5` |
  /// | MCTP | `mctp:1:8 type 1 tag 0x8`, `mctp-ext:1:8 type 1 interface eth0 address 2a` |
  /// | PPPoX | `pppoe:5 remote 01:23:45:67:89:ab device eth0`, `pptp:192.0.2.7 call 5`, `pppol2tp:1/2 to 3/4 version 3 descriptor 5` |
  /// | L2TP | `l2tp:192.0.2.7 connection 5`, `l2tp6:fe80::1 connection 5 flowinfo 0x5 interface eth0` |
  /// | RxRPC | `rxrpc:52 at 192.0.2.7:7000`, `rxrpc:52 at [fe80::1]:7000 interface eth0` |
  /// | LLC | `llc:01:23:45:67:89:ab sap 0x42` |
  /// | X.25 | `x25:1234567` |
  /// | amateur radio | `ax25:N0CALL-1 via AB1C,AB1C-2`, `netrom:N0CALL`, `rose:0123456789:N0CALL-1` |
  /// | ATM | `atmpvc:0.5.100`, `atmsvc:47:00:… number 1234567` |
  /// | AppleTalk, IPX | `appletalk:65280.1:4`, `ipx:0x1 node 01:23:45:67:89:ab port 0x451` |
  /// | Phonet | `phonet:0x6c object 0x10 resource 0xd9` |
  /// | NFC | `nfc:0 target 1 protocol 2`, `llcp:0 target 1 protocol 5 dsap 4 service name` |
  /// | IEEE 802.15.4 | `ieee802154:0xabcd short 0x0001`, `ieee802154:0xabcd extended 01:23:45:67:89:ab:cd:ef` |
  /// | IUCV | `iucv:USER:APPLICATION` |
  /// | CAIF | the bytes, since the socket's protocol alone tells their meaning; ``CAIFAddress`` has a text that reads back |
  /// | others | the family and all bytes in hexadecimal: `AF_DECnet 0c000000…` |
  ///
  /// In unix names, a backslash, control characters, and bytes that are not UTF-8 are written `\xHH`. In other names, all
  /// that is not visible ASCII is, and colons. An interface goes by its name, or by its index if it has none; index 0 is
  /// `any`. Numbers are decimal, or hexadecimal after `0x`. What has its usual value, most often zero, is left out.
  ///
  /// The kernel returns some addresses shorter or longer than it takes them: then ` length 18` comes last. Any other
  /// address of an unusual length, and one with bytes that its structure has no field for, is written in hexadecimal,
  /// whatever its family, so that nothing gets lost.
  public var description: String {
    let text =
      switch family {
      case .inet: inetDescription
      case .inet6: inet6Description
      case .unix: unixDescription
      default: nil as String?
      }
    return text ?? partsDescription ?? "\(family.symbol) " + bytes.map { digits($0) }.joined()
  }

  private var inetDescription: String? {
    // The text tells everything if nothing is in the second word, the padding.
    guard byteCount == Linux.sockaddr_in.size, storage.words[1] == 0, let structure: Linux.sockaddr_in = try? view()
    else { return nil }
    var text = ShortText()
    text.append(IPv4Address(bits: structure.sin_addr.s_addr))
    text.append(":")
    text.append(decimal: UInt32(structure.sin_port))
    return text.string
  }

  private var inet6Description: String? {
    guard let structure: Linux.sockaddr_in6 = try? view() else { return nil }
    let ipv6 = IPv6Address(structure.sin6_addr)
    let (port, flow, scope) = (structure.sin6_port, structure.sin6_flowinfo, structure.sin6_scope_id)
    guard self == .inet6(ipv6, port: port, flowInfo: flow, scope: scope) else { return nil }
    guard scope == 0, flow == 0 else { return inet6Description(port, flow) }
    var text = ShortText()
    text.append("[")
    text.append(ipv6)
    text.append("]")
    text.append(":")
    text.append(decimal: UInt32(port))
    return text.string
  }

  /// The same with a zone or a flow.
  private func inet6Description(_ port: UInt16, _ flow: UInt32) -> String? {
    // An interface's name can hold almost anything.
    guard let host, host.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
    return "[\(host)]:\(port)" + (flow == 0 ? "" : " flowinfo 0x\(String(flow, radix: 16))")
  }

  private var unixDescription: String? {
    if self == .unixUnnamed { return "unix:" }
    if let abstractName, self == (try? .unix(abstract: abstractName)) { return "@" + escape(abstractName) }
    guard let pathBytes, self == (try? .unix(path: pathBytes)) else { return nil }
    return (pathBytes.first == UInt8(ascii: "/") ? "" : "unix:") + escape(pathBytes)
  }
}

extension AddressFamily {
  /// The C name, or `AF_` and the number if it has none.
  var symbol: String {
    let text = description
    return text.first?.isNumber == true ? "AF_\(text)" : text
  }
}

/// Two digits.
func digits(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}

/// Text that `unescape` turns into the same bytes.
private func escape(_ bytes: [UInt8]) -> String {
  func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") }
  if bytes.allSatisfy(isPlain) { return String(decoding: bytes, as: UTF8.self) }
  let isText = String(validating: bytes, as: UTF8.self) != nil
  var result: [UInt8] = []
  for byte in bytes {
    if isPlain(byte) || isText && byte >= 0x80 { result.append(byte) } else { result += "\\x\(digits(byte))".utf8 }
  }
  return String(decoding: result, as: UTF8.self)
}

/// The bytes that `escape` wrote; `nil` for a backslash that begins no escape.
func unescape(_ text: Substring) -> [UInt8]? {
  let bytes = text.utf8.span
  if !bytes.indices.contains(where: { bytes[$0] == UInt8(ascii: "\\") }) { return [UInt8](copying: unsafe bytes.bytes) }
  var rest = text.utf8
  var result: [UInt8] = []
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\") else {
      result.append(byte)
      continue
    }
    guard rest.popFirst() == UInt8(ascii: "x"), let value = parseHexadecimalByte(rest.prefix(2)) else { return nil }
    result.append(value)
    rest = rest.dropFirst(2)
  }
  return result
}

/// The value of exactly two hexadecimal digits.
func parseHexadecimalByte(_ digits: Substring.UTF8View.SubSequence) -> UInt8? {
  guard digits.count == 2, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-") else { return nil }
  return UInt8(Substring(digits), radix: 16)
}
