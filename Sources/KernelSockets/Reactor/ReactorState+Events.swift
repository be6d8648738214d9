extension ReactorState {
  /// Begins the epochs that a change tells of, and lets those go on whose turn it is.
  mutating func handle(_ change: Change, _ resumptions: inout [Resumption]) {
    let key = SlotKey(number: change.token)
    // The socket may have been closed since the kernel wrote this. Its key is never that of another.
    guard let watched = watched[key], let watch = watched.watch else { return }
    if change.leavesMore { watch.expectMore() }
    if change.concerns(.reading) { beginEpoch(of: .reading, watch, watched.first[.reading], &resumptions) }
    if change.concerns(.writing) { beginEpoch(of: .writing, watch, watched.first[.writing], &resumptions) }
    beginEpoch(of: .events, watch, nil, &resumptions)
    var observer = watched.first[.events]
    while let key = observer {
      observer = waiters[key]?.next
      offerTurn(to: key, &resumptions)
    }
  }

  private mutating func beginEpoch(
    of line: WaitingLine, _ watch: Watch, _ first: SlotKey?, _ resumptions: inout [Resumption]
  ) {
    watch.beginEpoch(of: line)
    if let first { offerTurn(to: first, &resumptions) }
  }

  /// Ends the waiters whose time has come.
  mutating func expire(_ now: ContinuousClock.Instant, _ resumptions: inout [Resumption]) {
    while let (time, waiter) = deadlines.first, time <= now {
      deadlines.removeFirst()
      end(waiter, .timedOut, &resumptions)
    }
  }

  /// Forgets a socket and ends its waiters. Returns its descriptor, or `nil` if it was forgotten already.
  mutating func forget(_ key: SlotKey, _ resumptions: inout [Resumption]) -> CInt? {
    guard let watched = watched.remove(key) else { return nil }
    for line in WaitingLine.allCases {
      var waiter = watched.first[line]
      while let key = waiter {
        waiter = waiters[key]?.next
        end(key, .closed, &resumptions)
      }
    }
    return watched.descriptor
  }
}
