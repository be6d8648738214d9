// The calls that wait and that tell the time. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Waits until the descriptor is ready, for `timeout` nanoseconds or without end. Returns what it is ready for: nothing
/// when time is up.
///
/// ppoll(2) counts in nanoseconds and has no limit of 24.8 days as poll(2) has.
func systemPoll(_ descriptor: CInt, _ events: PollEvents, timeout: Int64?) throws(Errno) -> PollEvents {
  var entry = CPollDescriptor(fd: descriptor, events: events.rawValue, revents: 0)
  _ = try unsafe poll(&entry, 1, timeout)
  return PollEvents(rawValue: entry.revents)
}

/// Waits until one of several descriptors is ready. Returns how many are.
func systemPoll(_ entries: inout [CPollDescriptor], timeout: Int64?) throws(Errno) -> Int {
  try unsafe poll(&entries, entries.count, timeout)
}

private func poll(
  _ entries: UnsafeMutablePointer<CPollDescriptor>, _ count: Int, _ timeout: Int64?
) throws(Errno) -> Int {
  guard let timeout else { return Int(try checked(unsafe ppoll(entries, .init(count), nil, nil))) }
  var time = CTimeSpecification(timeout)
  return Int(try checked(unsafe ppoll(entries, .init(count), &time, nil)))
}

extension CTimeSpecification {
  /// So many nanoseconds.
  init(_ nanoseconds: Int64) {
    self.init()
    tv_sec = .init(clamping: nanoseconds / 1_000_000_000)
    tv_nsec = .init(nanoseconds % 1_000_000_000)
  }
}

/// Sleeps for `duration` nanoseconds, or less if a signal comes.
func systemSleep(_ duration: Int64) {
  var time = CTimeSpecification(duration)
  _ = unsafe nanosleep(&time, nil)
}

/// The nanoseconds of the monotonic clock.
func systemMonotonicTime() -> Int64 { time(of: CLOCK_MONOTONIC) }

/// The nanoseconds of the clock of `ContinuousClock`, which goes on while the machine sleeps.
func systemContinuousTime() -> Int64 { time(of: CLOCK_BOOTTIME) }

private func time(of clock: clockid_t) -> Int64 {
  var now = CTimeSpecification()
  unsafe clock_gettime(clock, &now)
  return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}
