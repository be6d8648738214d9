extension NetlinkMessage {
  /// Adds an attribute.
  ///
  /// - Parameters:
  ///   - type: What the value means, such as `Linux.IFLA_ADDRESS`.
  ///   - value: The value as the kernel wants it.
  /// - Precondition: `type` is a number of 16 bits, and `value` has at most 65,531 bytes.
  public mutating func append(_ type: Int32, _ value: some Collection<UInt8>) {
    appendAligned { bytes in
      bytes += Linux.nlattr(nla_len: UInt16(Linux.nlattr.size + value.count), nla_type: UInt16(type)).bytes
      bytes += value
    }
  }

  /// Adds an attribute whose value is text, and the zero that ends it in C. See ``append(_:_:)-(_,Collection<UInt8>)``.
  public mutating func append(_ type: Int32, _ text: String) {
    append(type, Array(text.utf8) + [0])
  }

  /// Adds an attribute whose value is an integer in the host's byte order.
  /// See ``append(_:_:)-(_,Collection<UInt8>)``.
  public mutating func append<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Int32, _ value: Value) {
    let storage: InlineArray<1, Value> = [value]
    append(type, [UInt8](copying: unsafe storage.span.bytes))
  }

  /// Adds an attribute whose value is a structure. See ``append(_:_:)-(_,Collection<UInt8>)``.
  public mutating func append(_ type: Int32, _ value: some CStruct) {
    append(type, value.bytes)
  }

  /// Adds an attribute that is made of those that `body` appends. See ``append(_:_:)-(_,Collection<UInt8>)``.
  public mutating func append(_ type: Int32, _ body: (inout NetlinkMessage) -> Void) {
    append(type | Linux.NLA_F_NESTED, EmptyCollection())
    let start = bytes.endIndex - Linux.nlattr.size
    body(&self)
    let length = UInt16(bytes.endIndex - start)
    overwrite(Linux.nlattr(nla_len: length, nla_type: UInt16(type | Linux.NLA_F_NESTED)), at: start)
  }
}
