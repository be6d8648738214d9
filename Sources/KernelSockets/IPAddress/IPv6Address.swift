/// An IPv6 address: 128 bits, and the way to and from its text. The scope belongs to the ``SocketAddress``.
///
/// Python: `ipaddress.IPv6Address`; `socket.inet_pton` and `inet_ntop` for `AF_INET6`.
public struct IPv6Address: Hashable, Sendable {
  /// The address as a number: `::1` is 1.
  public var bits: UInt128

  /// The address with this number, in the host's byte order.
  @inlinable public init(bits: UInt128) { self.bits = bits }

  /// `::`: all interfaces, when binding. The C constant is `in6addr_any`.
  public static var any: IPv6Address { IPv6Address(bits: 0) }

  /// `::1`: this machine. The C constant is `in6addr_loopback`.
  public static var loopback: IPv6Address { IPv6Address(bits: 1) }

  /// `::ffff:a.b.c.d`: how an IPv4 peer appears on a dual-stack socket.
  public init(mapping address: IPv4Address) { bits = 0xFFFF << 32 | UInt128(address.bits) }

  /// The IPv4 address within `::ffff:a.b.c.d`; `nil` for others.
  public var mappedIPv4: IPv4Address? {
    bits >> 32 == 0xFFFF ? IPv4Address(bits: UInt32(truncatingIfNeeded: bits)) : nil
  }

  /// The address in a C structure.
  @inlinable
  public init(_ structure: Linux.in6_addr) {
    var storage: InlineArray<1, UInt128> = [0]
    do {
      var span = storage.mutableSpan
      var bytes = unsafe span.mutableBytes
      structure.write(to: &bytes, at: 0)
    }
    bits = UInt128(bigEndian: storage[0])
  }

  /// The C structure of the address.
  @inlinable public var structure: Linux.in6_addr {
    let storage: InlineArray<1, UInt128> = [bits.bigEndian]
    return Linux.in6_addr(reading: unsafe storage.span.bytes, at: 0)
  }

  /// The eight groups of 16 bits, first to last.
  var groups: InlineArray<8, UInt16> {
    InlineArray { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
  }
}
