extension Socket {
  /// Writes bytes to a socket through a buffer, so that many small writes cost one system call.
  ///
  /// ```swift
  /// let writer = try socket.makeWriter()
  /// for record in records { try writer.write(record) }
  /// try writer.close()
  /// ```
  ///
  /// The buffer goes out when it is full, with ``flush()`` and ``close()``, and when the writer is let go; only then
  /// errors have nowhere to go, so close it. The socket's time-out is that of each write or flush. A writer is for one
  /// thread at a time.
  ///
  /// Python: `socket.makefile("wb")`, an `io.BufferedWriter`; or an unbuffered `socket.SocketIO`.
  public final class Writer {
    private let hold: FileHold
    private let buffer: ByteBuffer
    private let bufferSize: Int

    init(_ hold: FileHold, bufferSize: Int) {
      precondition(bufferSize >= 0, "a buffer's size can't be negative")
      self.hold = hold
      self.bufferSize = bufferSize
      buffer = ByteBuffer(capacity: bufferSize)
    }

    /// Tries to send what was written, without anyone to hear of errors. On a blocking socket this can take as long as
    /// a send.
    deinit { try? flush() }

    /// Whether the writer was closed, or the socket detached from its descriptor.
    public var isClosed: Bool { hold.isClosed }

    /// How many bytes wait to be sent.
    public var bufferedByteCount: Int { buffer.count }

    /// Writes bytes. They go to the buffer if they fit; else the buffer goes out first, and many bytes past it.
    /// Python: `write`.
    ///
    /// - Parameter bytes: The bytes.
    /// - Throws: ``SocketError`` with the errno, such as `EPIPE`, with `EAGAIN` if the socket is non-blocking and has no
    ///   room, with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``. ``SocketError/bytesSent`` tells how
    ///   many of `bytes` were taken, by the socket or by the buffer: go on with the rest. The buffer keeps what could
    ///   not be sent. If it took all of them after all, a time-out or `EAGAIN` is left to the next call.
    public func write(_ bytes: RawSpan) throws(SocketError) {
      let socket = try hold.open("write")
      if bytes.byteCount <= buffer.freeCount { return buffer.append(bytes) }
      var taken = 0
      do throws(SocketError) {
        try flush()
        guard bytes.byteCount >= bufferSize else { return buffer.append(bytes) }
        try socket.sendAll(bytes, flags: [], as: .file)
      } catch {
        // If the buffer could not be sent, nothing of these bytes was.
        if buffer.isEmpty { taken = error.bytesSent }
        let rest = bytes.extracting(droppingFirst: taken)
        let kept = rest.extracting(first: min(rest.byteCount, buffer.freeCount))
        buffer.append(kept)
        if kept.byteCount == rest.byteCount, error.isTemporary { return }
        throw SocketError(error.operation, error.subject, error.cause, bytesSent: taken + kept.byteCount)
      }
    }

    /// Writes bytes, without a copy of their own where they are contiguous, as in `[UInt8]` or `"text".utf8`.
    /// See ``write(_:)-(RawSpan)``.
    @inlinable
    public func write(_ bytes: some Sequence<UInt8>) throws(SocketError) {
      try bytes.withSpan { span throws(SocketError) in try write(span) }
    }

    /// Sends what the buffer holds. Python: `flush`.
    ///
    /// - Throws: ``SocketError`` as ``write(_:)-(RawSpan)`` does. ``SocketError/bytesSent`` tells how many bytes went out;
    ///   the rest stays in the buffer, for another attempt.
    public func flush() throws(SocketError) {
      let socket = try hold.open("flush")
      guard !buffer.isEmpty else { return }
      do throws(SocketError) {
        try buffer.withBytes(buffer.count) { bytes throws(SocketError) in
          try socket.sendAll(unsafe bytes.bytes, flags: [], as: .file)
        }
      } catch {
        buffer.consume(error.bytesSent)
        throw error
      }
      buffer.consume(buffer.count)
    }

    /// Sends what the buffer holds, and closes the writer, even if that fails. Closing it again does nothing.
    ///
    /// If the socket was closed, or nothing else refers to it, and this was the last reader or writer, the descriptor
    /// closes, and the peer reads the end of the stream. Python: `close`.
    ///
    /// - Throws: ``SocketError`` as ``flush()`` does. What was not sent is lost; to be able to try again, call ``flush()``
    ///   before. Or with the errno of close(2), in which case the descriptor is gone all the same.
    public func close() throws(SocketError) {
      defer { buffer.consume(buffer.count) }
      var failure: SocketError?
      if !buffer.isEmpty { do throws(SocketError) { try flush() } catch { failure = error } }
      do throws(SocketError) { try hold.release() } catch { failure = failure ?? error }
      if let failure { throw failure }
    }
  }
}

extension SocketError {
  /// Whether the same call may succeed later.
  fileprivate var isTemporary: Bool { cause == .timedOut || errno == .resourceTemporarilyUnavailable }
}

extension Socket.Writer {
  var isUnbuffered: Bool { bufferSize == 0 }

  /// Writes part of a text, of which nothing may be lost: after an error the buffer grows to keep what is left. Without
  /// a buffer the parts are only collected, for one flush.
  ///
  /// - Parameter failure: An error of an earlier part, after which nothing is sent; this part's error afterwards.
  func write(_ bytes: RawSpan, keepingAllAfter failure: inout SocketError?) {
    var taken = 0
    if failure == nil, !isUnbuffered {
      do throws(SocketError) {
        return try write(bytes)
      } catch {
        failure = error
        taken = error.bytesSent
      }
    }
    buffer.append(bytes.extracting(droppingFirst: taken))
  }
}
