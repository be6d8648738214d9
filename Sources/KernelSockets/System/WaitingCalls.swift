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
  var entry = CPollDescriptor()
  entry.fd = descriptor
  entry.events = events.rawValue
  if let timeout {
    var time = CTimeSpecification(timeout)
    _ = try checked(unsafe ppoll(&entry, 1, &time, nil))
  } else {
    _ = try checked(unsafe ppoll(&entry, 1, nil, nil))
  }
  return PollEvents(rawValue: entry.revents)
}

/// Waits until one of several descriptors is ready. Returns how many are.
func systemPoll(_ entries: inout [CPollDescriptor], timeout: Int64?) throws(Errno) -> Int {
  let result: CInt
  if let timeout {
    var time = CTimeSpecification(timeout)
    result = unsafe ppoll(&entries, .init(entries.count), &time, nil)
  } else {
    result = unsafe ppoll(&entries, .init(entries.count), nil, nil)
  }
  return Int(try checked(result))
}

extension CTimeSpecification {
  /// So many nanoseconds.
  fileprivate init(_ nanoseconds: Int64) {
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
func systemMonotonicTime() -> Int64 {
  var now = CTimeSpecification()
  unsafe clock_gettime(CLOCK_MONOTONIC, &now)
  return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}
