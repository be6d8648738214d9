extension IPv4Address {
  /// The address of four bytes, first to last as they are written and sent. Python: `socket.inet_ntoa`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/byteCount(expected:)`` for any other number of bytes.
  public init(bytes: some Collection<UInt8>) throws(SocketError) {
    bits = try number(of: bytes)
  }

  /// The four bytes, first to last as they are written and sent. Python: `socket.inet_aton`, `socket.inet_pton`.
  public var bytes: [UInt8] { bigEndianBytes(of: bits) }
}

extension IPv6Address {
  /// The address of sixteen bytes, first to last as they are sent. Python: `socket.inet_ntop`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/byteCount(expected:)`` for any other number of bytes.
  public init(bytes: some Collection<UInt8>) throws(SocketError) {
    bits = try number(of: bytes)
  }

  /// The sixteen bytes, first to last as they are sent. Python: `socket.inet_pton`.
  public var bytes: [UInt8] { bigEndianBytes(of: bits) }
}

private func number<Bits: FixedWidthInteger>(of bytes: some Collection<UInt8>) throws(SocketError) -> Bits {
  let expected = Bits.bitWidth / 8
  guard bytes.count == expected else {
    throw SocketError("address", "of \(bytes.count) bytes", .invalidAddress(.byteCount(expected: expected)))
  }
  return bytes.reduce(0) { $0 << 8 | Bits($1) }
}

private func bigEndianBytes(of bits: some FixedWidthInteger) -> [UInt8] {
  stride(from: bits.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> $0) }
}
