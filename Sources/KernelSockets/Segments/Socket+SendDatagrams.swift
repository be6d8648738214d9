extension Socket {
  /// The most datagrams into which every kernel cuts one message (`UDP_MAX_SEGMENTS`; newer ones take twice as many).
  public static let maximumSegments = 64

  /// The most bytes of one message that UDP carries over IPv4, and all that a message to be cut can have.
  public static let maximumUDPMessage = 65_507

  /// Sends bytes as UDP datagrams of one size, the last of which may be shorter: the kernel, or the network card, cuts
  /// them, up to 64 in one system call. sendmsg(2) with `UDP_SEGMENT`; udp(7). Linux ≥ 4.18.
  ///
  /// ```swift
  /// try socket.sendDatagrams(video, of: 1200, to: viewer)
  /// ```
  ///
  /// No copy, no allocation. Datagrams that are not one behind the other in memory go from a batch:
  /// ``sendDatagrams(_:from:flags:)``.
  ///
  /// - Parameters:
  ///   - bytes: Any number; none are one empty datagram.
  ///   - size: How many bytes go into each datagram. With IP's and UDP's headers (28 or 48 bytes), it must fit into the
  ///     path's MTU: such datagrams are not fragmented.
  ///   - address: Where to; `nil` for the peer of a connected socket.
  ///   - flags: `MSG_` flags.
  /// - Returns: How many bytes went out: fewer than there are, a multiple of `size`, only if a non-blocking socket has no
  ///   room for more; `nil` if it has none at all.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if `size` is not from 1 to
  ///   ``maximumUDPMessage``, or if this is no UDP socket; with the errno: `EMSGSIZE`, and before Linux 6.14 `EINVAL`, if a
  ///   datagram does not fit into the MTU, `EIO` where the way does not allow to cut, such as through IPsec; with
  ///   ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``. ``SocketError/bytesSent`` tells how many bytes went
  ///   out before.
  @discardableResult
  public func sendDatagrams(
    _ bytes: RawSpan, of size: Int, to address: SocketAddress? = nil, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try checkForSegments()
    guard 1...Self.maximumUDPMessage ~= size else {
      throw SocketError(
        "send datagrams", .invalidArgument("a datagram has 1 to \(Self.maximumUDPMessage) bytes, not \(size)"))
    }
    let most = min(Self.maximumSegments, Self.maximumUDPMessage / size) * size
    let (deadline, family) = (timeoutDeadline, family)
    var sent = 0
    do throws(SocketError) {
      repeat {
        let part = bytes.extracting(droppingFirst: sent).extracting(first: most)
        let waits = !flags.contains(.MSG_DONTWAIT)
        let count = try call("send", .writing, waits: waits, deadline: deadline) { descriptor throws(Errno) in
          try family.silently(flags) { flags throws(Errno) in
            try systemSendSegments(descriptor, part, of: UInt16(size), to: address, flags)
          }
        }
        guard let count else { return sent > 0 ? sent : nil }
        sent += count
      } while sent < bytes.byteCount
    } catch {
      let subject = address.map { "of \(size) bytes to \($0)" } ?? "of \(size) bytes"
      throw SocketError("send datagrams", subject, error.cause, bytesSent: sent)
    }
    return sent
  }

  func checkForSegments() throws(SocketError) {
    guard isUDP else {
      throw SocketError("send datagrams", .invalidArgument("only UDP cuts bytes into datagrams, this is \(self)"))
    }
  }

  /// Sends bytes as UDP datagrams of one size, without a copy where they are contiguous.
  /// See ``sendDatagrams(_:of:to:flags:)-(RawSpan,_,_,_)``.
  @inlinable
  @discardableResult
  public func sendDatagrams(
    _ bytes: some Sequence<UInt8>, of size: Int, to address: SocketAddress? = nil, flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try bytes.withSpan { span throws(SocketError) in try sendDatagrams(span, of: size, to: address, flags: flags) }
  }
}
