extension CANBroadcastManager {
  /// What the kernel tells of a job.
  public enum Event: Hashable, Sendable {
    /// A frame came that is the first, or another than the one before in the bits that matter. `RX_CHANGED`.
    case changed(CANFrame)
    /// No frame with this identifier came in time: identifier and flags as C has them. `RX_TIMEOUT`.
    case missing(rawIdentifier: UInt32)
    /// Something else, such as `TX_EXPIRED`: the operation's number, and the identifier.
    case other(operation: UInt32, rawIdentifier: UInt32)
  }

  /// The next event: one system call.
  ///
  /// - Returns: The event; `nil` if there is none now and the socket is non-blocking.
  /// - Throws: ``SocketError`` with the errno, such as `ENODEV` if the interface is gone, with
  ///   ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  public func receive() throws(SocketError) -> Event? {
    var storage = InlineArray<128, UInt8>(repeating: 0)
    var span = storage.mutableSpan
    var bytes = unsafe span.mutableBytes
    guard let count = try socket.receive(into: &bytes) else { return nil }
    let head = Linux.bcm_msg_head(reading: bytes.bytes, at: 0)
    let rest = bytes.bytes.extracting(first: count).extracting(droppingFirst: Linux.bcm_msg_head.size)
    if head.opcode == Linux.RX_TIMEOUT { return .missing(rawIdentifier: head.can_id) }
    if head.opcode == Linux.RX_CHANGED, let frame = CANFrame(reading: rest) { return .changed(frame) }
    return .other(operation: head.opcode, rawIdentifier: head.can_id)
  }
}
