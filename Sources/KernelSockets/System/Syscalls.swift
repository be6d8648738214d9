// The one unsafe layer, with the other files of this folder: a small function per system call. Each takes and returns
// safe Swift values and throws the errno. None retries, waits or knows about `Socket`.
//
// Those that move bytes or options become part of their callers: on processors that forget in the kernel where they came
// from, each return after a system call costs some 8 ns.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// The result of a system call that returns -1 on failure.
func checked<Value: SignedInteger>(_ result: Value) throws(Errno) -> Value {
  guard result >= 0 else { throw Errno(rawValue: errno) }
  return result
}

// MARK: Life of a descriptor

func systemSocket(_ family: CInt, _ type: CInt, _ protocol: CInt) throws(Errno) -> CInt {
  try checked(socket(family, type, `protocol`))
}

func systemSocketPair(_ family: CInt, _ type: CInt, _ protocol: CInt) throws(Errno) -> (CInt, CInt) {
  var pair: InlineArray<2, CInt> = [-1, -1]
  var span = pair.mutableSpan
  let result = unsafe span.withUnsafeMutableBufferPointer { buffer in
    unsafe socketpair(family, type, `protocol`, buffer.baseAddress)
  }
  _ = try checked(result)
  return (pair[0], pair[1])
}

func systemClose(_ descriptor: CInt) throws(Errno) {
  _ = try checked(close(descriptor))
}

func systemShutdown(_ descriptor: CInt, _ mode: ShutdownMode) throws(Errno) {
  _ = try checked(shutdown(descriptor, mode.rawValue))
}

func systemIsNonBlocking(_ descriptor: CInt) throws(Errno) -> Bool {
  try checked(fcntl(descriptor, F_GETFL)) & O_NONBLOCK != 0
}

func systemSetNonBlocking(_ descriptor: CInt, _ isNonBlocking: Bool) throws(Errno) {
  let flags = try checked(fcntl(descriptor, F_GETFL))
  let wanted = isNonBlocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK
  if wanted != flags { _ = try checked(fcntl(descriptor, F_SETFL, wanted)) }
}

// MARK: Connections

func systemBind(_ descriptor: CInt, _ address: SocketAddress) throws(Errno) {
  _ = try checked(unsafe address.withPointer { pointer, count in unsafe bind(descriptor, pointer, count) })
}

func systemListen(_ descriptor: CInt, _ backlog: CInt) throws(Errno) {
  _ = try checked(listen(descriptor, backlog))
}

@inline(__always)
func systemConnect(_ descriptor: CInt, _ address: SocketAddress) throws(Errno) {
  _ = try checked(unsafe address.withPointer { pointer, count in unsafe connect(descriptor, pointer, count) })
}

@inline(__always)
func systemAccept(_ descriptor: CInt, _ address: inout SocketAddress, _ flags: SocketFlags) throws(Errno) -> CInt {
  try checked(
    unsafe address.withMutablePointer { pointer, count in
      unsafe accept4(descriptor, pointer, count, flags.rawValue)
    })
}

/// Without asking for the address, which some families don't have.
@inline(__always)
func systemAccept(_ descriptor: CInt, _ flags: SocketFlags) throws(Errno) -> CInt {
  try checked(accept4(descriptor, nil, nil, flags.rawValue))
}

func systemLocalAddress(_ descriptor: CInt) throws(Errno) -> SocketAddress {
  var address = SocketAddress()
  _ = try checked(
    unsafe address.withMutablePointer { pointer, count in unsafe getsockname(descriptor, pointer, count) })
  return address
}

func systemRemoteAddress(_ descriptor: CInt) throws(Errno) -> SocketAddress {
  var address = SocketAddress()
  _ = try checked(
    unsafe address.withMutablePointer { pointer, count in unsafe getpeername(descriptor, pointer, count) })
  return address
}

// MARK: Data

@inline(__always)
func systemSend(_ descriptor: CInt, _ bytes: RawSpan, _ flags: MessageFlags) throws(Errno) -> Int {
  try checked(
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe send(descriptor, buffer.baseAddress, buffer.count, flags.rawValue)
    })
}

@inline(__always)
func systemSend(
  _ descriptor: CInt, _ bytes: RawSpan, to address: SocketAddress, _ flags: MessageFlags
) throws(Errno) -> Int {
  try checked(
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe address.withPointer { pointer, count in
        unsafe sendto(descriptor, buffer.baseAddress, buffer.count, flags.rawValue, pointer, count)
      }
    })
}

@inline(__always)
func systemReceive(_ descriptor: CInt, _ bytes: inout MutableRawSpan, _ flags: MessageFlags) throws(Errno) -> Int {
  try checked(
    unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe recv(descriptor, buffer.baseAddress, buffer.count, flags.rawValue)
    })
}

// MARK: Options

@inline(__always)
func systemSetOption(_ descriptor: CInt, level: CInt, name: CInt, _ bytes: RawSpan) throws(Errno) {
  _ = try checked(
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe setsockopt(descriptor, level, name, buffer.baseAddress, socklen_t(buffer.count))
    })
}

/// Sets an option to a null pointer and a length.
@inline(__always)
func systemSetOption(_ descriptor: CInt, level: CInt, name: CInt, length: UInt32) throws(Errno) {
  _ = try checked(setsockopt(descriptor, level, name, nil, length))
}

/// Reads an option of up to `capacity` bytes, on the stack if they are few.
///
/// Returns `false`, with the length that the kernel asks for, if it says that there are more.
@inline(__always)
func systemOption(
  _ descriptor: CInt, level: CInt, name: CInt, capacity: inout Int, _ read: (RawSpan) -> Void
) throws(Errno) -> Bool {
  // Almost all are numbers. Memory of a size that the compiler knows is cleared without a call.
  let room = 16
  return capacity <= room
    ? try systemOption(descriptor, level: level, name: name, capacity: &capacity, room: room, read)
    : try systemLongOption(descriptor, level: level, name: name, capacity: &capacity, read)
}

@inline(never)
private func systemLongOption(
  _ descriptor: CInt, level: CInt, name: CInt, capacity: inout Int, _ read: (RawSpan) -> Void
) throws(Errno) -> Bool {
  try systemOption(descriptor, level: level, name: name, capacity: &capacity, room: capacity, read)
}

/// The same, in so many bytes of memory.
@inline(__always)
private func systemOption(
  _ descriptor: CInt, level: CInt, name: CInt, capacity: inout Int, room: Int, _ read: (RawSpan) -> Void
) throws(Errno) -> Bool {
  let offered = capacity
  var length = socklen_t(offered)
  let outcome: Result<Bool, Errno> = unsafe withUnsafeTemporaryAllocation(byteCount: room, alignment: 16) { buffer in
    _ = unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
    if unsafe getsockopt(descriptor, level, name, buffer.baseAddress, &length) < 0 {
      let error = Errno(rawValue: errno)
      return error == .outOfRange && Int(length) > offered ? .success(false) : .failure(error)
    }
    unsafe read(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(buffer)[..<min(Int(length), offered)]))
    return .success(true)
  }
  capacity = Int(length)
  return try outcome.get()
}

// MARK: The kernel itself

/// The running kernel's release, as in `6.1.0-37-amd64`. uname(2), which can't fail here.
func systemKernelRelease() -> String {
  var name = utsname()
  _ = unsafe uname(&name)
  return unsafe withUnsafeBytes(of: &name.release) { bytes in
    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
