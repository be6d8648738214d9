extension Socket {
  /// Waits until the socket is ready, whatever its mode. ppoll(2); Python: `select.select` with one socket.
  ///
  /// ```swift
  /// if try socket.wait(for: .readable, timeout: .seconds(1)).isEmpty { print("nothing came") }
  /// ```
  ///
  /// - Parameters:
  ///   - events: What to wait for. Errors and hang-ups end the wait as well.
  ///   - timeout: How long to wait at most; `nil` without end, zero not at all.
  /// - Returns: What the socket is ready for; empty when time is up.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``, also when another thread closes the socket meanwhile, or
  ///   with ``SocketError/Cause/negativeTimeout``.
  public func wait(for events: PollEvents, timeout: Duration? = nil) throws(SocketError) -> PollEvents {
    var left = try timeout.map { timeout throws(SocketError) in try Mode.timeout(timeout).waitingTime(for: "wait") }
    let deadline = left.map(Deadline.init(after:))
    return try withDescriptor("wait") { descriptor throws(SocketError) in
      while true {
        var ready: PollEvents?
        do throws(Errno) {
          ready = try systemPoll(descriptor, events, timeout: left)
        } catch {
          if error != .interrupted { throw SocketError("wait", .errno(error)) }
        }
        if isClosed { throw SocketError("wait", .closed) }
        if let ready { return ready }
        left = deadline?.remaining
      }
    }
  }
}

extension Deadline {
  /// The end of a wait that begins now; `nil` never ends.
  init(_ timeout: Duration?, for operation: String) throws(SocketError) {
    guard let timeout else {
      self = .never
      return
    }
    self.init(after: try Socket.Mode.timeout(timeout).waitingTime(for: operation))
  }
}
