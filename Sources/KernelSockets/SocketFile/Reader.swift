extension Socket {
  /// Reads bytes from a socket through a buffer: lines and counts, whatever the packets they came in.
  ///
  /// ```swift
  /// let reader = try socket.makeReader()
  /// while let line = try reader.readLine(), !line.isEmpty { headers.append(line) }
  /// let body = try reader.readExactly(length)
  /// ```
  ///
  /// Nothing that came is ever lost: when a read times out, would block or fails, the bytes that came before stay in
  /// the reader, and the read can be repeated. (Python's refuses to go on after a time-out.) The socket's time-out is
  /// that of each system call. On a non-blocking socket a read that needs more than has come throws `EAGAIN`.
  ///
  /// The reader takes bytes in advance, so that what it has is missing for others who receive from the socket. On
  /// sockets of messages it knows no message borders. It is for one thread at a time. It closes with its last
  /// reference; see ``close()``.
  ///
  /// Python: `socket.makefile("rb")`, an `io.BufferedReader`; or an unbuffered `socket.SocketIO`.
  public final class Reader {
    let hold: FileHold
    let buffer: ByteBuffer
    private let bufferSize: Int
    /// Whether a line feed that comes next belongs to the carriage return before it. Then the buffer is empty.
    private var dropsLineFeed = false

    init(_ hold: FileHold, bufferSize: Int) {
      precondition(bufferSize >= 0, "a buffer's size can't be negative")
      self.hold = hold
      self.bufferSize = bufferSize
      buffer = ByteBuffer(capacity: bufferSize)
    }

    /// Whether the reader was closed, or the socket detached from its descriptor.
    public var isClosed: Bool { hold.isClosed }

    /// How many bytes the reader holds that can be read without a system call.
    public var bufferedByteCount: Int { buffer.count }

    /// Closes the reader, and drops what it holds. Closing it again does nothing.
    ///
    /// If the socket was closed, or nothing else refers to it, and this was the last reader or writer, the descriptor
    /// closes. Python: `close`.
    ///
    /// - Throws: ``SocketError`` with the errno of close(2), in which case the descriptor is gone all the same.
    public func close() throws(SocketError) {
      buffer.consume(buffer.count)
      try hold.release()
    }
  }
}

extension Socket.Reader {
  /// Receives into the buffer, in one system call; without a buffer not more than `count` bytes.
  ///
  /// - Returns: How many bytes came, zero at the end of the stream, `nil` if it would block.
  func fill(_ count: Int, flags: MessageFlags = []) throws(SocketError) -> Int? {
    let socket = try hold.open("read")
    let limit = bufferSize == 0 ? count : .max
    while true {
      let received = try buffer.append(upTo: limit) { span throws(SocketError) in
        try socket.receive(into: &span, flags: flags, as: .file)
      }
      guard dropsLineFeed, let received else { return received }
      dropsLineFeed = false
      guard received > 0, buffer[0] == .lineFeed else { return received }
      buffer.consume(1)
      if received > 1 { return received - 1 }
    }
  }

  /// The same for calls that have no `nil` to return.
  ///
  /// - Returns: Whether bytes came; `false` at the end of the stream.
  func fillOrThrow(_ count: Int) throws(SocketError) -> Bool {
    if let received = try fill(count) { return received > 0 }
    throw try wouldBlock()
  }

  func wouldBlock() throws(SocketError) -> SocketError {
    try hold.open("read").wouldBlock("receive", .reading)
  }

  /// Receives past the buffer, which must be empty, if the span is no smaller.
  ///
  /// - Returns: `false` if the bytes have to go through the buffer.
  func bypass(into span: inout MutableRawSpan, _ count: inout Int?) throws(SocketError) -> Bool {
    guard span.byteCount >= bufferSize, !dropsLineFeed else { return false }
    count = try hold.open("read").receive(into: &span, flags: [], as: .file)
    return true
  }

  /// What comes next without taking it, past a buffer that there is not.
  func peekUnbuffered(into span: inout MutableRawSpan) throws(SocketError) -> Int? {
    try hold.open("peek").receive(into: &span, flags: .MSG_PEEK, as: .file)
  }

  var isUnbuffered: Bool { bufferSize == 0 && !dropsLineFeed }

  /// Drops bytes that were read.
  ///
  /// - Parameter mayGoOn: Whether a line feed that comes next, when all is dropped, belongs to them.
  func consume(_ count: Int, mayGoOn: Bool) {
    buffer.consume(count)
    dropsLineFeed = mayGoOn
  }
}
