/// What calls on one socket wait for, each in a line of its own.
enum WaitingLine: CaseIterable {
  /// Something to receive or to accept. First come, first served: only the first in line makes attempts.
  case reading
  /// Room to send, or the end of a connection attempt. First come, first served as well.
  case writing
  /// Any change at all: everyone in line looks at it.
  case events
}

/// One value for each line.
struct PerLine<Value> {
  private var reading: Value
  private var writing: Value
  private var events: Value

  init(_ value: Value) { (reading, writing, events) = (value, value, value) }

  subscript(line: WaitingLine) -> Value {
    get {
      switch line {
      case .reading: reading
      case .writing: writing
      case .events: events
      }
    }
    set {
      switch line {
      case .reading: reading = newValue
      case .writing: writing = newValue
      case .events: events = newValue
      }
    }
  }
}
