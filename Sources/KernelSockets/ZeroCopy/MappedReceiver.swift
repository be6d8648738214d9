/// Receives what a TCP connection brings by mapping the kernel's own pages into the program, where that can be; what lies
/// otherwise is copied. `TCP_ZEROCOPY_RECEIVE` of tcp(7) (Linux ≥ 4.18); Python has nothing like it.
///
/// ```swift
/// let receiver = try MappedReceiver(connection)
/// while let count = try receiver.receive({ bytes in digest.update(bytes); return bytes.byteCount }), count > 0 {}
/// ```
///
/// The kernel maps whole pages only: those that a network card filled with nothing but data (header split, and a segment
/// size that is a multiple of the page's), or that a sender on this machine sent with `MSG_ZEROCOPY`. Everything else is
/// copied as ``Socket/receive(into:flags:)-(MutableRawSpan,_)`` copies it, after a system call more. And to change the
/// mapping costs as well: between two programs on one machine, mapping took 1.3 to 3 times the processor time of copying,
/// though 95 % of the bytes were mapped. So measure: ``mappedByteCount`` beside ``copiedByteCount``, and the time.
///
/// For one thread at a time. The connection stays open as long as the receiver is there, even if the socket is closed.
public final class MappedReceiver {
  /// The connection's socket.
  public let socket: Socket

  private let mapping: ReceivedMapping
  private var buffer: [UInt8]
  private var leftToCopy = 0

  /// How many bytes were received without a copy.
  public private(set) var mappedByteCount = 0
  /// How many bytes were received by copying.
  public private(set) var copiedByteCount = 0

  /// A receiver for a connection.
  ///
  /// - Parameters:
  ///   - socket: A TCP socket.
  ///   - byteCount: The most bytes to receive at once, rounded up to pages.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for a count below 1 or above 2 GiB; with the
  ///   errno: `ENODEV` for a socket that is not TCP's, `ENOMEM`.
  public init(_ socket: Socket, byteCount: Int = 1 << 20) throws(SocketError) {
    guard 1...(1 << 31) ~= byteCount else {
      throw SocketError("mmap", .invalidArgument("a mapping has 1 byte to 2 GiB, not \(byteCount)"))
    }
    let pages = (byteCount + systemPageSize - 1) / systemPageSize
    self.socket = socket
    mapping = try socket.call("mmap") { descriptor throws(Errno) in
      try ReceivedMapping(descriptor, byteCount: pages * systemPageSize)
    }
    buffer = [UInt8](repeating: 0, count: min(mapping.byteCount, 65_536))
  }

  /// Receives what is there, waiting as the socket's mode says, and hands it to `body`, mapped or copied.
  ///
  /// - Parameter body: Gets the bytes, which are there until it returns. None at the end of the stream.
  /// - Returns: What `body` returns; `nil` if nothing is there and the socket is non-blocking.
  /// - Throws: ``SocketError`` as ``Socket/receive(into:flags:)-(MutableRawSpan,_)`` does, and with `ENOTCONN`.
  public func receive<Result>(_ body: (RawSpan) -> Result) throws(SocketError) -> Result? {
    let received = try socket.call("receive", .reading) { descriptor throws(Errno) in try take(descriptor) }
    guard let (mapped, copied) = received else { return nil }
    mappedByteCount += mapped
    copiedByteCount += copied
    if mapped > 0 { return mapping.withBytes(mapped, body) }
    // The end of the stream may be that of this socket.
    if copied == 0, socket.isClosed { throw SocketError("receive", .closed) }
    let buffer = buffer
    return body(unsafe buffer.span.bytes.extracting(first: copied))
  }

  /// Takes the next pages; if there are none, copies what comes before them.
  private func take(_ descriptor: CInt) throws(Errno) -> (mapped: Int, copied: Int) {
    if leftToCopy == 0 {
      var (mapped, toCopy) = try mapping.receive(descriptor)
      if mapped == 0, toCopy == 0 {
        // Nothing is there: this call waits if the socket does, takes nothing, and returns zero at the end of the stream.
        if try systemReceive(descriptor, &buffer, upTo: 1, .MSG_PEEK) == 0 { return (0, 0) }
        (mapped, toCopy) = try mapping.receive(descriptor)
      }
      leftToCopy = toCopy
      if mapped > 0 { return (mapped, 0) }
    }
    let copied = try systemReceive(descriptor, &buffer, upTo: leftToCopy > 0 ? leftToCopy : .max, [])
    leftToCopy = max(leftToCopy - copied, 0)
    return (0, copied)
  }
}
