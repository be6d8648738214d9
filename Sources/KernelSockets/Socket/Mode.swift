internal import Synchronization

extension Socket {
  /// What a call does that can't be done at once.
  ///
  /// Python: `settimeout(None)`, `settimeout(0)` and `settimeout(seconds)`.
  public enum Mode: Hashable, Sendable {
    /// It waits without end.
    case blocking
    /// It returns `nil`, or throws `EAGAIN` where there is no `nil` to return.
    case nonBlocking
    /// It waits for so long at most, then throws ``SocketError/Cause/timedOut``.
    ///
    /// The time is that of the whole call, ``Socket/sendAll(_:flags:)-(RawSpan,_)`` included. It is rounded up to
    /// nanoseconds; zero is ``nonBlocking``; more than 292 years are 292 years.
    case timeout(Duration)

    /// The mode with so many nanoseconds to wait.
    init(waitingTime: Int64) {
      self =
        switch waitingTime {
        case ..<0: .blocking
        case 0: .nonBlocking
        default: .timeout(.nanoseconds(waitingTime))
        }
    }

    /// Nanoseconds to wait: -1 without end, 0 not at all.
    func waitingTime(for operation: String) throws(SocketError) -> Int64 {
      switch self {
      case .blocking: return -1
      case .nonBlocking: return 0
      case .timeout(let duration):
        guard duration >= .zero else { throw SocketError(operation, .negativeTimeout) }
        return duration.nanosecondsRoundedUp
      }
    }
  }

  /// What calls do that can't be done at once. Python: `socket.gettimeout`.
  public var mode: Mode { Mode(waitingTime: waitingTime.load(ordering: .relaxed)) }

  /// Changes what calls do that can't be done at once. Python: `socket.settimeout`, `socket.setblocking`.
  ///
  /// Not for calls that run already. Sets or clears `O_NONBLOCK`, which descriptors of other processes may share.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/negativeTimeout`` or ``SocketError/Cause/closed``.
  public func setMode(_ mode: Mode) throws(SocketError) {
    let time = try mode.waitingTime(for: "setMode")
    try modeLock.withLock { _ throws(SocketError) in
      try call("setMode") { descriptor throws(Errno) in
        if (time < 0) != (waitingTime.load(ordering: .relaxed) < 0) {
          try systemSetNonBlocking(descriptor, time >= 0)
        }
        waitingTime.store(time, ordering: .relaxed)
      }
    }
  }
}

/// The waiting time of ``Socket/defaultMode``.
private let defaultWaitingTime = Atomic<Int64>(-1)

extension Socket {
  /// The mode of sockets for which none is given, those that are accepted among them. At first
  /// ``Mode-swift.enum/blocking``. Python: `socket.getdefaulttimeout`.
  ///
  /// It holds for the whole process, and not for sockets that are there already. Sockets that are adopted keep the state
  /// in which the kernel has them; in Python the default overrides it.
  public static var defaultMode: Mode { Mode(waitingTime: defaultWaitingTime.load(ordering: .relaxed)) }

  /// Changes ``defaultMode``. Python: `socket.setdefaulttimeout`.
  ///
  /// For programs, not for libraries: whoever relies on a mode should say so where the socket is made.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/negativeTimeout``.
  public static func setDefaultMode(_ mode: Mode) throws(SocketError) {
    defaultWaitingTime.store(try mode.waitingTime(for: "setDefaultMode"), ordering: .relaxed)
  }

  /// The end of a call that begins now and is made of several; `nil` unless the mode has a time-out.
  @inline(__always)
  var timeoutDeadline: Deadline? {
    let time = waitingTime.load(ordering: .relaxed)
    return time > 0 ? Deadline(after: time) : nil
  }

  /// The end of a call that looks into memory which the kernel fills: the kernel does not wait in it, so a blocking
  /// socket has to be polled too.
  var memoryDeadline: Deadline? { waitingTime.load(ordering: .relaxed) < 0 ? .never : nil }
}
