internal import Synchronization

/// What a socket has for awaited calls.
struct Awaited: ~Copyable, Sendable {
  /// The place at a reactor, as soon as a call had to wait.
  let watch = OnceReference<Watch>()
  /// How many calls there were since one had to wait, about: threads may count at the same time.
  let count = Atomic<UInt32>(0)
  /// Whether TCP has an upper layer (`TCP_ULP`).
  let hasUpperLayer = Atomic<Bool>(false)
}

/// How a call began.
private enum FirstAttempt {
  /// With no attempt: it is time to let others run.
  case notMade
  /// With no attempt, since others wait already.
  case behindOthers
  /// With one in vain, in this epoch.
  case foundNothing(in: UInt)

  var epoch: UInt? { if case .foundNothing(let epoch) = self { epoch } else { nil } }
}

extension Socket {
  /// Ends all awaited calls that wait. Nothing after the first time; before the descriptor closes.
  func endWatch() { awaited.watch.load()?.end() }

  /// Makes a call that may have to wait, and suspends the task meanwhile.
  ///
  /// - Parameters:
  ///   - operation: The name for errors.
  ///   - line: What to wait for.
  ///   - limit: How long.
  ///   - retries: Whether to make an attempt now and then, where the kernel does not tell of every change.
  ///   - fallback: The nanoseconds to wait if the limit says nothing; without it, as the socket's mode says.
  ///   - attempt: Makes the call without waiting; `nil` if it would have to.
  @inline(__always)
  func awaiting<Value>(
    _ operation: String, _ line: WaitingLine, _ limit: TimeLimit, retries: Bool = false, fallback: Int64? = nil,
    _ attempt: () throws(SocketError) -> Value?
  ) async throws -> Value {
    // What is there already takes no asynchronous call.
    var first = FirstAttempt.notMade
    if let value = try tryAtOnce(operation, line, limit, &first, attempt) { return value }
    // Who receives waits often: that is a part of the calling function, since each return after a system call costs time.
    if line == .reading {
      return try await awaitingLonger(operation, line, limit, retries: retries, fallback: fallback, first, attempt)
    }
    return try await awaitingElsewhere(operation, line, limit, retries: retries, fallback: fallback, first, attempt)
  }

  /// Makes a call with flags, and suspends the task while it would have to wait; `nil` if the flags say not to.
  @inline(__always)
  func awaiting<Value>(
    _ operation: String, _ line: WaitingLine, _ flags: MessageFlags, _ limit: TimeLimit, retries: Bool = false,
    _ attempt: (MessageFlags) throws(SocketError) -> Value?
  ) async throws -> Value? {
    // Nobody waits for what is in the error queue: see wait(for:) and PollEvents.error.
    guard flags.isDisjoint(with: [.MSG_DONTWAIT, .MSG_ERRQUEUE]) else {
      if Task.isCancelled { throw CancellationError() }
      try limit.check(operation)
      return try attempt(flags.union(.MSG_DONTWAIT))
    }
    return try await awaiting(operation, line, limit, retries: retries) { () throws(SocketError) in
      try attempt(flags.union(.MSG_DONTWAIT))
    }
  }

  /// Makes the first attempt, if it may be made now. `nil` if that found nothing.
  @inline(__always)
  private func tryAtOnce<Value>(
    _ operation: String, _ line: WaitingLine, _ limit: TimeLimit, _ first: inout FirstAttempt,
    _ attempt: () throws(SocketError) -> Value?
  ) throws -> Value? {
    try limit.check(operation)
    // A task whose socket is always ready would never let others of its thread run.
    let count = awaited.count.load(ordering: .relaxed)
    awaited.count.store(count &+ 1, ordering: .relaxed)
    if count % 64 == 63 { return nil }
    return try tryFirst(line, limit, &first, attempt)
  }

  /// Makes the first attempt, unless others wait in line or it would be in vain. `nil` if that found nothing.
  @inline(__always)
  private func tryFirst<Value>(
    _ line: WaitingLine, _ limit: TimeLimit, _ first: inout FirstAttempt, _ attempt: () throws(SocketError) -> Value?
  ) throws -> Value? {
    let isInVain = awaited.watch.look { watch in
      if watch.hasLine(line) {
        first = .behindOthers
        return true
      }
      // The epoch before the attempt.
      let epoch = watch.epoch(of: line)
      first = .foundNothing(in: epoch)
      // Who has little time wants to know what the kernel has not told yet.
      return line == .reading && limit.isOpen && watch.isEmpty(in: epoch)
    }
    // 0 is the epoch before the kernel has told anything.
    if isInVain == nil { first = .foundNothing(in: 0) }
    // Who waits learns of it then.
    if isInVain == true { return nil }
    if Task.isCancelled { throw CancellationError() }
    return try attempt()
  }

  /// Waits, after the first attempt.
  @inline(__always)
  private func awaitingLonger<Value>(
    _ operation: String, _ line: WaitingLine, _ limit: TimeLimit, retries: Bool, fallback: Int64?,
    _ first: FirstAttempt, _ attempt: () throws(SocketError) -> Value?
  ) async throws -> Value {
    var first = first
    if case .notMade = first {
      await Task.yield()
      if let value = try tryFirst(line, limit, &first, attempt) { return value }
    }
    let end = limit.end(fallback: fallback ?? fallbackTime)
    if retries { return try await retrying(operation, line, end, seen: first.epoch, attempt) }
    return try await waiting(operation, line, end, seen: first.epoch, attempt)
  }

  /// The same, in a function of its own: smaller where it is seldom needed.
  @inline(never)
  private func awaitingElsewhere<Value>(
    _ operation: String, _ line: WaitingLine, _ limit: TimeLimit, retries: Bool, fallback: Int64?,
    _ first: FirstAttempt, _ attempt: () throws(SocketError) -> Value?
  ) async throws -> Value {
    try await awaitingLonger(operation, line, limit, retries: retries, fallback: fallback, first, attempt)
  }

  /// Waits in line, and makes an attempt whenever something changed.
  @inline(__always)
  private func waiting<Value>(
    _ operation: String, _ line: WaitingLine, _ end: Moment?, seen: UInt?,
    _ attempt: () throws(SocketError) -> Value?
  ) async throws -> Value {
    let (watch, waiter) = try enqueue(operation, line, seen: seen, until: end)
    defer { watch.reactor.remove(waiter) }
    // Others run meanwhile.
    awaited.count.store(0, ordering: .relaxed)
    while true {
      switch await watch.reactor.suspend(waiter) {
      case .turn: if let value = try attempt() { return value }
      case .cancelled: throw CancellationError()
      case .timedOut: throw failure(operation, line, .timedOut)
      case .closed: throw SocketError(operation, .closed)
      }
    }
  }

  /// Waits in line, and makes an attempt now and then too.
  @inline(never)
  private func retrying<Value>(
    _ operation: String, _ line: WaitingLine, _ end: Moment?, seen: UInt?,
    _ attempt: () throws(SocketError) -> Value?
  ) async throws -> Value {
    // In nanoseconds.
    var pause: Int64 = 1_000_000
    while true {
      let next = Moment(after: pause)
      do {
        return try await waiting(operation, line, min(next, end ?? next), seen: seen, attempt)
      } catch let error as SocketError where error.cause == .timedOut && end.map({ next < $0 }) ?? true {
        if let value = try attempt() { return value }
      }
      pause = min(pause * 2, 64_000_000)
    }
  }

  private func enqueue(
    _ operation: String, _ line: WaitingLine, seen: UInt?, until deadline: Moment?
  ) throws(SocketError) -> (Watch, SlotKey) {
    let watch = if let watch = awaited.watch.load() { watch } else { try newWatch(operation) }
    guard let waiter = watch.reactor.enqueue(watch, line, seen: seen, until: deadline) else {
      throw SocketError(operation, .closed)
    }
    return (watch, waiter)
  }

  @inline(never)
  private func newWatch(_ operation: String) throws(SocketError) -> Watch {
    let reactor = try Reactor.shared
    return try call(operation) { descriptor throws(Errno) in try reactor.watch(self, descriptor) }
  }

  /// The error of an awaited call, with the address that a blocking call would name.
  private func failure(_ operation: String, _ line: WaitingLine, _ cause: SocketError.Cause) -> SocketError {
    let subject = wouldBlock(operation, line == .writing ? .writing : .reading).subject
    return SocketError(operation, subject, cause)
  }

  /// The nanoseconds that a call may wait that does not say; 0 or less without end.
  var fallbackTime: Int64 { waitingTime.load(ordering: .relaxed) }

  /// Refuses a socket in blocking mode, where the kernel itself would wait in such a call, and the thread with it.
  func requireNoBlocking(_ operation: String) throws(SocketError) {
    guard fallbackTime >= 0 else { throw SocketError(operation, .blockingMode) }
  }
}
