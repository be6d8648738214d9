/// Why a waiting task goes on.
enum Wake: Sendable {
  /// It is its turn: something changed since its last attempt.
  case turn
  /// Its task was cancelled.
  case cancelled
  /// Its deadline has come.
  case timedOut
  /// The socket was closed.
  case closed
}

/// A task that is suspended, and why it goes on. To be resumed when no lock is held.
struct Resumption {
  let task: SuspendedTask
  let wake: Wake

  func callAsFunction() { task.resume(wake) }
}

/// A call that waits: in a line of a socket, or for another thread's word.
struct Waiter {
  /// Where it stands in line; `nil` if it waits for ``ReactorState/end(_:_:_:)`` only.
  let place: Place?
  /// The epoch of the line in which its last attempt began; `nil` if it made none.
  var seen: UInt?
  /// Before and behind it in line.
  var previous: SlotKey?
  var next: SlotKey?
  let hasDeadline: Bool
  /// The task, while it is suspended.
  var task: SuspendedTask?
  /// Why it ends, once it must.
  var end: Wake?

  struct Place {
    let watch: SlotKey
    let line: WaitingLine
  }

  /// Wakes the task, if it is suspended.
  mutating func resume(_ wake: Wake, _ resumptions: inout [Resumption]) {
    guard let task else { return }
    self.task = nil
    resumptions.append(Resumption(task: task, wake: wake))
  }
}
