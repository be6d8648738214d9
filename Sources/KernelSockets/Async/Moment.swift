/// A point on the clock of `ContinuousClock`, as a number: `ContinuousClock.Instant` is copied and compared by calls of
/// another library.
@usableFromInline
struct Moment: Comparable, Sendable {
  /// Nanoseconds since the machine started, at most 292 years of them.
  private let time: Int64

  static var now: Moment { Moment(after: 0) }

  /// So many nanoseconds from now.
  init(after nanoseconds: Int64) {
    let (sum, overflow) = systemContinuousTime().addingReportingOverflow(nanoseconds)
    time = overflow ? .max : sum
  }

  /// Not before the instant.
  @usableFromInline
  init(_ instant: ContinuousClock.Instant) {
    self.init(after: ContinuousClock.now.duration(to: instant).nanosecondsRoundedUp)
  }

  /// The nanoseconds that are left, at least 0.
  var remaining: Int64 { max(time - systemContinuousTime(), 0) }

  @usableFromInline
  static func < (left: Moment, right: Moment) -> Bool { left.time < right.time }
}
