internal import Synchronization

/// Threads for calls of the C library that can't be awaited: as many as there are calls, sixteen at most. A thread ends
/// when there is nothing left to do.
final class LookupThreads: Sendable {
  static let shared = LookupThreads()

  private let state = Mutex(State())

  private struct State {
    var count = 0
    var waiting: [@Sendable () -> Void] = []
  }

  /// Has a thread do this, now or when one is free.
  ///
  /// - Throws: The errno if there is no thread, and there can't be one.
  func run(_ work: @escaping @Sendable () -> Void) throws(Errno) {
    try state.withLock { state throws(Errno) in
      if state.count < 16 {
        do throws(Errno) {
          try systemStartThread { self.work(first: work) }
          state.count += 1
          return
        } catch {
          if state.count == 0 { throw error }
        }
      }
      state.waiting.append(work)
    }
  }

  private func work(first: @Sendable () -> Void) {
    first()
    while let next = next() { next() }
  }

  private func next() -> (@Sendable () -> Void)? {
    state.withLock { state in
      if state.waiting.isEmpty {
        state.count -= 1
        return nil
      }
      return state.waiting.removeFirst()
    }
  }
}

/// Makes a call that blocks in a thread of its own, and suspends the task meanwhile. If the task is cancelled, or time is
/// up, the call goes on, and nobody learns how it ended.
func inThread<Value: Sendable>(
  _ operation: String, _ subject: String, _ limit: TimeLimit,
  _ call: @escaping @Sendable () throws(SocketError) -> Value
) async throws -> Value {
  try Task.checkCancellation()
  try limit.check(operation)
  let reactor = try Reactor.shared
  let waiter = reactor.insert(until: limit.end())
  defer { reactor.remove(waiter) }
  let outcome = Outcome<Value>()
  do {
    try LookupThreads.shared.run {
      let result = Result { () throws(SocketError) in try call() }
      outcome.result.withLock { $0 = result }
      reactor.end(waiter, .turn)
    }
  } catch {
    throw SocketError(operation, subject, .errno(error))
  }
  switch await reactor.suspend(waiter) {
  case .turn: return try outcome.result.withLock { $0! }.get()
  case .cancelled: throw CancellationError()
  case .timedOut: throw SocketError(operation, subject, .timedOut)
  case .closed: throw SocketError(operation, subject, .closed)
  }
}

private final class Outcome<Value: Sendable>: Sendable {
  let result = Mutex<Result<Value, SocketError>?>(nil)
}
