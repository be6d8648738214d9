extension NetlinkMessage {
  /// Adds an attribute.
  ///
  /// - Parameters:
  ///   - type: What the value means, such as `Linux.IFLA_ADDRESS`.
  ///   - value: The value as the kernel wants it.
  /// - Precondition: `type` is a number of 16 bits, and `value` has at most 65,531 bytes.
  @inlinable
  public mutating func append(_ type: Int32, _ value: some Collection<UInt8>) {
    let value = [UInt8](value)
    append(type, unsafe value.span.bytes)
  }

  /// Adds an attribute whose value is text, and the zero that ends it in C. See ``append(_:_:)-(_,Collection<UInt8>)``.
  public mutating func append(_ type: Int32, _ text: String) {
    append(type, unsafe text.utf8.span.bytes, zeroes: 1)
  }

  /// Adds an attribute whose value is an integer in the host's byte order.
  /// See ``append(_:_:)-(_,Collection<UInt8>)``.
  @inlinable
  public mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Int32, _ value: Value) {
    let storage: InlineArray<1, Value> = [value]
    append(type, unsafe storage.span.bytes)
  }

  /// Adds an attribute whose value is a structure. See ``append(_:_:)-(_,Collection<UInt8>)``.
  @inlinable
  public mutating func append(_ type: Int32, _ value: some CStruct) {
    value.withBytes { bytes in append(type, bytes) }
  }

  /// Adds an attribute that is made of those that `body` appends. See ``append(_:_:)-(_,Collection<UInt8>)``.
  public mutating func append(_ type: Int32, _ body: (inout NetlinkMessage) -> Void) {
    let type = type | Linux.NLA_F_NESTED
    append(type, RawSpan())
    let start = bytes.count - Linux.nlattr.size
    body(&self)
    overwrite(Linux.nlattr(nla_len: UInt16(bytes.count - start), nla_type: UInt16(type)), at: start)
  }

  /// Adds an attribute with these bytes, and zeroes behind them that count as its own.
  @usableFromInline
  mutating func append(_ type: Int32, _ value: RawSpan, zeroes: Int = 0) {
    let size = Linux.nlattr.size + value.byteCount + zeroes
    let header = Linux.nlattr(nla_len: UInt16(size), nla_type: UInt16(type))
    append(byteCount: size) { bytes, start in
      header.write(to: &bytes, at: start)
      bytes.store(contentsOf: value, at: start + Linux.nlattr.size)
    }
  }
}
