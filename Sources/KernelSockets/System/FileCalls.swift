// What moves bytes from files to sockets. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// sendfile(2) from `offset`, or from the file's position, which then moves.
@inline(__always)
func systemSendFile(_ descriptor: CInt, _ file: CInt, from offset: Int64?, _ count: Int) throws(Errno) -> Int {
  guard let offset else { return try checked(sendfile(descriptor, file, nil, count)) }
  var position = off_t(offset)
  return try checked(unsafe sendfile(descriptor, file, &position, count))
}

/// splice(2) from a pipe, which keeps what the target does not take, or into one.
func systemSplice(_ target: CInt, _ source: CInt, _ count: Int) throws(Errno) -> Int {
  try checked(splice(source, nil, target, nil, count, 0))
}

/// read(2), or pread(2) if there is an offset.
func systemRead(_ file: CInt, _ buffer: inout [UInt8], from offset: Int64?, _ count: Int) throws(Errno) -> Int {
  let result = unsafe buffer.withUnsafeMutableBytes { bytes in
    let count = min(count, bytes.count)
    guard let offset else { return unsafe read(file, bytes.baseAddress, count) }
    return unsafe pread(file, bytes.baseAddress, count, off_t(offset))
  }
  return try checked(result)
}

/// Whether it is a file with bytes of its own, which never keeps a reader waiting as a pipe does; fstat(2).
func systemIsRegularFile(_ file: CInt) throws(Errno) -> Bool {
  var status = stat()
  _ = try checked(unsafe fstat(file, &status))
  return status.st_mode & S_IFMT == S_IFREG
}

/// The position of a file that has one; lseek(2).
func systemPosition(_ file: CInt) throws(Errno) -> Int64 {
  Int64(try checked(lseek(file, 0, SEEK_CUR)))
}

/// Moves a file to a position; lseek(2).
func systemSetPosition(_ file: CInt, _ offset: Int64) throws(Errno) {
  _ = try checked(lseek(file, off_t(offset), SEEK_SET))
}

/// Calls `body`, which may write to a socket without `MSG_NOSIGNAL`, so that no `SIGPIPE` reaches the process: the signal
/// goes to the thread that writes, and waits there until it is taken away again.
///
/// - Parameter isWhole: Whether a result is all that was asked for. If not, the rest may have met a closed peer.
func withoutPipeSignal<Value, Failure>(
  isWhole: (Value) -> Bool = { _ in true }, _ body: () throws(Failure) -> Value
) throws(Failure) -> Value {
  var (pipe, before) = (pipeSignal, sigset_t())
  unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
  // Whatever the error says: that of a socket which another thread closes in between is not EPIPE.
  var mayBePending = true
  defer {
    // Who had it blocked before may wait for one of his own.
    if mayBePending, unsafe sigismember(&before, SIGPIPE) == 0 {
      var none = CTimeSpecification()
      unsafe sigtimedwait(&pipe, nil, &none)
    }
    unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
  }
  let value = try body()
  mayBePending = !isWhole(value)
  return value
}

/// `SIGPIPE` alone.
private let pipeSignal = {
  var signals = sigset_t()
  unsafe sigemptyset(&signals)
  unsafe sigaddset(&signals, SIGPIPE)
  return signals
}()
