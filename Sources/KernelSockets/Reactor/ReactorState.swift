// How no call waits for what has come already, and none waits behind one that has gone.
//
// The kernel tells each change of a socket once. The reactor counts them: every change begins an epoch. A call notes
// the epoch, makes its attempt, and waits only if the attempt found nothing and the epoch is still the same; else it
// tries again. Of the calls in one line only the first makes attempts. When it leaves, for whatever reason, it is the
// next one's turn if there is an epoch in which that one has made none.

/// What a reactor knows, under its lock.
struct ReactorState {
  var watched = Slots<Watched>()
  var waiters = Slots<Waiter>()
  var deadlines = Deadlines()
  /// When the timer ends, if it runs.
  var timerEnd: Moment?

  struct Watched {
    let descriptor: CInt
    var watch: Watch?
    /// The ends of each line.
    var first = PerLine<SlotKey?>(nil)
    var last = PerLine<SlotKey?>(nil)

    /// The line's epoch, if the waiter is the first in it. Those who look at events all are.
    func epoch(for waiter: SlotKey, in line: WaitingLine) -> UInt? {
      line == .events || first[line] == waiter ? watch?.epoch(of: line) : nil
    }
  }

  /// Puts a call at the end of a line. `nil` if the socket was closed.
  mutating func enqueue(_ place: Waiter.Place, seen: UInt?, until deadline: Moment?) -> SlotKey? {
    guard let last = watched.update(place.watch, { $0.last[place.line] }) else { return nil }
    let key = waiters.insert(Waiter(place: place, seen: seen, previous: last, hasDeadline: deadline != nil))
    if let last { waiters.update(last) { $0.next = key } }
    watched.update(place.watch) { watched in
      watched.last[place.line] = key
      if last == nil { watched.first[place.line] = key }
      watched.watch?.changeLength(of: place.line, by: 1)
    }
    if let deadline { deadlines.insert(key, at: deadline) }
    return key
  }

  /// A waiter that stands in no line.
  mutating func insert(until deadline: Moment?) -> SlotKey {
    let key = waiters.insert(Waiter(place: nil, hasDeadline: deadline != nil))
    if let deadline { deadlines.insert(key, at: deadline) }
    return key
  }

  /// Keeps a task suspended until it is its turn, or resumes it at once.
  mutating func suspend(
    _ key: SlotKey, _ task: SuspendedTask, _ resumptions: inout [Resumption]
  ) {
    let isOver = waiters.update(key) { waiter in
      waiter.task = task
      if let end = waiter.end { waiter.resume(end, &resumptions) }
      return waiter.end != nil
    }
    if isOver == false { offerTurn(to: key, &resumptions) }
  }

  /// Lets a suspended task go on if it is the first in line and has not tried in this epoch.
  mutating func offerTurn(to key: SlotKey, _ resumptions: inout [Resumption]) {
    guard let place = waiters.update(key, { $0.place }) ?? nil,
      let epoch = watched.update(place.watch, { $0.epoch(for: key, in: place.line) }) ?? nil
    else { return }
    waiters.update(key) { waiter in
      guard waiter.task != nil, waiter.seen != epoch else { return }
      waiter.seen = epoch
      waiter.resume(.turn, &resumptions)
    }
  }

  /// Makes a waiter end, now if it is suspended, else when it would be.
  mutating func end(_ key: SlotKey, _ wake: Wake, _ resumptions: inout [Resumption]) {
    waiters.update(key) { waiter in
      if waiter.end == nil { waiter.end = wake }
      waiter.resume(wake, &resumptions)
    }
  }

  /// Takes a call out, wherever it stands.
  mutating func remove(_ key: SlotKey, _ resumptions: inout [Resumption]) {
    guard let waiter = waiters.remove(key) else { return }
    if waiter.hasDeadline {
      let waiters = waiters
      deadlines.forgetOne { waiters[$0] != nil }
    }
    guard let place = waiter.place else { return }
    if let previous = waiter.previous { waiters.update(previous) { $0.next = waiter.next } }
    if let next = waiter.next { waiters.update(next) { $0.previous = waiter.previous } }
    watched.update(place.watch) { watched in
      if watched.first[place.line] == key { watched.first[place.line] = waiter.next }
      if watched.last[place.line] == key { watched.last[place.line] = waiter.previous }
      watched.watch?.changeLength(of: place.line, by: -1)
    }
    if waiter.previous == nil, let next = waiter.next { offerTurn(to: next, &resumptions) }
  }
}
