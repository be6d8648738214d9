extension IPv4Address {
  /// The address of four bytes, first to last as they are written and sent. Python: `socket.inet_ntoa`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/byteCount(expected:)`` for any other number of bytes.
  @inlinable
  public init(bytes: some Collection<UInt8>) throws(SocketError) {
    self = try bytes.withSpan { bytes throws(SocketError) in try IPv4Address(bytes: bytes) }
  }

  /// The address of bytes where they lie, in a packet for example. See ``init(bytes:)-(Collection<UInt8>)``.
  public init(bytes: RawSpan) throws(SocketError) {
    bits = try number(of: bytes)
  }

  /// The four bytes, first to last as they are written and sent. Python: `socket.inet_aton`, `socket.inet_pton`.
  public var bytes: [UInt8] { bigEndianBytes(of: bits) }
}

extension IPv6Address {
  /// The address of sixteen bytes, first to last as they are sent. Python: `socket.inet_ntop`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/byteCount(expected:)`` for any other number of bytes.
  @inlinable
  public init(bytes: some Collection<UInt8>) throws(SocketError) {
    self = try bytes.withSpan { bytes throws(SocketError) in try IPv6Address(bytes: bytes) }
  }

  /// The address of bytes where they lie, in a packet for example. See ``init(bytes:)-(Collection<UInt8>)``.
  public init(bytes: RawSpan) throws(SocketError) {
    bits = try number(of: bytes)
  }

  /// The sixteen bytes, first to last as they are sent. Python: `socket.inet_pton`.
  public var bytes: [UInt8] { bigEndianBytes(of: bits) }
}

private func number<Bits: FixedWidthInteger & BitwiseCopyable>(of bytes: RawSpan) throws(SocketError) -> Bits {
  let expected = Bits.bitWidth / 8
  guard bytes.byteCount == expected else {
    throw SocketError("address", "of \(bytes.byteCount) bytes", .invalidAddress(.byteCount(expected: expected)))
  }
  return Bits(bigEndian: bytes.integer(at: 0))
}

private func bigEndianBytes(of bits: some FixedWidthInteger) -> [UInt8] {
  stride(from: bits.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> $0) }
}
