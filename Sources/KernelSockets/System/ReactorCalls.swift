// What a reactor is made of: epoll(7), a timer and a descriptor that wakes it up. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

// MARK: epoll

func systemEpoll() throws(Errno) -> CInt {
  try checked(epoll_create1(CInt(EPOLL_CLOEXEC)))
}

/// Has epoll tell whatever changes at a descriptor, once for each change.
func systemWatch(_ epoll: CInt, _ descriptor: CInt, _ token: UInt64) throws(Errno) {
  var event = unsafe CPollEvent()
  unsafe event.events = CPollEveryChange
  unsafe event.data.u64 = token
  _ = try checked(unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event))
}

func systemUnwatch(_ epoll: CInt, _ descriptor: CInt) throws(Errno) {
  var event = unsafe CPollEvent()
  _ = try checked(unsafe epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event))
}

/// A change that epoll tells.
struct Change {
  let token: UInt64
  private let events: UInt32

  fileprivate init(_ event: CPollEvent) {
    token = unsafe event.data.u64
    events = unsafe event.events
  }

  /// Whether a call that waits for this may go on now. An error or a hang-up ends every wait.
  func concerns(_ readiness: Readiness) -> Bool {
    events & (readiness == .reading ? CPollEndsReading : CPollEndsWriting) != 0
  }

  /// Whether there is more to receive than bytes: urgent ones, an end, an error.
  var leavesMore: Bool { events & CPollLeavesMore != 0 }
}

/// Where epoll writes the changes, in memory that is used again for each wait.
@safe
struct Changes {
  private var events: [CPollEvent]
  private(set) var count = 0

  init(capacity: Int) {
    unsafe events = [CPollEvent](repeating: CPollEvent(), count: capacity)
  }

  /// Waits until something changed, if it may wait. A signal ends the wait.
  mutating func update(from epoll: CInt, waits: Bool) {
    count = max(Int(unsafe epoll_wait(epoll, &events, CInt(events.count), waits ? -1 : 0)), 0)
  }

  subscript(index: Int) -> Change { unsafe Change(events[index]) }
}

// MARK: Wake-ups

func systemWakeUp() throws(Errno) -> CInt {
  try checked(eventfd(0, CInt(EFD_CLOEXEC) | CInt(EFD_NONBLOCK)))
}

/// Makes a descriptor of ``systemWakeUp()`` readable.
func systemSignal(_ wakeUp: CInt) {
  var one: UInt64 = 1
  unsafe write(wakeUp, &one, 8)
}

/// A timer on the clock of `ContinuousClock`.
func systemTimer() throws(Errno) -> CInt {
  try checked(timerfd_create(CLOCK_BOOTTIME, CInt(TFD_CLOEXEC) | CInt(TFD_NONBLOCK)))
}

/// Lets the timer become readable so many nanoseconds from now, more than zero.
func systemStart(_ timer: CInt, after nanoseconds: Int64) {
  var time = itimerspec()
  time.it_value = CTimeSpecification(nanoseconds)
  unsafe timerfd_settime(timer, 0, &time, nil)
}

/// Makes a timer, or a descriptor of ``systemWakeUp()``, unreadable again.
func systemAcknowledge(_ descriptor: CInt) {
  var count: UInt64 = 0
  unsafe read(descriptor, &count, 8)
}

// MARK: Threads

/// Runs `body` in a new thread, to which no signals go.
func systemStartThread(_ body: @escaping @Sendable () -> Void) throws(Errno) {
  let start = ThreadStart(body)
  let argument = unsafe Unmanaged.passRetained(start)
  var attributes = pthread_attr_t()
  unsafe pthread_attr_init(&attributes)
  defer { unsafe pthread_attr_destroy(&attributes) }
  unsafe pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
  // The new thread inherits the mask.
  var (all, before) = (sigset_t(), sigset_t())
  unsafe sigfillset(&all)
  unsafe pthread_sigmask(SIG_SETMASK, &all, &before)
  defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
  #if canImport(Musl)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let code = unsafe pthread_create(
    &thread, &attributes,
    { argument in
      let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument!).takeRetainedValue()
      start.body()
      return nil
    }, argument.toOpaque())
  guard code == 0 else {
    unsafe argument.release()
    throw Errno(rawValue: code)
  }
}

/// Has this thread let others of its processor go on when it wakes up, until they wait or their time is over: sched(7),
/// `SCHED_BATCH`. Nothing if it has a policy already, such as that of a process with real-time priority.
func systemStandBack() {
  var policy: CInt = 0
  var parameter = sched_param()
  unsafe pthread_getschedparam(pthread_self(), &policy, &parameter)
  if policy == SCHED_OTHER { unsafe pthread_setschedparam(pthread_self(), CBatchPolicy, &parameter) }
}

private final class ThreadStart: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// A number that stands for the calling thread as long as it runs.
func systemThread() -> UInt {
  #if canImport(Musl)
    UInt(bitPattern: pthread_self())
  #else
    UInt(truncatingIfNeeded: pthread_self())
  #endif
}

/// Runs a piece of a task in this thread.
func systemRun(_ job: UnownedJob, on executor: some TaskExecutor) {
  unsafe job.runSynchronously(on: executor.asUnownedTaskExecutor())
}
