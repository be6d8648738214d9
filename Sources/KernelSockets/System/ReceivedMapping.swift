// Memory into which the kernel maps what a connection received. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// A range of addresses of a TCP socket's: mmap(2). Pages are there only where the kernel has put some, and the socket's
/// file stays open for as long as the range is there.
@safe
final class ReceivedMapping {
  private let memory: UnsafeMutableRawPointer
  let byteCount: Int

  /// Takes a range of whole pages.
  init(_ descriptor: CInt, byteCount: Int) throws(Errno) {
    let memory = unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { throw Errno(rawValue: errno) }
    unsafe self.memory = memory
    self.byteCount = byteCount
  }

  deinit { unsafe munmap(memory, byteCount) }

  /// Replaces what is mapped by the next pages that were received. Returns how many bytes these are, and how many must be
  /// copied before there may be further pages: neither if nothing is there, or nothing more comes. `TCP_ZEROCOPY_RECEIVE` of getsockopt(2)
  func receive(_ descriptor: CInt) throws(Errno) -> (mapped: Int, toCopy: Int) {
    var request = Linux.tcp_zerocopy_receive()
    request.address = UInt64(unsafe UInt(bitPattern: memory))
    request.length = UInt32(byteCount)
    let option = SocketOption.TCP_ZEROCOPY_RECEIVE
    let result = unsafe withUnsafeTemporaryAllocation(byteCount: Linux.tcp_zerocopy_receive.size, alignment: 8) {
      buffer -> CInt in
      var bytes = unsafe MutableRawSpan(_unsafeBytes: buffer)
      request.write(to: &bytes, at: 0)
      var length = socklen_t(buffer.count)
      let result = unsafe getsockopt(descriptor, option.level, option.name, buffer.baseAddress, &length)
      request = Linux.tcp_zerocopy_receive(reading: bytes.bytes, at: 0)
      return result
    }
    do throws(Errno) {
      _ = try checked(result)
    } catch .ioError {
      // The end of the stream
      return (0, 0)
    }
    return (min(Int(request.length), byteCount), Int(request.recv_skip_hint))
  }

  /// Calls `body` with so many bytes from the start, which must be mapped.
  func withBytes<Result>(_ count: Int, _ body: (RawSpan) -> Result) -> Result {
    precondition(0...byteCount ~= count)
    return unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: memory, count: count)))
  }
}

/// recv(2) of so many bytes at most over those of an array.
func systemReceive(
  _ descriptor: CInt, _ buffer: inout [UInt8], upTo count: Int, _ flags: MessageFlags
) throws(Errno) -> Int {
  try checked(
    unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe recv(descriptor, bytes.baseAddress, min(bytes.count, count), flags.rawValue)
    })
}

/// The size of a page of memory. sysconf(3)
let systemPageSize = sysconf(CInt(_SC_PAGESIZE))
