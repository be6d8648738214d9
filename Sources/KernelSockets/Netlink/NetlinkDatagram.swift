/// The datagram that came last, in the memory that the next one comes into. Its messages are looked at there; those that
/// are handed out share a copy of it.
struct NetlinkDatagram {
  /// Where datagrams are received; longer than most.
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// How much of the buffer the datagram fills.
  private var byteCount = 0
  /// Where the next message begins.
  private var start = 0
  private var copy: [UInt8] = []

  /// Begins with a datagram that is in the buffer.
  mutating func begin(byteCount: Int) {
    (self.byteCount, start, copy) = (byteCount, 0, [])
  }

  /// The next message's header; `nil` at the end.
  @inline(__always)
  func header() -> Linux.nlmsghdr? {
    let bytes = unsafe buffer.span.bytes.extracting(first: byteCount)
    return bytes.netlinkMessageLength(at: start) == nil ? nil : Linux.nlmsghdr(reading: bytes, at: start)
  }

  /// What an acknowledgement or the end of a dump says, if that is the next message: 0 if all went well.
  var errorCode: Int32 {
    unsafe buffer.span.bytes.integer(at: start + Linux.nlmsghdr.size)
  }

  /// Goes on behind the next message, whose header this is.
  mutating func skip(_ header: Linux.nlmsghdr) {
    start += netlinkAligned(Int(header.nlmsg_len))
  }

  /// Hands out the next message, whose header this is.
  mutating func take(_ header: Linux.nlmsghdr) -> NetlinkMessage {
    if copy.isEmpty { copy = [UInt8](copying: unsafe buffer.span.bytes.extracting(first: byteCount)) }
    defer { skip(header) }
    return NetlinkMessage(bytes: copy[start..<start + Int(header.nlmsg_len)])
  }

  /// Hands out the next message, whose header this is, where it lies. If it is kept, the next datagram goes elsewhere.
  mutating func lend(_ header: Linux.nlmsghdr) -> NetlinkMessage {
    defer { skip(header) }
    return NetlinkMessage(bytes: buffer[start..<start + Int(header.nlmsg_len)])
  }
}
