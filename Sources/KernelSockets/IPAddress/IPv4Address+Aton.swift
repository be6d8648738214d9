extension IPv4Address {
  /// The address in one of the liberal forms of inet_aton(3); `nil` for anything else.
  ///
  /// One to four numbers with dots between them, each decimal, octal with a leading `0`, or hexadecimal with `0x`. The
  /// last number fills all bytes that are left: `127.1` is 127.0.0.1, and so are `0x7f000001` and `0177.0.0.01`.
  ///
  /// For text of files and people that may have such forms. Where it decides who may do what, take
  /// ``init(_:)-(String)``, which takes one form only.
  ///
  /// Python: `socket.inet_aton`, which also takes a blank with anything behind it. That is refused here: it has made
  /// attacks pass for addresses.
  public init?(aton text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 4, let last = parseNumber(parts[parts.count - 1]) else { return nil }
    let leading = parts.count - 1
    guard UInt64(last) < 1 << UInt64(8 * (4 - leading)) else { return nil }
    var bits = last
    for (index, part) in parts.dropLast().enumerated() {
      guard let value = parseNumber(part), value <= 255 else { return nil }
      bits |= value << UInt32(8 * (3 - index))
    }
    self.bits = bits
  }
}

/// A number as C writes it, without a sign.
private func parseNumber(_ text: Substring) -> UInt32? {
  guard let first = text.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first else { return nil }
  if text.hasPrefix("0x") || text.hasPrefix("0X") {
    let digits = text.dropFirst(2)
    return digits.first == "+" ? nil : UInt32(digits, radix: 16)
  }
  return UInt32(text, radix: first == UInt8(ascii: "0") ? 8 : 10)
}
