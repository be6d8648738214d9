internal import Synchronization

extension Socket {
  /// Makes a system call that does not wait.
  ///
  /// - Parameters:
  ///   - operation: The name for errors.
  ///   - subject: What the operation is done to, for errors.
  @inline(__always)
  func call<Value>(
    _ operation: String, _ subject: @autoclosure () -> String? = nil, _ body: (CInt) throws(Errno) -> Value
  ) throws(SocketError) -> Value {
    try withDescriptor(operation) { descriptor throws(SocketError) -> Value in
      do throws(Errno) {
        return try body(descriptor)
      } catch {
        throw SocketError(operation, subject() ?? endpoint(descriptor, "with"), .errno(error))
      }
    }
  }

  /// Makes a system call that may have to wait: tries it first, and polls only if it would block.
  ///
  /// - Parameters:
  ///   - operation: The name for errors.
  ///   - readiness: What to wait for.
  ///   - user: Who calls.
  ///   - waits: Whether the socket's mode allows waiting; else the result is `nil` where it would.
  ///   - deadline: When to give up; without it, as the mode says from the first wait on.
  /// - Returns: What `body` returns, or `nil` if it would block and may not wait.
  @inline(__always)
  func call<Value>(
    _ operation: String, _ readiness: Readiness, as user: User = .caller, waits: Bool = true, deadline: Deadline? = nil,
    _ body: (CInt) throws(Errno) -> Value
  ) throws(SocketError) -> Value? {
    try withDescriptor(operation, as: user) { descriptor throws(SocketError) -> Value? in
      do throws(Errno) {
        return try body(descriptor)
      } catch {
        return try callAgain(operation, readiness, as: user, waits: waits, deadline, descriptor, error, body)
      }
    }
  }

  /// Waits as the error of a call says, if that is one to wait for, and makes the call again.
  ///
  /// Apart from the first attempt, which does without the memory that waiting takes.
  @inline(never)
  private func callAgain<Value>(
    _ operation: String, _ readiness: Readiness, as user: User, waits: Bool, _ deadline: Deadline?, _ descriptor: CInt,
    _ error: Errno, _ body: (CInt) throws(Errno) -> Value
  ) throws(SocketError) -> Value? {
    var (error, deadline) = (error, deadline)
    while true {
      if isClosed(for: user) { throw SocketError(operation, .closed) }
      switch error {
      case .interrupted:
        if waits, deadline == nil { deadline = kernelDeadline(descriptor, readiness) }
        if let deadline { try wait(operation, descriptor, readiness, deadline, as: user) }
      case .resourceTemporarilyUnavailable:
        let time = waitingTime.load(ordering: .relaxed)
        guard waits, time != 0 || deadline != nil else { return nil }
        let end =
          if let deadline { deadline } else { try self.deadline(operation, descriptor, readiness, after: time) }
        try wait(operation, descriptor, readiness, end, as: user)
        deadline = end
      default:
        throw SocketError(operation, endpoint(descriptor, readiness.preposition), .errno(error))
      }
      do throws(Errno) {
        return try body(descriptor)
      } catch let again {
        error = again
      }
    }
  }

  /// When a call that would block now, and waits for so long at most, has to end.
  @inline(never)
  private func deadline(
    _ operation: String, _ descriptor: CInt, _ readiness: Readiness, after time: Int64
  ) throws(SocketError) -> Deadline {
    if time > 0 { return Deadline(after: time) }
    // The kernel has waited already, for as long as SO_RCVTIMEO or SO_SNDTIMEO say.
    throw SocketError(operation, endpoint(descriptor, readiness.preposition), .timedOut)
  }

  /// When a blocking call that a signal has interrupted has to end, if SO_RCVTIMEO or SO_SNDTIMEO gave it a time-out:
  /// the kernel would begin that anew with each call, and never end where signals come more often.
  @inline(never)
  private func kernelDeadline(_ descriptor: CInt, _ readiness: Readiness) -> Deadline? {
    guard waitingTime.load(ordering: .relaxed) < 0 else { return nil }
    let option: SocketOption<Duration> = readiness == .reading ? .SO_RCVTIMEO : .SO_SNDTIMEO
    var capacity = Duration.capacity(option.encoding)
    var time: Duration?
    _ = try? systemOption(descriptor, level: option.level, name: option.name, capacity: &capacity) { bytes in
      time = Duration(optionBytes: bytes, option.encoding)
    }
    guard let time, time > .zero else { return nil }
    return Deadline(after: time.nanosecondsRoundedUp)
  }

  /// Waits until the descriptor is ready.
  ///
  /// - Throws: ``SocketError`` when time is up, or when the socket was closed.
  @inline(never)
  func wait(
    _ operation: String, _ descriptor: CInt, _ readiness: Readiness, _ deadline: Deadline, as user: User = .caller
  ) throws(SocketError) {
    while true {
      var isReady = false
      do throws(Errno) {
        isReady = try !systemPoll(descriptor, readiness.events, timeout: deadline.remaining).isEmpty
      } catch {
        if error != .interrupted {
          throw SocketError(operation, endpoint(descriptor, readiness.preposition), .errno(error))
        }
      }
      if isClosed(for: user) { throw SocketError(operation, .closed) }
      if isReady { return }
      if deadline.isOver { throw SocketError(operation, endpoint(descriptor, readiness.preposition), .timedOut) }
    }
  }

  /// The error of a call that has no `nil` to return where it would block.
  @usableFromInline
  func wouldBlock(_ operation: String, _ readiness: Readiness) -> SocketError {
    let subject = try? withDescriptor(operation) { descriptor in endpoint(descriptor, readiness.preposition) }
    return SocketError(operation, subject ?? nil, .errno(.resourceTemporarilyUnavailable))
  }

  /// Which connection an error is about: the peer's address, else the socket's own, if it has one.
  @inline(never)
  private func endpoint(_ descriptor: CInt, _ preposition: String) -> String? {
    if let peer = try? systemRemoteAddress(descriptor), peer.isMeaningful { return "\(preposition) \(peer)" }
    if let own = try? systemLocalAddress(descriptor), own.isMeaningful { return "at \(own)" }
    return nil
  }
}

extension Readiness {
  fileprivate var events: PollEvents { self == .reading ? .readable : .writable }

  /// What stands before the peer's address in errors.
  fileprivate var preposition: String { self == .reading ? "from" : "to" }
}

extension SocketAddress {
  /// Whether the address names anything: not that of a socket that was never bound.
  fileprivate var isMeaningful: Bool {
    switch family {
    case .unspecified: false
    case .inet, .inet6: port != 0
    default: byteCount > MemoryLayout<UInt16>.size
    }
  }
}
