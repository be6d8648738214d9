/// An IPv4 address: 32 bits, and the way to and from its text.
///
/// Python: `ipaddress.IPv4Address`; `socket.inet_pton` and `inet_ntop` for `AF_INET`.
public struct IPv4Address: Hashable, Sendable {
  /// The address as a number: 127.0.0.1 is `0x7F00_0001`.
  public var bits: UInt32

  /// The address with this number, in the host's byte order.
  @inlinable public init(bits: UInt32) { self.bits = bits }

  /// The address of four bytes, as they are written: `IPv4Address(127, 0, 0, 1)`.
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    bits = UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
  }

  /// 0.0.0.0: all interfaces, when binding. The C constant is `INADDR_ANY`.
  public static var any: IPv4Address { IPv4Address(0, 0, 0, 0) }

  /// 127.0.0.1: this machine. The C constant is `INADDR_LOOPBACK`.
  public static var loopback: IPv4Address { IPv4Address(127, 0, 0, 1) }

  /// 255.255.255.255: all hosts of the local network. The C constant is `INADDR_BROADCAST`.
  public static var broadcast: IPv4Address { IPv4Address(255, 255, 255, 255) }
}

extension IPv4Address: LosslessStringConvertible {
  /// The address written as four decimal numbers without leading zeroes; `nil` for anything else, such as the octal
  /// and short forms that inet_aton(3) takes.
  public init?(_ description: String) {
    guard let bits = parseIPv4(description.utf8.span) else { return nil }
    self.bits = bits
  }

  /// The address as four decimal numbers, as inet_ntop(3) writes it.
  public var description: String {
    var text = ShortText()
    text.append(self)
    return text.string
  }
}

extension ShortText {
  /// Adds an address as inet_ntop(3) writes it.
  mutating func append(_ address: IPv4Address) {
    append(decimal: address.bits >> 24)
    append(".")
    append(decimal: address.bits >> 16 & 255)
    append(".")
    append(decimal: address.bits >> 8 & 255)
    append(".")
    append(decimal: address.bits & 255)
  }
}

/// The number that the text `1.2.3.4` stands for.
func parseIPv4(_ text: Span<UInt8>) -> UInt32? {
  guard let (bits, end) = parseIPv4(prefixOf: text), end == text.count else { return nil }
  return bits
}

/// The number that `1.2.3.4` at a text's beginning stands for, and where that ends.
@inline(__always)
func parseIPv4(prefixOf text: Span<UInt8>) -> (bits: UInt32, end: Int)? {
  var bits: UInt32 = 0
  var index = 0
  /// The byte that comes next; none that counts at the end.
  func next() -> UInt8 { index < text.count ? unsafe text[unchecked: index] : 0 }
  /// The digit that comes next; 10 or more for anything else.
  func digit() -> UInt32 { UInt32(next() &- UInt8(ascii: "0")) }

  for field in 0..<4 {
    if field > 0 {
      guard next() == UInt8(ascii: ".") else { return nil }
      index &+= 1
    }
    var value = digit()
    guard value < 10 else { return nil }
    index &+= 1
    // Nothing follows a leading zero, nor a third digit: what does is no dot.
    if value > 0, digit() < 10 {
      value = value &* 10 &+ digit()
      index &+= 1
      if digit() < 10 {
        value = value &* 10 &+ digit()
        index &+= 1
        guard value <= 255 else { return nil }
      }
    }
    bits = bits &<< 8 | value
  }
  return (bits, index)
}
