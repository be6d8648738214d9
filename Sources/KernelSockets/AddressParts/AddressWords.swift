// The words that addresses are written with, and the way back from them to numbers, names and bytes.

/// The words of an address's text, read from the first to the last. They hold no spaces.
struct AddressWords {
  private var rest: ArraySlice<Substring>

  init(_ text: Substring) {
    rest = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { Substring($0) }[...]
  }

  static var malformed: SocketError { SocketError("parse", .invalidAddress(.malformed)) }

  mutating func word() throws(SocketError) -> Substring {
    guard let word = rest.popFirst() else { throw Self.malformed }
    return word
  }

  /// Goes on behind the next word if that is `key`.
  mutating func skip(_ key: String) -> Bool {
    guard rest.first.map({ $0 == key }) == true else { return false }
    rest.removeFirst()
    return true
  }

  /// The next word as a number, named `part` in errors.
  mutating func number<Number: FixedWidthInteger>(_ part: String) throws(SocketError) -> Number {
    try Self.number(try word(), part)
  }

  /// The number behind the word `key`, which has to come next.
  mutating func number<Number: FixedWidthInteger>(after key: String) throws(SocketError) -> Number {
    guard skip(key) else { throw Self.malformed }
    return try number(key)
  }

  /// The number behind the word `key`, or `fallback` if another word comes next.
  mutating func number<Number: FixedWidthInteger>(after key: String, or fallback: Number) throws(SocketError) -> Number
  {
    skip(key) ? try number(key) : fallback
  }

  /// The next word: an interface's name or index.
  mutating func interface() throws(SocketError) -> UInt32 {
    try NetworkInterface.index(labelled: try word())
  }

  /// The next word: what `escapeWord` wrote.
  mutating func name() throws(SocketError) -> String { try Self.name(try word()) }

  /// The next word: what `colonSeparated` wrote.
  mutating func bytes() throws(SocketError) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in try word().utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
      guard let byte = parseHexadecimalByte(part) else { throw Self.malformed }
      bytes.append(byte)
    }
    return bytes
  }

  /// The next word: as many bytes as the array has.
  mutating func bytes<let count: Int>() throws(SocketError) -> CArray<count, UInt8> {
    let bytes: [UInt8] = try bytes()
    guard bytes.count == count else { throw Self.malformed }
    return CArray(bytes)
  }

  /// The bytes behind the word `key`, which has to come next.
  mutating func bytes<let count: Int>(after key: String) throws(SocketError) -> CArray<count, UInt8> {
    guard skip(key) else { throw Self.malformed }
    return try bytes()
  }

  /// The next word: parts with an ASCII separator between them, and as many as they have to be.
  mutating func parts(_ count: Int, separator: Unicode.Scalar = ":") throws(SocketError) -> [Substring] {
    let parts = try word().utf8.split(
      separator: UInt8(ascii: separator), maxSplits: count - 1, omittingEmptySubsequences: false)
    guard parts.count == count else { throw Self.malformed }
    return parts.map { Substring($0) }
  }

  /// Throws if there are words left.
  func end() throws(SocketError) {
    guard rest.isEmpty else { throw Self.malformed }
  }

  /// A number in decimal digits, or in hexadecimal ones after `0x`.
  static func number<Number: FixedWidthInteger>(_ text: Substring, _ part: String) throws(SocketError) -> Number {
    let isNegative = Number.isSigned && text.utf8.first == UInt8(ascii: "-")
    let magnitude = isNegative ? text.dropFirst() : text
    let isHexadecimal = magnitude.utf8.starts(with: "0x".utf8)
    let digits = isHexadecimal ? Substring(magnitude.utf8.dropFirst(2)) : magnitude
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
      let value = UInt64(digits, radix: isHexadecimal ? 16 : 10)
    else { throw malformed }
    let result = isNegative ? Number(exactly: -Int128(value)) : Number(exactly: value)
    guard let result else {
      throw SocketError(
        "parse", .invalidAddress(.outOfRange(part, value: value, limit: UInt64(truncatingIfNeeded: Number.max))))
    }
    return result
  }

  static func name(_ text: Substring) throws(SocketError) -> String {
    guard let bytes = unescape(text), let name = String(validating: bytes, as: UTF8.self) else { throw malformed }
    return name
  }
}

/// The text as a word: all but visible ASCII, and colons and backslashes, as `\xHH`.
func escapeWord(_ text: String) -> String {
  func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\") && byte != UInt8(ascii: ":")
  }
  if text.utf8.allSatisfy(isPlain) { return text }
  return text.utf8.map { byte in isPlain(byte) ? String(UnicodeScalar(byte)) : "\\x\(digits(byte))" }.joined()
}

/// `0x` and the digits, at least as many as `digits`.
func hexadecimal(_ number: some FixedWidthInteger & UnsignedInteger, digits: Int = 1) -> String {
  let text = String(number, radix: 16)
  return "0x" + String(repeating: "0", count: max(0, digits - text.count)) + text
}

/// The bytes as hardware addresses are written, `01:23:45:67:89:ab`.
func colonSeparated(_ bytes: some Sequence<UInt8>) -> String {
  var text: [UInt8] = []
  for byte in bytes {
    if !text.isEmpty { text.append(UInt8(ascii: ":")) }
    for digit in [byte >> 4, byte & 0xF] {
      text.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
    }
  }
  return String(decoding: text, as: UTF8.self)
}

/// A key and its number, with a space before; nothing if the number is the usual one.
func optionalWords<Number: FixedWidthInteger>(_ key: String, _ number: Number, unless usual: Number = 0) -> String {
  number == usual ? "" : " \(key) \(number)"
}
