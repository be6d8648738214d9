// Pipes, and what the kernel moves through them or takes from where it lies. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// pipe2(2): both ends closed on exec.
func systemPipe() throws(Errno) -> (reader: CInt, writer: CInt) {
  var pair: InlineArray<2, CInt> = [-1, -1]
  var span = pair.mutableSpan
  let result = unsafe span.withUnsafeMutableBufferPointer { buffer in unsafe pipe2(buffer.baseAddress, O_CLOEXEC) }
  _ = try checked(result)
  return (pair[0], pair[1])
}

/// Asks for room in a pipe, and returns how much there is then: `F_SETPIPE_SZ` of fcntl(2).
func systemSetPipeCapacity(_ pipe: CInt, _ count: CInt) throws(Errno) -> Int {
  Int(try checked(fcntl(pipe, CSetPipeSize, count)))
}

/// How much room a pipe has: `F_GETPIPE_SZ` of fcntl(2).
func systemPipeCapacity(_ pipe: CInt) throws(Errno) -> Int {
  Int(try checked(fcntl(pipe, CGetPipeSize)))
}

/// vmsplice(2) of bytes that never change nor go away. Returns how many the pipe took.
func systemSplice(_ text: StaticString, from offset: Int, into pipe: CInt) throws(Errno) -> Int {
  var piece = unsafe CBufferVector(
    iov_base: UnsafeMutableRawPointer(mutating: text.utf8Start + offset), iov_len: text.utf8CodeUnitCount - offset)
  return try checked(unsafe vmsplice(pipe, &piece, 1, CSpliceNonBlocking))
}

/// Never frees an object: the kernel may read from its memory at any time.
func systemKeepForever(_ object: [[UInt8]]) {
  final class Box {
    let object: [[UInt8]]
    init(_ object: [[UInt8]]) { self.object = object }
  }
  _ = unsafe Unmanaged.passRetained(Box(object))
}
