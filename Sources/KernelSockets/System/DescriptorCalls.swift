// What is done to descriptors of any kind. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// dup(2), closed on exec from the start.
func systemDuplicate(_ descriptor: CInt) throws(Errno) -> CInt {
  try checked(fcntl(descriptor, F_DUPFD_CLOEXEC, 0))
}

func systemIsInheritable(_ descriptor: CInt) throws(Errno) -> Bool {
  try checked(fcntl(descriptor, F_GETFD)) & FD_CLOEXEC == 0
}

func systemSetInheritable(_ descriptor: CInt, _ isInheritable: Bool) throws(Errno) {
  let flags = try checked(fcntl(descriptor, F_GETFD))
  let wanted = isInheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC
  if wanted != flags { _ = try checked(fcntl(descriptor, F_SETFD, wanted)) }
}

/// ioctl(2) with a pointer to `argument`, which the request reads, writes or both.
func systemControl(_ descriptor: CInt, _ request: UInt, _ argument: inout [UInt8]) throws(Errno) -> CInt {
  let result = unsafe argument.withUnsafeMutableBytes { buffer in
    guard let address = buffer.baseAddress else { return ioctl(descriptor, .init(truncatingIfNeeded: request)) }
    return unsafe ioctl(descriptor, .init(truncatingIfNeeded: request), address)
  }
  return try checked(result)
}

/// ioctl(2) with a number, as wide as a pointer.
func systemControl(_ descriptor: CInt, _ request: UInt, number: Int) throws(Errno) -> CInt {
  guard let number = unsafe UnsafeMutableRawPointer(bitPattern: number) else {
    return try checked(ioctl(descriptor, .init(truncatingIfNeeded: request)))
  }
  return try checked(unsafe ioctl(descriptor, .init(truncatingIfNeeded: request), number))
}

/// ioctl(2) with a pointer to an `int`.
func systemControl(_ descriptor: CInt, _ request: UInt, _ argument: inout CInt) throws(Errno) -> CInt {
  try checked(unsafe ioctl(descriptor, .init(truncatingIfNeeded: request), &argument))
}
