// Waiting for several descriptors. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Waits until a descriptor can be written to, has failed or is hung up, for `timeout` nanoseconds or without end.
/// Returns the positions of those that can, in order; none when time is up. ppoll(2).
func systemPollForWriting(_ descriptors: [CInt], timeout: Int64?) throws(Errno) -> [Int] {
  var entries = descriptors.map { CPollDescriptor(fd: $0, events: Int16(POLLOUT), revents: 0) }
  let count: CInt
  if let timeout {
    var time = CTimeSpecification(timeout)
    count = unsafe ppoll(&entries, .init(entries.count), &time, nil)
  } else {
    count = unsafe ppoll(&entries, .init(entries.count), nil, nil)
  }
  return try checked(count) == 0 ? [] : entries.indices.filter { entries[$0].revents != 0 }
}
