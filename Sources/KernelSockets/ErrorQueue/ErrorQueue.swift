/// What the kernel tells about messages that were sent: errors from the network, time stamps, and buffers that are free
/// again. recvmsg(2) with `MSG_ERRQUEUE`; Python: `socket.recvmsg` with `MSG_ERRQUEUE`, whose bytes it leaves to you.
///
/// ```swift
/// try socket.setOption(.IP_RECVERR, true)
/// let queue = ErrorQueue(of: socket)
/// while let entry = try queue.next() {
///   if case .icmp(let error) = entry.event { print(entry.destination, "can't be reached, says", error.offender) }
/// }
/// ```
///
/// Each kind of entry has an option that turns it on: ``SocketOption/IP_RECVERR`` and ``SocketOption/IPV6_RECVERR``,
/// ``SocketOption/SO_ZEROCOPY``, ``SocketOption/SO_TIMESTAMPING``, ``SocketOption/SO_TXTIME``. That there is something to
/// read, ``Socket/wait(for:timeout:)`` and ``PollSet`` tell by ``PollEvents/error``, which need not be asked for.
///
/// Reading an entry allocates nothing: the same memory serves for all. For one thread at a time.
public final class ErrorQueue {
  /// The socket whose queue it is.
  public let socket: Socket

  /// The control messages of the entry that was read last, those that ``Event`` says nothing about included.
  public let control: ControlBuffer

  private var returned: [UInt8]
  private var returnedByteCount = 0

  /// A reader of a socket's error queue.
  ///
  /// - Parameters:
  ///   - socket: A socket of a family that has such a queue: the Internet's, packet, vsock, CAN or Bluetooth sockets.
  ///   - dataCapacity: How many bytes to keep of the message that an entry is about, which the kernel returns with it.
  ///   - controlCapacity: The room for control messages, in bytes; the default is enough for all of the kernel's.
  /// - Precondition: The capacities are not negative.
  public init(of socket: Socket, dataCapacity: Int = 0, controlCapacity: Int = 1024) {
    self.socket = socket
    control = ControlBuffer(capacity: controlCapacity)
    returned = [UInt8](repeating: 0, count: dataCapacity)
  }

  /// Takes the next entry out of the queue. Never waits, whatever the socket's mode.
  ///
  /// - Returns: The entry; `nil` if the queue is empty.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for a socket that has no such queue: the
  ///   kernel would take a message out of another one. With the errno, or with ``SocketError/Cause/closed``.
  public func next() throws(SocketError) -> Entry? {
    guard socket.hasErrorQueue else {
      throw SocketError(
        "receive", .invalidArgument("sockets of \(socket.family.symbol) with this protocol have no error queue"))
    }
    returnedByteCount = 0
    let flags: MessageFlags = [.MSG_ERRQUEUE, .MSG_DONTWAIT]
    guard let message = try socket.receiveMessage(into: &returned, control: control, flags: flags) else { return nil }
    returnedByteCount = message.byteCount
    return Entry(event: control.errorQueueEvent, message: message)
  }

  /// Takes the next entry out of the queue, and waits for one if there is none.
  ///
  /// - Parameter timeout: How long to wait at most; `nil` without end.
  /// - Returns: The entry; `nil` when time is up.
  /// - Throws: ``SocketError`` as ``next()`` does, and with ``SocketError/Cause/negativeTimeout``.
  public func next(timeout: Duration?) throws(SocketError) -> Entry? {
    let deadline = try Deadline(timeout, for: "wait")
    var events = PollEvents()
    while true {
      if let entry = try next() { return entry }
      if deadline.isOver { return nil }
      // poll(2) told of an error that is not in the queue, or of a connection that is over, and will do so again.
      if !events.isEmpty { systemSleep(1_000_000) }
      events = try socket.wait(for: [], timeout: deadline.remaining.map { .nanoseconds($0) })
    }
  }

  /// Calls `body` with the bytes that came with the entry that was read last: for errors, the beginning of the message
  /// that was sent; for time stamps, all of what went out, headers included.
  public func withReturnedBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    let returned = returned
    return body(unsafe returned.span.bytes.extracting(first: returnedByteCount))
  }

  /// A copy of the bytes that came with the entry that was read last.
  public var returnedBytes: [UInt8] { Array(returned[..<returnedByteCount]) }
}

extension Socket {
  /// Takes all entries out of the error queue. Never waits. See ``ErrorQueue``, which does so without allocation.
  ///
  /// - Throws: ``SocketError`` as ``ErrorQueue/next()`` does.
  public func takeErrors() throws(SocketError) -> [ErrorQueue.Entry] {
    let queue = ErrorQueue(of: self)
    var entries: [ErrorQueue.Entry] = []
    while let entry = try queue.next() { entries.append(entry) }
    return entries
  }

  /// Whether `MSG_ERRQUEUE` means the error queue. Elsewhere the kernel overlooks it.
  fileprivate var hasErrorQueue: Bool {
    switch family {
    case .inet, .inet6: `protocol` != .IPPROTO_SCTP
    case .AF_CAN: `protocol` != .CAN_BCM
    case .AF_PACKET, .AF_VSOCK, .AF_BLUETOOTH: true
    default: false
    }
  }
}
