import Dispatch
import KernelSockets
import Synchronization
import Testing

@Suite("Awaiting on an actor")
struct ActorTests {
  // A task that was suspended is resumed at the executor it prefers, and goes on to its actor from there.
  @Test("a call that waits leaves the actor once, to be resumed", arguments: ReactorTests.Call.allCases)
  func leaves(call: ReactorTests.Call) async throws {
    let (socket, other) = try call.socket()
    let caller = Caller()
    let elsewhere = Elsewhere()
    let waits = 10
    await Task(executorPreference: elsewhere) { await caller.make(call, on: socket, times: waits) }.value
    // Once more when the task begins and ends.
    #expect(elsewhere.count <= waits + 2)
    withExtendedLifetime(other) {}
  }

  /// Makes calls that run out of time.
  private actor Caller {
    nonisolated let executor = ThreadOfItsOwn()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    func make(_ call: ReactorTests.Call, on socket: Socket, times: Int) async {
      for _ in 0..<times {
        do {
          try await call.make(on: socket, timeout: .milliseconds(2))
          Issue.record("nothing to wait for")
        } catch {
          #expect((error as? SocketError)?.cause == .timedOut)
        }
      }
    }
  }
}

/// Runs an actor's jobs.
private final class ThreadOfItsOwn: SerialExecutor {
  private let queue = DispatchQueue(label: "actor")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

/// Runs the jobs of tasks that prefer it, where they are no actor's, and counts them.
private final class Elsewhere: TaskExecutor {
  private let queue = DispatchQueue(label: "elsewhere")
  private let jobs = Atomic<Int>(0)

  var count: Int { jobs.load(ordering: .relaxed) }

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.add(1, ordering: .relaxed)
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
