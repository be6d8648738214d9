/// The messages of a datagram, which share its bytes. Ends before the first that is not wholly there. `NLMSG_OK` and
/// `NLMSG_NEXT` of netlink(3).
///
/// ``NetlinkSocket`` reads its own. This is for datagrams that came in another way, such as through a packet socket on an
/// `nlmon` device, which shows what others say to the kernel:
///
/// ```swift
/// for message in NetlinkMessages(datagram) { print(message) }
/// ```
public struct NetlinkMessages: Sequence, IteratorProtocol, Sendable {
  private let datagram: [UInt8]
  /// Where the next message begins.
  private var start = 0

  /// The messages in some bytes, whoever sent them: lengths that lead beyond the end are not followed.
  public init(_ datagram: [UInt8]) {
    self.datagram = datagram
  }

  /// The next message; `nil` at the end, or if what is left is not a whole message.
  public mutating func next() -> NetlinkMessage? {
    guard let length = unsafe datagram.span.bytes.netlinkMessageLength(at: start) else { return nil }
    defer { start += netlinkAligned(length) }
    return NetlinkMessage(bytes: datagram[start..<start + length])
  }
}

extension RawSpan {
  /// How long the message is that begins there; `nil` if not all of it is there. `NLMSG_OK`.
  @inline(__always)
  func netlinkMessageLength(at start: Int) -> Int? {
    let left = byteCount - start
    guard left >= Linux.nlmsghdr.size else { return nil }
    // Its first field.
    let length = Int(integer(at: start, as: UInt32.self))
    return Linux.nlmsghdr.size...left ~= length ? length : nil
  }
}
