/// A netlink(7) socket: requests with their answers, dumps, and what the kernel tells groups.
///
/// ```swift
/// let route = try NetlinkSocket()
/// for link in try route.dump(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg())) {
///   let attributes = link.attributes(after: Linux.ifinfomsg.self)
///   print(link.body(as: Linux.ifinfomsg.self).ifi_index, attributes[Linux.IFLA_IFNAME]?.text ?? "")
/// }
/// ```
///
/// For one thread at a time. What comes while a request waits for its answer is kept for ``receive()``.
public final class NetlinkSocket {
  /// The socket that the messages go through: to wait for, or to set options of, such as
  /// ``SocketOption/NETLINK_GET_STRICT_CHK``, with which the kernel filters dumps as their requests say.
  public let socket: Socket

  /// Who this socket is to the kernel and to others.
  public let portID: UInt32

  // Without checks of exclusive access, which take as long as reading a message: while these change, no code of others
  // runs.

  /// What came last, and with it messages that nobody has asked for yet.
  @safe @exclusivity(unchecked) var arrived = NetlinkDatagram()
  /// Whether the last datagram came from the kernel to this socket alone.
  @safe @exclusivity(unchecked) private(set) var isAnswer = false
  /// Messages that came while an answer was waited for, and are no part of it.
  @safe @exclusivity(unchecked) var kept: ArraySlice<NetlinkMessage> = []
  /// Whether a message of a dump is being looked at.
  @safe @exclusivity(unchecked) var isDumpRead = false

  @safe @exclusivity(unchecked) private var lastNumber: UInt32 = 0
  private let control = ControlBuffer(capacity: ControlBuffer.space(for: MemoryLayout<UInt32>.size))

  /// Opens a socket and lets the kernel name it.
  ///
  /// Acknowledgements are asked to give their reasons and not to repeat the request: `NETLINK_EXT_ACK`, Linux ≥ 4.12,
  /// and `NETLINK_CAP_ACK`, Linux ≥ 4.3.
  ///
  /// - Parameters:
  ///   - protocol: The part of the kernel to speak with, such as `.NETLINK_GENERIC`.
  ///   - mode: What a call does that has to wait.
  /// - Throws: ``SocketError`` with the errno, such as `EPROTONOSUPPORT`.
  public init(_ protocol: SocketProtocol = .NETLINK_ROUTE, mode: Socket.Mode = Socket.defaultMode) throws(SocketError) {
    socket = try Socket(.netlink, .raw, `protocol`, mode: mode)
    try socket.bind(to: .netlink())
    portID = try socket.localAddress.netlink?.portID ?? 0
    try socket.setOption(.NETLINK_PKTINFO, true)
    try? socket.setOption(.NETLINK_EXT_ACK, true)
    try? socket.setOption(.NETLINK_CAP_ACK, true)
  }

  /// Lets messages to a group come in, to be read with ``receive()``.
  ///
  /// - Parameter group: The group's number, such as `Linux.RTNLGRP_LINK`.
  /// - Throws: ``SocketError`` with the errno: `EINVAL` if there is no such group, `EPERM` if it is not for everyone.
  public func join(_ group: Int32) throws(SocketError) {
    try socket.setOption(.NETLINK_ADD_MEMBERSHIP, UInt32(bitPattern: group))
  }

  /// Undoes ``join(_:)``. Messages that have come are still there.
  public func leave(_ group: Int32) throws(SocketError) {
    try socket.setOption(.NETLINK_DROP_MEMBERSHIP, UInt32(bitPattern: group))
  }

  /// Sends a message as it is, but for its number and sender.
  ///
  /// - Parameters:
  ///   - message: The message. `NLM_F_REQUEST` makes the kernel read it.
  ///   - address: Who is to get it: the kernel, or another socket of the same protocol.
  /// - Returns: The number that the message was given; its answers have it too.
  /// - Throws: ``SocketError`` with the errno, or with ``SocketError/Cause/timedOut``.
  @discardableResult
  public func send(
    _ message: NetlinkMessage, to address: NetlinkAddress = NetlinkAddress()
  ) throws(SocketError) -> UInt32 {
    try send(message, adding: 0, to: address)
  }

  /// Sends a copy of a message, with more flags, a number and this socket as its sender.
  func send(
    _ message: NetlinkMessage, adding flags: Int32, to address: NetlinkAddress = NetlinkAddress()
  ) throws(SocketError) -> UInt32 {
    lastNumber &+= 1
    var header = message.header
    header.nlmsg_flags |= UInt16(flags)
    (header.nlmsg_seq, header.nlmsg_pid) = (lastNumber, portID)
    let sent = try unsafe message.bytes.span.bytes.withCopy { copy throws(SocketError) in
      header.write(to: &copy, at: 0)
      return try socket.send(copy.bytes, to: address.socketAddress)
    }
    guard sent != nil else { throw socket.wouldBlock("send", .writing) }
    return lastNumber
  }

  /// The next message: what a group was told, or what another socket sent.
  ///
  /// - Returns: The message; `nil` if nothing is there and the socket is non-blocking.
  /// - Throws: ``SocketError`` with the errno: `ENOBUFS` if messages were lost because nobody read them in time, after
  ///   which only a new ``dump(_:)`` tells how things are; `EMSGSIZE` if a message was too long for the buffer, which
  ///   has room for it from then on. With ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  public func receive() throws(SocketError) -> NetlinkMessage? {
    try checkNoDumpIsRead("receive")
    if let message = kept.popFirst() { return message }
    return try nextArrival()
  }

  /// The next message in the order of arrival. ``isAnswer`` is about it then.
  func nextArrival(flags: MessageFlags = []) throws(SocketError) -> NetlinkMessage? {
    guard let header = try nextHeader(flags: flags) else { return nil }
    return arrived.take(header)
  }

  /// The header of the next message in the order of arrival, which is still to be taken or skipped.
  @inline(__always)
  func nextHeader(flags: MessageFlags = []) throws(SocketError) -> Linux.nlmsghdr? {
    while true {
      if let header = arrived.header() { return header }
      guard try receiveDatagram(flags) else { return nil }
    }
  }

  /// Receives the next datagram. `false` if nothing is there.
  private func receiveDatagram(_ flags: MessageFlags) throws(SocketError) -> Bool {
    // Not `receiveMessage`, which returns a copy of the address.
    var message = Socket.Message()
    arrived.begin(byteCount: 0)
    guard try socket.receive(&message, into: &arrived.buffer, control, flags.union(.MSG_TRUNC)) else { return false }
    let group = control.first(.netlinkGroup) ?? 0
    isAnswer = group == 0 && NetlinkAddress(reading: message.sender)?.portID == 0
    guard message.byteCount == message.messageLength else {
      arrived.buffer = [UInt8](repeating: 0, count: message.messageLength)
      throw SocketError(
        "receive", .refused(.messageTooLong, reason: "a message of \(message.messageLength) bytes is lost"))
    }
    arrived.begin(byteCount: message.byteCount)
    return true
  }
}

extension ControlMessageKind where Value == UInt32 {
  /// The group that a netlink message was sent to, 0 for none (`NETLINK_PKTINFO`). The option of the same name turns
  /// it on. netlink(7).
  @inlinable public static var netlinkGroup: Self { Self(.NETLINK_PKTINFO) }
}
