extension IPv6Address: LosslessStringConvertible {
  /// The address written as RFC 4291 says, strictly as inet_pton(3) takes it; `nil` for anything else.
  public init?(_ description: String) {
    guard let bits = parseIPv6(description.utf8[...]) else { return nil }
    self.bits = bits
  }

  /// The address as RFC 5952 says and inet_ntop(3) writes it: lower case, the first longest run of zero groups as `::`,
  /// and an embedded IPv4 address with dots.
  public var description: String {
    let groups = groups
    let run = longestRunOfZeros(groups)
    let isMapped = run == 0..<5 && groups[5] == 0xFFFF
    let embedsIPv4 = isMapped || run == 0..<6
    var text = ""
    var index = 0
    while index < (embedsIPv4 ? 6 : 8) {
      if index == run.lowerBound, !run.isEmpty {
        text += "::"
        index = run.upperBound
        continue
      }
      if index > 0, index != run.upperBound || run.isEmpty { text += ":" }
      text += String(groups[index], radix: 16)
      index += 1
    }
    guard embedsIPv4 else { return text }
    return text + (isMapped ? ":" : "") + IPv4Address(bits: UInt32(truncatingIfNeeded: bits)).description
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
private func parseIPv6(_ text: Substring.UTF8View) -> UInt128? {
  var rest = text
  var bits: UInt128 = 0
  var count = 0
  var gap: Int?

  if rest.starts(with: "::".utf8) {
    gap = 0
    rest = rest.dropFirst(2)
  }
  while !rest.isEmpty {
    let group = rest.prefix { $0 != UInt8(ascii: ":") }
    let isLast = group.endIndex == rest.endIndex
    if isLast, group.contains(UInt8(ascii: ".")) {
      guard count <= 6, let address = parseIPv4(group) else { return nil }
      bits = bits << 32 | UInt128(address)
      count += 2
      break
    }
    guard count < 8, let value = parseGroup(group) else { return nil }
    bits = bits << 16 | UInt128(value)
    count += 1
    if isLast { break }
    rest = rest[group.endIndex...].dropFirst()
    if rest.first == UInt8(ascii: ":") {
      guard gap == nil else { return nil }
      gap = count
      rest = rest.dropFirst()
    } else if rest.isEmpty {
      return nil  // a single colon at the end
    }
  }

  guard let gap else { return count == 8 ? bits : nil }
  guard count < 8 else { return nil }
  let tailBits = 16 * (count - gap)
  let head = bits >> tailBits
  let tail = bits & ((1 << tailBits) - 1)
  return gap == 0 ? tail : head << (16 * (8 - gap)) | tail
}

/// One to four hexadecimal digits.
private func parseGroup(_ text: Substring.UTF8View) -> UInt16? {
  guard 1...4 ~= text.count else { return nil }
  var value: UInt16 = 0
  for byte in text {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
    default: return nil
    }
  }
  return value
}
