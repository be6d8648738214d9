/// An IPv4 address: 32 bits, and the way to and from its text.
///
/// Python: `ipaddress.IPv4Address`; `socket.inet_pton` and `inet_ntop` for `AF_INET`.
public struct IPv4Address: Hashable, Sendable {
  /// The address as a number: 127.0.0.1 is `0x7F00_0001`.
  public var bits: UInt32

  /// The address with this number, in the host's byte order.
  public init(bits: UInt32) { self.bits = bits }

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
    guard let bits = parseIPv4(description.utf8[...]) else { return nil }
    self.bits = bits
  }

  /// The address as four decimal numbers, as inet_ntop(3) writes it.
  public var description: String {
    "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
  }
}

/// The number that the text `1.2.3.4` stands for.
func parseIPv4(_ text: Substring.UTF8View) -> UInt32? {
  var result: UInt32 = 0
  var fields = 0
  var value: UInt32 = 0
  var digits = 0
  for byte in text {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard digits == 0 || value > 0 else { return nil }  // a leading zero
      value = value * 10 + UInt32(byte - UInt8(ascii: "0"))
      digits += 1
      guard value <= 255 else { return nil }
    case UInt8(ascii: "."):
      guard digits > 0, fields < 3 else { return nil }
      result = result << 8 | value
      (fields, value, digits) = (fields + 1, 0, 0)
    default: return nil
    }
  }
  guard digits > 0, fields == 3 else { return nil }
  return result << 8 | value
}
