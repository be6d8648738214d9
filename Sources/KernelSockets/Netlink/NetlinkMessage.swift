/// A message of netlink(7): a header, what the message's type says, and attributes.
///
/// ```swift
/// var request = NetlinkMessage(
///   Linux.RTM_NEWLINK, flags: Linux.NLM_F_CREATE | Linux.NLM_F_EXCL, body: Linux.ifinfomsg())
/// request.append(Linux.IFLA_IFNAME, "bridge0")
/// request.append(Linux.IFLA_LINKINFO) { $0.append(Linux.IFLA_INFO_KIND, "bridge") }
/// try NetlinkSocket().request(request)
/// ```
///
/// Messages that came in one datagram share its memory.
public struct NetlinkMessage: Hashable, Sendable {
  /// The message as C has it, from its header to its last byte; no padding behind.
  public private(set) var bytes: ArraySlice<UInt8>

  /// A message without a body, to append to.
  ///
  /// - Parameters:
  ///   - type: What it is, such as `Linux.RTM_GETLINK`.
  ///   - flags: `NLM_F_` flags. ``NetlinkSocket`` adds those that make it a request.
  /// - Precondition: `type` and `flags` are numbers of 16 bits.
  public init(_ type: Int32, flags: Int32 = 0) {
    bytes = []
    // Most messages have room in that, and their memory is asked for once.
    bytes.reserveCapacity(128)
    append(Linux.nlmsghdr(nlmsg_type: UInt16(type), nlmsg_flags: UInt16(flags)))
  }

  /// A message with a body, such as a `Linux.ifinfomsg`. See ``init(_:flags:)``.
  @inlinable
  public init(_ type: Int32, flags: Int32 = 0, body: some CStruct) {
    self.init(type, flags: flags)
    append(body)
  }

  /// A message that was received: all of its bytes.
  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// What the message is, such as `Linux.RTM_NEWLINK`. `nlmsg_type`.
  public var type: Int32 {
    get { Int32(header.nlmsg_type) }
    set { header.nlmsg_type = UInt16(newValue) }
  }

  /// `NLM_F_` flags. `nlmsg_flags`.
  public var flags: Int32 {
    get { Int32(header.nlmsg_flags) }
    set { header.nlmsg_flags = UInt16(newValue) }
  }

  /// The number by which an answer is known. `nlmsg_seq`; ``NetlinkSocket`` numbers its requests itself.
  public var sequenceNumber: UInt32 {
    get { header.nlmsg_seq }
    set { header.nlmsg_seq = newValue }
  }

  /// The socket that asked; 0 in what the kernel tells a group. `nlmsg_pid`.
  public var portID: UInt32 {
    get { header.nlmsg_pid }
    set { header.nlmsg_pid = newValue }
  }

  /// The header that every message has.
  public private(set) var header: Linux.nlmsghdr {
    get { Linux.nlmsghdr(reading: unsafe bytes.span.bytes, at: 0) }
    set { overwrite(newValue, at: 0) }
  }

  /// What follows the header: the body, then attributes.
  public var payload: ArraySlice<UInt8> { bytes.dropFirst(Linux.nlmsghdr.size) }

  /// The structure that follows the header, such as `Linux.ifinfomsg`. What an older kernel leaves out is zero.
  @inlinable
  public func body<Body: CStruct>(as type: Body.Type = Body.self) -> Body {
    Body(reading: unsafe bytes.span.bytes, at: Linux.nlmsghdr.size)
  }

  /// Adds a structure: the body, or whatever the message's type wants there.
  @inlinable
  public mutating func append(_ structure: some CStruct) {
    structure.withBytes { bytes in append(bytes) }
  }

  @usableFromInline
  mutating func append(_ structure: RawSpan) {
    append(byteCount: structure.byteCount) { bytes, start in bytes.store(contentsOf: structure, at: start) }
  }

  /// Adds so many zeroes where the next thing may begin, lets `body` write over them, and puts the length right.
  @inline(__always)
  mutating func append(byteCount count: Int, _ body: (inout MutableRawSpan, Int) -> Void) {
    let start = netlinkAligned(bytes.count)
    bytes.append(contentsOf: repeatElement(0, count: start + count - bytes.count))
    var span = bytes.mutableSpan
    var storage = unsafe span.mutableBytes
    body(&storage, start)
    storage.store(UInt32(storage.byteCount), at: 0)
  }

  /// Puts a structure in the place of bytes that are there.
  mutating func overwrite(_ structure: some CStruct, at offset: Int) {
    var span = bytes.mutableSpan
    var storage = unsafe span.mutableBytes
    structure.write(to: &storage, at: offset)
  }
}

/// Messages and attributes begin at multiples of four bytes. `NLMSG_ALIGN`, `NLA_ALIGN`.
@inlinable
func netlinkAligned(_ count: Int) -> Int {
  (count + Int(Linux.NLMSG_ALIGNTO - 1)) & ~Int(Linux.NLMSG_ALIGNTO - 1)
}

extension NetlinkMessage: CustomStringConvertible {
  /// Type, flags, number, sender and the number of bytes behind the header.
  public var description: String {
    "netlink message of type \(type), flags 0x\(String(flags, radix: 16)), number \(sequenceNumber), port \(portID), "
      + "\(payload.count) bytes"
  }
}
