extension SocketAddress: CustomStringConvertible {
  /// The address as text, from which ``init(parsing:)`` makes the same address again.
  ///
  /// | family | text |
  /// |---|---|
  /// | inet | `127.0.0.1:80` |
  /// | inet6 | `[::1]:80`, `[fe80::1%eth0]:80`, `[::1]:80 flowinfo 0x5` |
  /// | unix | `/run/x.sock`, `unix:x.sock` for a relative path, `@name` if abstract, `unix:` if unnamed |
  /// | others | the family and all bytes in hexadecimal: `AF_CAN 1d000000…` |
  ///
  /// In unix names, a backslash, control characters, and bytes that are not UTF-8 are written `\xHH`. An address of an
  /// unusual length is written in hexadecimal, whatever its family, so that nothing gets lost.
  public var description: String {
    inetDescription ?? inet6Description ?? unixDescription
      ?? "\(family.symbol) " + bytes.map { hexadecimal($0) }.joined()
  }

  private var inetDescription: String? {
    guard let ipv4, let port, self == .inet(ipv4, port: port) else { return nil }
    return "\(ipv4):\(port)"
  }

  private var inet6Description: String? {
    guard let ipv6, let structure: Linux.sockaddr_in6 = try? view(), let host else { return nil }
    let (port, flow, scope) = (structure.sin6_port, structure.sin6_flowinfo, structure.sin6_scope_id)
    guard self == .inet6(ipv6, port: port, flowInfo: flow, scope: scope) else { return nil }
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

private func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}

/// Text that `unescape` turns into the same bytes.
private func escape(_ bytes: [UInt8]) -> String {
  let isText = String(validating: bytes, as: UTF8.self) != nil
  var result: [UInt8] = []
  for byte in bytes {
    let isPlain = byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") || isText && byte >= 0x80
    if isPlain { result.append(byte) } else { result += "\\x\(hexadecimal(byte))".utf8 }
  }
  return String(decoding: result, as: UTF8.self)
}

/// The bytes that `escape` wrote; `nil` for a backslash that begins no escape.
func unescape(_ text: Substring) -> [UInt8]? {
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
