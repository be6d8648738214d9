/// A value in a ``NetlinkMessage`` with the number of what it means: `struct nlattr`, `struct rtattr`.
public struct NetlinkAttribute: Hashable, Sendable {
  /// What the value means, within the kind of message, such as `Linux.IFLA_IFNAME`; without the flags in it.
  public var type: Int32
  /// The value as it stands in the message.
  public var bytes: ArraySlice<UInt8>

  @inlinable init(type: Int32, bytes: ArraySlice<UInt8>) { (self.type, self.bytes) = (type, bytes) }

  /// The value as a structure. What an older kernel leaves out is zero.
  @inlinable
  public func value<Value: CStruct>(as type: Value.Type = Value.self) -> Value {
    Value(reading: unsafe bytes.span.bytes, at: 0)
  }

  /// The value as an integer in the host's byte order; `nil` if it has not exactly as many bytes.
  @inlinable
  public func value<Value: FixedWidthInteger & BitwiseCopyable>(as type: Value.Type = Value.self) -> Value? {
    bytes.count == MemoryLayout<Value>.size ? unsafe bytes.span.bytes.integer(at: 0) : nil
  }

  /// The value as text, up to the byte that ends it in C; bytes that are not UTF-8 are replaced.
  public var text: String {
    let bytes = bytes.span
    return decodedUTF8(bytes.extracting(first: unsafe bytes.bytes.firstZero ?? bytes.count))
  }

  /// The attributes that the value is made of.
  public var attributes: NetlinkAttributes { NetlinkAttributes(bytes) }
}

/// The attributes in a message, or within an attribute, in their order.
///
/// Ends before the first one that is not wholly there.
public struct NetlinkAttributes: Sequence, IteratorProtocol, Sendable {
  @usableFromInline var rest: ArraySlice<UInt8>

  /// The attributes in these bytes, such as a part of ``NetlinkMessage/payload``.
  @inlinable
  public init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next attribute.
  @inlinable
  public mutating func next() -> NetlinkAttribute? {
    guard let header = header(at: 0) else { return nil }
    defer { rest.removeFirst(Swift.min(netlinkAligned(header.length), rest.count)) }
    return attribute(header, at: 0)
  }

  /// The first attribute of a type.
  @inlinable @inline(__always)
  public subscript(type: Int32) -> NetlinkAttribute? {
    var offset = 0
    while let header = header(at: offset) {
      if header.type == type { return attribute(header, at: offset) }
      offset += netlinkAligned(header.length)
    }
    return nil
  }

  @inlinable @inline(__always)
  func attribute(_ header: (type: Int32, length: Int), at offset: Int) -> NetlinkAttribute {
    let start = rest.startIndex + offset
    return NetlinkAttribute(type: header.type, bytes: rest[start + Linux.nlattr.size..<start + header.length])
  }

  /// What is said before an attribute, if all of it is there.
  @inlinable @inline(__always)
  func header(at offset: Int) -> (type: Int32, length: Int)? {
    let left = rest.count - offset
    guard left >= Linux.nlattr.size else { return nil }
    let header = Linux.nlattr(reading: unsafe rest.span.bytes, at: offset)
    let length = Int(header.nla_len)
    guard Linux.nlattr.size...left ~= length else { return nil }
    return (Int32(header.nla_type) & Linux.NLA_TYPE_MASK, length)
  }
}

extension NetlinkMessage {
  /// The attributes behind a body of this type.
  @inlinable @inline(__always)
  public func attributes<Body: CStruct>(after body: Body.Type) -> NetlinkAttributes {
    NetlinkAttributes(bytes.dropFirst(Linux.nlmsghdr.size + netlinkAligned(Body.size)))
  }
}
