// The calls that wait and that tell the time. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Waits until the descriptor is ready, for `timeout` nanoseconds or without end. Returns `false` when time is up.
///
/// ppoll(2) counts in nanoseconds and has no limit of 24.8 days as poll(2) has.
func systemPoll(_ descriptor: CInt, _ readiness: Readiness, timeout: Int64?) throws(Errno) -> Bool {
  var entry = CPollDescriptor()
  entry.fd = descriptor
  entry.events = readiness == .reading ? Int16(POLLIN) : Int16(POLLOUT)
  guard let timeout else { return try checked(unsafe ppoll(&entry, 1, nil, nil)) > 0 }
  var time = CTimeSpecification(timeout)
  return try checked(unsafe ppoll(&entry, 1, &time, nil)) > 0
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
