/// What a descriptor can be ready for.
@usableFromInline
enum Readiness {
  case reading
  case writing
}

/// A point on the monotonic clock, or never. Changes of the wall clock don't matter.
struct Deadline {
  /// Nanoseconds of the monotonic clock; the largest number is never.
  private var time: Int64

  /// No deadline.
  static var never: Deadline { Deadline(time: .max) }

  private init(time: Int64) { self.time = time }

  /// So many nanoseconds from now.
  init(after nanoseconds: Int64) {
    let (sum, overflow) = systemMonotonicTime().addingReportingOverflow(nanoseconds)
    time = overflow ? .max : sum
  }

  /// The nanoseconds that are left, at least 0; `nil` without deadline.
  var remaining: Int64? {
    time == .max ? nil : max(time - systemMonotonicTime(), 0)
  }

  /// Whether the point has come.
  var isOver: Bool { remaining == 0 }
}

extension Deadline: Comparable {
  /// Whether `left` comes first.
  static func < (left: Deadline, right: Deadline) -> Bool { left.time < right.time }
}

extension Duration {
  /// Nanoseconds, at most 292 years of them.
  var nanosecondsRoundedUp: Int64 {
    let (nanoseconds, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return Int64(clamping: rest > 0 ? nanoseconds + 1 : nanoseconds)
  }
}
