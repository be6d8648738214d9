extension SocketAddress: LosslessStringConvertible {
  /// The address that ``description`` describes; `nil` if it describes none.
  @inlinable
  public init?(_ description: String) {
    // Those of the Internet are put together by the caller, in registers: copies cost more than that.
    if let (bits, port) = Self.parseIPv4AndPort(description) {
      self = .inet(IPv4Address(bits: bits), port: port)
    } else if let (bits, port) = Self.parseIPv6AndPort(description) {
      self = .inet6(IPv6Address(bits: bits), port: port)
    } else {
      guard let address = Self.parseOther(description) else { return nil }
      self = address
    }
  }

  /// The address that a text in the form of ``description`` describes. No names are looked up but those of interfaces.
  ///
  /// ```swift
  /// let address = try SocketAddress(parsing: "[::1]:80")
  /// ```
  ///
  /// - Parameter text: Such as `127.0.0.1:80`, `[fe80::1%eth0]:80`, `/run/x.sock`, `unix:x.sock`, `@name`.
  /// - Throws: ``SocketError`` with an ``SocketError/AddressProblem`` that tells what is wrong.
  public init(parsing text: String) throws(SocketError) {
    if let (bits, port) = Self.parseIPv4AndPort(text) {
      self = .inet(IPv4Address(bits: bits), port: port)
    } else if let (bits, port) = Self.parseIPv6AndPort(text) {
      self = .inet6(IPv6Address(bits: bits), port: port)
    } else {
      do throws(SocketError) {
        self = try Self.parse(text[...])
      } catch {
        throw SocketError("parse", "\"\(text)\"", error.cause)
      }
    }
  }

  /// What any other text describes; `nil` if it describes nothing.
  @usableFromInline
  static func parseOther(_ text: String) -> SocketAddress? {
    do throws(SocketError) { return try parse(text[...]) } catch { return nil }
  }

  private static func parse(_ text: Substring) throws(SocketError) -> SocketAddress {
    // By bytes: to a `String`, a mark that combines with the character before it would hide that.
    switch text.utf8.first {
    case UInt8(ascii: "/"): return try unix(path: try unescaped(text))
    case UInt8(ascii: "@"): return try unix(abstract: try unescaped(Substring(text.utf8.dropFirst())))
    case UInt8(ascii: "["): return try parseINET6(Substring(text.utf8.dropFirst()))
    default: break
    }
    if text == "unix:" { return .unixUnnamed }
    if text.utf8.starts(with: "unix:".utf8) { return try unix(path: try unescaped(Substring(text.utf8.dropFirst(5)))) }
    if text.utf8.starts(with: "AF_".utf8) { return try parseBytes(text) }
    if let address = try parseParts(text) { return address }
    // An IPv4 address with a port has been read already.
    guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), IPv4Address(String(text[..<colon])) != nil else {
      throw malformed(.malformed)
    }
    throw malformed(.port)
  }

  /// What follows the bracket in `[::1]:80 flowinfo 0x5`. An interface's name may hold a bracket too: the last counts.
  private static func parseINET6(_ text: Substring) throws(SocketError) -> SocketAddress {
    guard let bracket = text.lastIndex(of: "]"), text[bracket...].hasPrefix("]:") else { throw malformed(.malformed) }
    var digits = text[bracket...].dropFirst(2)
    var flowInfo: UInt32 = 0
    if let space = digits.firstIndex(of: " ") {
      guard digits[space...].hasPrefix(" flowinfo 0x"),
        let number = UInt32(digits[space...].dropFirst(12), radix: 16)
      else { throw malformed(.malformed) }
      flowInfo = number
      digits = digits[..<space]
    }
    guard bracket > text.startIndex else { throw malformed(.malformed) }
    let address = try inet6(String(text[..<bracket]), port: try port(digits))
    guard flowInfo != 0 else { return address }
    var structure: Linux.sockaddr_in6 = try address.view()
    structure.sin6_flowinfo = flowInfo
    return SocketAddress(structure)
  }

  /// The hexadecimal bytes after the family's name, which is for people only: the bytes hold the family.
  private static func parseBytes(_ text: Substring) throws(SocketError) -> SocketAddress {
    guard let space = text.firstIndex(of: " ") else { throw malformed(.malformed) }
    var digits = text[space...].dropFirst().utf8
    var bytes: [UInt8] = []
    while !digits.isEmpty {
      guard let byte = parseHexadecimalByte(digits.prefix(2)) else { throw malformed(.malformed) }
      bytes.append(byte)
      digits = digits.dropFirst(2)
    }
    return try SocketAddress(bytes: bytes)
  }

  private static func port(_ digits: Substring) throws(SocketError) -> UInt16 {
    guard digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let port = UInt16(digits) else {
      throw malformed(.port)
    }
    return port
  }

  private static func unescaped(_ text: Substring) throws(SocketError) -> [UInt8] {
    guard let bytes = unescape(text) else { throw malformed(.malformed) }
    return bytes
  }

  private static func malformed(_ problem: SocketError.AddressProblem) -> SocketError {
    SocketError("parse", .invalidAddress(problem))
  }
}

extension SocketAddress {
  /// What `1.2.3.4:80` stands for; `nil` for any other text.
  @usableFromInline
  static func parseIPv4AndPort(_ text: String) -> (bits: UInt32, port: UInt16)? {
    let text = text.utf8.span
    guard let (bits, end) = parseIPv4(prefixOf: text), let port = parsePort(text.extracting(droppingFirst: end)) else {
      return nil
    }
    return (bits, port)
  }

  /// What `[::1]:80` stands for; `nil` for any other text, one with a zone among them.
  @usableFromInline
  static func parseIPv6AndPort(_ text: String) -> (bits: UInt128, port: UInt16)? {
    let text = text.utf8.span
    guard !text.isEmpty, text[0] == UInt8(ascii: "[") else { return nil }
    var bracket = text.count - 1
    while bracket > 0, text[bracket] != UInt8(ascii: "]") { bracket -= 1 }
    guard bracket > 0, let port = parsePort(text.extracting(droppingFirst: bracket + 1)),
      let bits = parseIPv6(text.extracting(1..<bracket))
    else { return nil }
    return (bits, port)
  }
}

/// A port in decimal digits behind a colon.
private func parsePort(_ text: Span<UInt8>) -> UInt16? {
  guard text.count > 1, text[0] == UInt8(ascii: ":") else { return nil }
  var port: UInt32 = 0
  for index in 1..<text.count {
    let digit = UInt32(unsafe text[unchecked: index] &- UInt8(ascii: "0"))
    guard digit < 10 else { return nil }
    port = port &* 10 &+ digit
    guard port <= UInt16.max else { return nil }
  }
  return UInt16(port)
}
