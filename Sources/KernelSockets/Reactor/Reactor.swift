internal import Synchronization

/// What waits for sockets while tasks are suspended: one thread, one epoll(7).
///
/// There is nothing to do with it in most programs. The first awaited call that has to wait starts ``shared``, which
/// then serves all sockets of the process. A program that wants several, each with sockets of its own, makes them and
/// says which socket belongs to which:
///
/// ```swift
/// let reactor = try Reactor()
/// try reactor.attach(listener)
/// ```
///
/// A reactor's thread also runs tasks that prefer it as executor. Such a task is resumed in the thread that learned of
/// its data, without a hop to another; it must not block, since the sockets of all others wait meanwhile:
///
/// ```swift
/// Task(executorPreference: reactor) {
///   while true { serve(try await listener.accept().socket) }
/// }
/// ```
///
/// Its thread lets others of the processor go on when it wakes up (`SCHED_BATCH`, sched(7)), so that there is more to look
/// at once. If the thread that makes the reactor has another policy than the usual one, it keeps that.
///
/// A reactor ends with its last reference. Attached sockets keep one; an executor has to be kept by whoever made it.
///
/// Python: the selector of an `asyncio` event loop.
public final class Reactor: Sendable {
  let state = Mutex(ReactorState())
  let poller: Poller

  /// Pieces of tasks that are to run in the reactor's thread.
  let jobs = Mutex<[UnownedJob]>([])
  /// The thread, once it runs.
  let thread = Atomic<UInt>(0)

  /// Starts a reactor: three descriptors and a thread.
  ///
  /// - Throws: ``SocketError`` with the errno, such as `EMFILE`, or `EAGAIN` if there may not be more threads.
  public init() throws(SocketError) {
    do throws(Errno) {
      poller = try Poller()
      try systemStartThread { [weak self, poller] in
        // Tasks go on first: then there are several sockets to look at once, and fewer switches of threads.
        systemStandBack()
        var changes = Changes(capacity: 256)
        // Memory that is used again for each.
        var resumptions: [Resumption] = []
        var jobs: [UnownedJob] = []
        var waits = true
        while true {
          changes.update(from: poller.epoll, waits: waits)
          guard let self else { return }
          handle(changes, &resumptions)
          waits = !runJobs(&jobs)
        }
      }
    } catch {
      throw SocketError("reactor", .errno(error))
    }
  }

  deinit { systemSignal(poller.wakeUp) }

  /// The reactor of all sockets that are attached to no other. The first use starts it; it never ends.
  ///
  /// - Throws: ``SocketError`` as ``init()`` does. The next use tries again.
  public static var shared: Reactor {
    get throws(SocketError) {
      try sharedReactor.withLock { reactor throws(SocketError) in
        if let reactor { return reactor }
        let new = try Reactor()
        reactor = new
        return new
      }
    }
  }

  /// Whether this is ``shared``. Does not start it.
  var isShared: Bool { sharedReactor.withLock { $0 === self } }

  private func handle(_ changes: Changes, _ resumptions: inout [Resumption]) {
    state.withLock { state in
      for index in 0..<changes.count {
        switch changes[index].token {
        case Poller.wakeUpToken:
          systemAcknowledge(poller.wakeUp)
        case Poller.timerToken:
          systemAcknowledge(poller.timer)
          state.timerEnd = nil
          state.expire(.now, &resumptions)
          startTimer(&state)
        default:
          state.handle(changes[index], &resumptions)
        }
      }
    }
    for resume in resumptions { resume() }
    resumptions.removeAll(keepingCapacity: true)
  }

  /// Sees to it that the timer ends when the next deadline comes, or before.
  func startTimer(_ state: inout ReactorState) {
    guard let next = state.deadlines.first?.time, state.timerEnd.map({ next < $0 }) ?? true else { return }
    state.timerEnd = next
    systemStart(poller.timer, after: max(next.remaining, 1))
  }
}

private let sharedReactor = Mutex<Reactor?>(nil)
