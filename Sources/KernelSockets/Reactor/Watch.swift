internal import Synchronization

/// A socket's place at a reactor: made by the first call that waits, gone when the descriptor closes.
final class Watch: Sendable {
  let reactor: Reactor
  let key: SlotKey

  private let reading = Gauge()
  private let writing = Gauge()
  private let events = Gauge()
  private let emptied = Emptied()

  /// What a call reads without a lock. The reactor writes it under its lock.
  private struct Gauge: ~Copyable, Sendable {
    let epoch = Atomic<UInt>(0)
    let length = Atomic<Int>(0)

    func beginEpoch() { epoch.store(epoch.load(ordering: .relaxed) &+ 1, ordering: .releasing) }

    func changeLength(by difference: Int) {
      length.store(length.load(ordering: .relaxed) + difference, ordering: .relaxed)
    }
  }

  /// Whether the socket was emptied. See Socket+Emptied.
  private struct Emptied: ~Copyable, Sendable {
    /// The number of the epoch in which it was, and one; 0 for none.
    let epoch = Atomic<UInt>(0)
    let expectsMore = Atomic<Bool>(false)
  }

  init(_ reactor: Reactor, _ key: SlotKey) {
    (self.reactor, self.key) = (reactor, key)
  }

  /// How many changes the kernel has told. A call that found nothing in the present epoch can wait for the next; there
  /// is no change that it could miss.
  func epoch(of line: WaitingLine) -> UInt {
    switch line {
    case .reading: reading.epoch.load(ordering: .acquiring)
    case .writing: writing.epoch.load(ordering: .acquiring)
    case .events: events.epoch.load(ordering: .acquiring)
    }
  }

  /// Whether calls wait in line: then a newcomer waits behind them.
  func hasLine(_ line: WaitingLine) -> Bool {
    switch line {
    case .reading: reading.length.load(ordering: .relaxed) > 0
    case .writing: writing.length.load(ordering: .relaxed) > 0
    // Those who look at events take nothing away from each other.
    case .events: false
    }
  }

  func beginEpoch(of line: WaitingLine) {
    switch line {
    case .reading: reading.beginEpoch()
    case .writing: writing.beginEpoch()
    case .events: events.beginEpoch()
    }
  }

  func changeLength(of line: WaitingLine, by difference: Int) {
    switch line {
    case .reading: reading.changeLength(by: difference)
    case .writing: writing.changeLength(by: difference)
    case .events: events.changeLength(by: difference)
    }
  }

  /// There was nothing more to receive, and nothing has come in this epoch.
  func noteEmptied(in epoch: UInt) { emptied.epoch.store(epoch &+ 1, ordering: .relaxed) }

  /// From now on, nobody can tell whether there is more without an attempt.
  func expectMore() { emptied.expectsMore.store(true, ordering: .relaxed) }

  /// Whether the socket was emptied in this epoch, so that an attempt to receive would be in vain.
  func isEmpty(in epoch: UInt) -> Bool {
    emptied.epoch.load(ordering: .relaxed) == epoch &+ 1 && !emptied.expectsMore.load(ordering: .relaxed)
  }

  /// Wakes all who wait, with ``Wake/closed``, and forgets the descriptor, which must still be open.
  func end() { reactor.end(self) }
}
