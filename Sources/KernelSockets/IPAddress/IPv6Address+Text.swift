extension IPv6Address: LosslessStringConvertible {
  /// The address written as RFC 4291 says, strictly as inet_pton(3) takes it; `nil` for anything else.
  public init?(_ description: String) {
    guard let bits = parseIPv6(description.utf8.span) else { return nil }
    self.bits = bits
  }

  /// The address as RFC 5952 says and inet_ntop(3) writes it: lower case, the first longest run of zero groups as `::`,
  /// and an embedded IPv4 address with dots.
  public var description: String {
    var text = ShortText()
    text.append(self)
    return text.string
  }
}

extension ShortText {
  /// Adds an address as inet_ntop(3) writes it.
  mutating func append(_ address: IPv6Address) {
    let groups = address.groups
    let run = longestRunOfZeros(groups)
    let isMapped = run == 0..<5 && groups[5] == 0xFFFF
    let embedsIPv4 = isMapped || run == 0..<6
    var index = 0
    while index < (embedsIPv4 ? 6 : 8) {
      if index == run.lowerBound, !run.isEmpty {
        append(":")
        append(":")
        index = run.upperBound
        continue
      }
      if index > 0, index != run.upperBound || run.isEmpty { append(":") }
      append(hexadecimal: groups[index])
      index += 1
    }
    guard embedsIPv4 else { return }
    if isMapped { append(":") }
    append(IPv4Address(bits: UInt32(truncatingIfNeeded: address.bits)))
  }
}

/// The first longest run of two or more zero groups; empty if there is none.
private func longestRunOfZeros(_ groups: InlineArray<8, UInt16>) -> Range<Int> {
  var longest = 0..<0
  var start = 0
  for index in 0..<8 {
    guard groups[index] == 0 else {
      start = index + 1
      continue
    }
    if index + 1 - start > max(longest.count, 1) { longest = start..<(index + 1) }
  }
  return longest
}

/// The number that the text of an IPv6 address stands for.
///
/// Reads group after group into `bits`. A `::` remembers how many groups came before; at the end these move up, and
/// zeroes fill the gap.
func parseIPv6(_ text: Span<UInt8>) -> UInt128? {
  let colon = UInt8(ascii: ":")
  var bits: UInt128 = 0
  var count = 0
  var gap: Int?
  var start = 0

  if text.count >= 2, text[0] == colon, text[1] == colon { (gap, start) = (0, 2) }
  while start < text.count {
    var group: UInt16 = 0
    var end = start
    while end < text.count, let digit = hexadecimalDigit(text[end]) {
      guard end - start < 4 else { return nil }
      group = group << 4 | digit
      end += 1
    }
    if end < text.count, text[end] == UInt8(ascii: ".") {
      guard count <= 6, let address = parseIPv4(text.extracting(start..<text.count)) else { return nil }
      bits = bits << 32 | UInt128(address)
      count += 2
      break
    }
    guard count < 8, end > start else { return nil }
    bits = bits << 16 | UInt128(group)
    count += 1
    if end == text.count { break }
    guard text[end] == colon else { return nil }
    start = end + 1
    guard start < text.count else { return nil }  // a single colon at the end
    if text[start] == colon {
      guard gap == nil else { return nil }
      gap = count
      start += 1
    }
  }

  guard let gap else { return count == 8 ? bits : nil }
  guard count < 8 else { return nil }
  let tailBits = 16 * (count - gap)
  let head = bits >> tailBits
  let tail = bits & ((1 << tailBits) - 1)
  return gap == 0 ? tail : head << (16 * (8 - gap)) | tail
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt16? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
