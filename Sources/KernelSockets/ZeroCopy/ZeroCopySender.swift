/// Sends arrays without copying their bytes, and gives each array back when the kernel has done with it. `MSG_ZEROCOPY` of
/// send(2); Python: `socket.send` with that flag, where you must know yourself when the buffer is free.
///
/// ```swift
/// let sender = try ZeroCopySender(socket)
/// try sender.sendAll(chunk)
/// while let sent = try sender.takeBack() { spare.append(sent.bytes) }
/// ```
///
/// The kernel reads the bytes where they lie, for as long as the peer has not acknowledged them. An array is a value: the
/// sender keeps its own, so whatever others do to theirs, the bytes that go out are those that were given. An array that
/// nobody else has is not copied by any of this, and comes back to be filled anew.
///
/// It pays for large pieces, from some 10 KB on, on the way to another machine. On the way to this one the kernel copies
/// after all, and says so: ``Sent/wasCopied``.
///
/// For one thread at a time.
public final class ZeroCopySender {
  /// The socket through which the bytes go.
  public let socket: Socket

  private let queue: ErrorQueue
  private let otherEvents: ((ErrorQueue.Entry) -> Void)?
  private var sends = PendingSends()

  /// Bytes that the kernel has done with.
  public struct Sent: Hashable, Sendable {
    /// The array, as it was given.
    public var bytes: [UInt8]
    /// Whether the kernel copied the bytes after all.
    public var wasCopied: Bool

    /// An array, and whether it was copied.
    public init(bytes: [UInt8], wasCopied: Bool) {
      self.bytes = bytes
      self.wasCopied = wasCopied
    }
  }

  /// A sender for a connection, of which it must be the only one: it turns on ``SocketOption/SO_ZEROCOPY``, and nobody
  /// else may send with `MSG_ZEROCOPY`, nor read the socket's error queue.
  ///
  /// - Parameters:
  ///   - socket: A TCP socket. Only there is it sure that each call counts once, and one that fails not at all, so that
  ///     the kernel's numbers tell which arrays are free. (Of datagrams, some that are refused count; in vsock, one call
  ///     may count several times.)
  ///   - otherEvents: Gets what else comes out of the error queue, such as time stamps.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for another socket, or one with which
  ///   somebody sends in this way already; with the errno.
  public init(_ socket: Socket, otherEvents: ((ErrorQueue.Entry) -> Void)? = nil) throws(SocketError) {
    guard socket.isTCP else {
      throw SocketError("send", .invalidArgument("only TCP counts what is sent without copies so that it is sure"))
    }
    guard try !socket.option(.SO_ZEROCOPY) else {
      throw SocketError("send", .invalidArgument("SO_ZEROCOPY is on: somebody else counts what is sent"))
    }
    try socket.setOption(.SO_ZEROCOPY, true)
    self.socket = socket
    self.otherEvents = otherEvents
    queue = ErrorQueue(of: socket)
  }

  /// What was not taken back is never given back to the system: the kernel may have to send it once more.
  deinit {
    if sends.count > 0 { systemKeepForever(sends.leftover) }
  }

  /// How many pieces the kernel has not done with, as far as was read: each call of ``send(_:from:flags:)`` is one.
  public var pendingCount: Int { sends.count }

  /// Sends bytes: as many as there is room for, at least one. See ``Socket/send(_:flags:)-(RawSpan,_)``.
  ///
  /// - Parameters:
  ///   - bytes: The array. It comes back by ``takeBack(timeout:)``, once for each call that sent a part of it.
  ///   - start: Where the part begins that is to be sent.
  ///   - flags: `MSG_` flags.
  /// - Returns: How many bytes went out; `nil` if a non-blocking socket has no room now.
  /// - Throws: ``SocketError`` as ``Socket/send(_:flags:)-(RawSpan,_)`` does.
  /// - Precondition: `start` is in the array, or its end.
  public func send(_ bytes: [UInt8], from start: Int = 0, flags: MessageFlags = []) throws(SocketError) -> Int? {
    try send(bytes, from: start, flags, until: nil)
  }

  /// Sends all bytes, in as many calls as it takes, within one time-out. See ``Socket/sendAll(_:flags:)-(RawSpan,_)``.
  ///
  /// - Parameters:
  ///   - bytes: The array.
  ///   - flags: `MSG_` flags.
  /// - Throws: ``SocketError`` as ``Socket/sendAll(_:flags:)-(RawSpan,_)`` does. ``SocketError/bytesSent`` tells how many
  ///   bytes went out before; the array comes back also then.
  public func sendAll(_ bytes: [UInt8], flags: MessageFlags = []) throws(SocketError) {
    let deadline = socket.timeoutDeadline
    var sent = 0
    do throws(SocketError) {
      while sent < bytes.count {
        guard let count = try send(bytes, from: sent, flags, until: deadline) else {
          throw socket.wouldBlock("send", .writing)
        }
        sent += count
        if sent < bytes.count, deadline?.isOver == true { throw SocketError("send", .timedOut) }
      }
    } catch {
      throw SocketError("send", error.subject, error.cause, bytesSent: sent)
    }
  }

  private func send(
    _ bytes: [UInt8], from start: Int, _ flags: MessageFlags, until deadline: Deadline?
  ) throws(SocketError) -> Int? {
    precondition(0...bytes.count ~= start)
    let span = unsafe bytes.span.bytes.extracting(droppingFirst: start)
    do throws(SocketError) {
      let count = try socket.send(span, flags: flags.union(.MSG_ZEROCOPY), as: .caller, until: deadline)
      if let count, count > 0 { sends.append(bytes) }
      return count
    } catch {
      // The kernel can't remember more pieces (net.core.optmem_max), or may not hold more pages (RLIMIT_MEMLOCK).
      guard error.errno == .noBufferSpace else { throw error }
      let count = try socket.send(span, flags: flags, as: .caller, until: deadline)
      if let count, count > 0 { sends.appendCopied(bytes) }
      return count
    }
  }

  /// Takes back an array that the kernel has done with.
  ///
  /// To be sure that all are sent, call it until ``pendingCount`` is zero, before the socket is closed.
  ///
  /// - Parameter timeout: How long to wait at most; `nil` without end, zero not at all.
  /// - Returns: The array; `nil` if none is free by then, or none is left.
  /// - Throws: ``SocketError`` as ``ErrorQueue/next(timeout:)`` does.
  public func takeBack(timeout: Duration? = .zero) throws(SocketError) -> Sent? {
    let deadline = try Deadline(timeout, for: "wait")
    while true {
      if let sent = sends.next() { return sent }
      guard sends.count > 0 else { return nil }
      guard let entry = try queue.next(timeout: deadline.remaining.map { .nanoseconds($0) }) else { return nil }
      if case .zeroCopy(let done) = entry.event { sends.complete(done) } else { otherEvents?(entry) }
    }
  }
}
