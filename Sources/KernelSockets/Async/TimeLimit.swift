internal import Synchronization

/// How long an awaited call may take.
struct TimeLimit {
  private let timeout: Duration?
  private let deadline: ContinuousClock.Instant?

  init(_ timeout: Duration?, _ deadline: ContinuousClock.Instant?) {
    (self.timeout, self.deadline) = (timeout, deadline)
  }

  /// Whether the call says nothing of time.
  var isOpen: Bool { timeout == nil && deadline == nil }

  /// Refuses a negative time, before anything is done.
  func check(_ operation: String) throws(SocketError) {
    if let timeout, timeout < .zero { throw SocketError(operation, .negativeTimeout) }
  }

  /// The end of a call that begins to wait now; `nil` if there is none. `fallback` are the nanoseconds that hold where
  /// the call says nothing; none unless they are more than 0.
  func end(fallback: Int64 = 0) -> ContinuousClock.Instant? {
    let time = timeout?.nanosecondsRoundedUp ?? (deadline == nil && fallback > 0 ? fallback : nil)
    guard let time else { return deadline }
    let end = ContinuousClock.now.advanced(by: .nanoseconds(time))
    return deadline.map { min($0, end) } ?? end
  }

  /// The same limit for one of several waits, with its end fixed now.
  func fixed(fallback: Int64) -> TimeLimit { TimeLimit(nil, end(fallback: fallback)) }
}
