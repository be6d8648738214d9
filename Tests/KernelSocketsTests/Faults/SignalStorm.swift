import Foundation
import Synchronization

/// A signal every 100 µs for one thread, whose handler makes system calls return EINTR.
enum SignalStorm {
  /// How many signals were handled, in all threads.
  static let count = Atomic(0)

  /// Calls `body` while signals come to the thread that runs it.
  static func during<Value>(_ body: () throws -> Value) throws -> Value {
    _ = catchSignals
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGUSR2)
    var before = sigset_t()
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, &before)
    defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }

    // As in `12/task/34`.
    let thread = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self").split(separator: "/")
    var event = unsafe sigevent()
    unsafe event.sigev_signo = SIGUSR2
    unsafe event.sigev_notify = sendToThread
    unsafe event._sigev_un._tid = Int32(thread[2])!
    var timer: timer_t?
    guard unsafe timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 else { throw NoTimer(number: errno) }
    defer { unsafe timer_delete(timer) }
    let period = timespec(tv_sec: 0, tv_nsec: 100_000)
    var times = itimerspec(it_interval: period, it_value: period)
    guard unsafe timer_settime(timer, 0, &times, nil) == 0 else { throw NoTimer(number: errno) }
    return try body()
  }

  struct NoTimer: Error {
    var number: Int32
  }

  /// `SIGEV_THREAD_ID`, which glibc declares as an enumerator.
  private static let sendToThread: Int32 = 4

  /// Without SA_RESTART, so that the kernel goes on with nothing by itself.
  private static let catchSignals: Void = {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { _ in SignalStorm.count.add(1, ordering: .relaxed) }
    unsafe sigaction(SIGUSR2, &action, nil)
  }()
}
