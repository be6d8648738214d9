extension ReactorState {
  /// Begins the epochs that a change tells of, and lets those go on whose turn it is.
  mutating func handle(_ change: Change, _ resumptions: inout [Resumption]) {
    let key = SlotKey(number: change.token)
    // The socket may have been closed since the kernel wrote this. Its key is never that of another.
    let found = watched.update(key) { watched in
      if change.leavesMore { watched.watch?.expectMore() }
      if change.concerns(.reading) { watched.watch?.beginEpoch(of: .reading) }
      if change.concerns(.writing) { watched.watch?.beginEpoch(of: .writing) }
      watched.watch?.beginEpoch(of: .events)
      return watched.first
    }
    guard let first = found else { return }
    if change.concerns(.reading), let reader = first[.reading] { offerTurn(to: reader, &resumptions) }
    if change.concerns(.writing), let writer = first[.writing] { offerTurn(to: writer, &resumptions) }
    var observer = first[.events]
    while let key = observer {
      observer = waiters[key]?.next
      offerTurn(to: key, &resumptions)
    }
  }

  /// Ends the waiters whose time has come.
  mutating func expire(_ now: Moment, _ resumptions: inout [Resumption]) {
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
