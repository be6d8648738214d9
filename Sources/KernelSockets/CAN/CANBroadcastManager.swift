/// Jobs that the kernel does on a CAN bus by itself: it sends frames at regular times, and looks at those that come, to
/// tell only of changes and of what is missing. `CAN_BCM`, Documentation/networking/can.rst.
///
/// ```swift
/// let manager = try CANBroadcastManager(interface: "vcan0")
/// try manager.transmit([CANFrame(parsing: "123#01")], every: .milliseconds(100))
/// try manager.watch(CANFrame(parsing: "200#FF00"), timeout: .seconds(1))  // changes of the first byte
/// while let event = try manager.receive() { print(event) }
/// ```
///
/// The jobs end with the socket.
public final class CANBroadcastManager: Sendable {
  /// The socket that the jobs belong to.
  public let socket: Socket

  /// Opens a socket for jobs on one interface.
  ///
  /// - Parameters:
  ///   - interface: The interface's name.
  ///   - mode: What ``receive()`` does when there is nothing.
  /// - Throws: ``SocketError`` with the errno, such as `EPROTONOSUPPORT`, or with
  ///   ``SocketError/AddressProblem/unknownInterface``.
  public init(interface: String, mode: Socket.Mode = Socket.defaultMode) throws(SocketError) {
    socket = try Socket(.can, .datagram, .CAN_BCM, mode: mode)
    try socket.connect(to: .can(interface: interface))
  }

  /// Sends frames in turn, one each time. A job for the same identifier is replaced. `TX_SETUP`.
  ///
  /// - Parameters:
  ///   - frames: One to 256 frames with one identifier, all classic or all of CAN FD.
  ///   - interval: The time from one frame to the next, at least 1 µs; the kernel's timer has microseconds.
  ///   - firstCount: How many frames to send before that, with another time between them.
  ///   - firstInterval: That time.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for frames that can't be one job, with
  ///   ``SocketError/Cause/negativeTimeout``, or with the errno.
  public func transmit(
    _ frames: [CANFrame], every interval: Duration, firstCount: UInt32 = 0, firstInterval: Duration = .zero
  ) throws(SocketError) {
    let start = Linux.SETTIMER | Linux.STARTTIMER | Linux.TX_CP_CAN_ID
    try send(
      Linux.TX_SETUP, flags: start, frames,
      Linux.bcm_msg_head(
        count: firstCount, ival1: try Linux.bcm_timeval(firstInterval),
        ival2: try Linux.bcm_timeval(interval)))
  }

  /// Ends the job that sends frames with the identifier of this one. `TX_DELETE`.
  ///
  /// - Throws: ``SocketError`` with the errno: `EINVAL` if there is no such job.
  public func stopTransmitting(_ frame: CANFrame) throws(SocketError) {
    try send(Linux.TX_DELETE, [frame], Linux.bcm_msg_head(), sendsFrames: false)
  }

  /// Looks at the frames with an identifier, and tells of the first one and of changes. A job for the same identifier is
  /// replaced. `RX_SETUP`.
  ///
  /// - Parameters:
  ///   - mask: The identifier, and which bits of the data matter: those that are set. A frame without data tells of every
  ///     frame that comes.
  ///   - timeout: After how long without a frame to tell that it is missing.
  ///   - throttle: The least time from one event to the next; the last change is told of when it is over.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/negativeTimeout``, or with the errno.
  public func watch(
    _ mask: CANFrame, timeout: Duration? = nil, throttle: Duration? = nil
  ) throws(SocketError) {
    let looksAtData = mask.count > 0
    var flags = looksAtData ? 0 : Linux.RX_FILTER_ID
    if timeout != nil || throttle != nil { flags |= Linux.SETTIMER }
    if timeout != nil { flags |= Linux.STARTTIMER }
    try send(
      Linux.RX_SETUP, flags: flags, [mask],
      Linux.bcm_msg_head(
        ival1: try Linux.bcm_timeval(timeout ?? .zero), ival2: try Linux.bcm_timeval(throttle ?? .zero)),
      sendsFrames: looksAtData)
  }

  /// Ends the job that looks at frames with the identifier of this one. `RX_DELETE`.
  ///
  /// - Throws: ``SocketError`` with the errno: `EINVAL` if there is no such job.
  public func stopWatching(_ frame: CANFrame) throws(SocketError) {
    try send(Linux.RX_DELETE, [frame], Linux.bcm_msg_head(), sendsFrames: false)
  }

  /// Sends one message: a head, and the frames if they belong to it.
  private func send(
    _ operation: Int32, flags: Int32 = 0, _ frames: [CANFrame], _ head: Linux.bcm_msg_head, sendsFrames: Bool = true
  ) throws(SocketError) {
    guard let first = frames.first, frames.count <= Self.maximumFrames,
      frames.allSatisfy({ $0.isFD == first.isFD && $0.rawIdentifier == first.rawIdentifier })
    else {
      throw .frame("a job has 1 to \(Self.maximumFrames) frames with one identifier, all of CAN FD or none")
    }
    var head = head
    head.opcode = UInt32(operation)
    head.flags = UInt32(flags | (first.isFD ? Linux.CAN_FD_FRAME : 0))
    head.can_id = first.rawIdentifier
    head.nframes = sendsFrames ? UInt32(frames.count) : 0
    var message = head.bytes
    if sendsFrames { for frame in frames { message += frame.bytes } }
    guard try socket.send(message) != nil else { throw socket.wouldBlock("send", .writing) }
  }

  /// `MAX_NFRAMES` of net/can/bcm.c.
  private static let maximumFrames = 256
}

extension Linux.bcm_timeval {
  /// Whole microseconds, rounded up.
  fileprivate init(_ duration: Duration) throws(SocketError) {
    guard duration >= .zero else { throw SocketError("CAN job", .negativeTimeout) }
    let nanoseconds = try Socket.Mode.timeout(duration).waitingTime(for: "CAN job")
    let microseconds = (nanoseconds + 999) / 1000
    self.init(tv_sec: .init(clamping: microseconds / 1_000_000), tv_usec: .init(clamping: microseconds % 1_000_000))
  }
}
