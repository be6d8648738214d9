/// How long an awaited call may take.
///
/// Only the library of `ContinuousClock` knows how large its `Instant` is: whoever has one as an argument asks for memory
/// for it at run time, even for a `nil`, and so does whoever is called. So the public functions make the limit where the
/// caller is, `@inlinable`; a call that says nothing of time then passes numbers only.
@usableFromInline
struct TimeLimit: Sendable {
  private let timeout: Duration?
  private let deadline: Moment?

  @usableFromInline
  init(_ timeout: Duration?, until deadline: Moment?) {
    (self.timeout, self.deadline) = (timeout, deadline)
  }

  @inlinable
  init(_ timeout: Duration?, _ deadline: ContinuousClock.Instant?) {
    // Nothing is copied before it is known to be there: so the compiler sees what a `nil` comes to.
    guard case .some = deadline else {
      self.init(timeout, until: nil)
      return
    }
    self.init(timeout, until: Moment(deadline!))
  }

  /// Whether the call says nothing of time.
  var isOpen: Bool { timeout == nil && deadline == nil }

  /// Refuses a negative time, before anything is done.
  @inline(__always)
  func check(_ operation: String) throws(SocketError) {
    if let timeout, timeout < .zero { throw SocketError(operation, .negativeTimeout) }
  }

  /// The end of a call that begins to wait now; `nil` if there is none. `fallback` are the nanoseconds that hold where
  /// the call says nothing; none unless they are more than 0.
  func end(fallback: Int64 = 0) -> Moment? {
    let time = timeout?.nanosecondsRoundedUp ?? (deadline == nil && fallback > 0 ? fallback : nil)
    guard let time else { return deadline }
    let end = Moment(after: time)
    return min(end, deadline ?? end)
  }

  /// The same limit for one of several waits, with its end fixed now.
  func fixed(fallback: Int64) -> TimeLimit { TimeLimit(nil, until: end(fallback: fallback)) }
}
