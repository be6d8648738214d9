// Memory that is shared with the kernel. Part of the unsafe layer.

internal import CKernelSockets
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Memory that a descriptor gives, for as long as this value lives. mmap(2).
@safe struct MappedMemory: ~Copyable {
  private let bytes: UnsafeMutableRawBufferPointer

  /// Maps so many bytes of what the descriptor has.
  init(_ descriptor: CInt, at offset: UInt64 = 0, byteCount: Int) throws(Errno) {
    guard let offset = off_t(exactly: offset) else { throw .overflow }
    let start = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset)
    // MAP_FAILED, -1.
    guard Int(bitPattern: start) != -1 else { throw Errno(rawValue: errno) }
    unsafe bytes = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
  }

  /// Memory of this process, all zero, which a descriptor is told of.
  init(byteCount: Int) throws(Errno) {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    let start = unsafe mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0)
    guard Int(bitPattern: start) != -1 else { throw Errno(rawValue: errno) }
    unsafe bytes = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
  }

  /// Where the memory begins.
  var address: UInt64 { unsafe UInt64(UInt(bitPattern: bytes.baseAddress)) }

  deinit { _ = unsafe munmap(bytes.baseAddress, bytes.count) }

  /// A word that the kernel writes, after which what it wrote before can be read.
  ///
  /// - Precondition: `offset` is a multiple of 4, and lies within the memory.
  func loadAcquiring(at offset: Int) -> UInt32 {
    let value = unsafe bytes.load(fromByteOffset: offset, as: UInt32.self)
    atomicMemoryFence(ordering: .acquiring)
    return value
  }

  /// Writes a word for the kernel, once everything before has been read.
  func storeReleasing(_ value: UInt32, at offset: Int) {
    atomicMemoryFence(ordering: .releasing)
    unsafe bytes.storeBytes(of: value, toByteOffset: offset, as: UInt32.self)
  }

  /// Calls `body` with a part of the memory.
  func withBytes<Result>(_ range: Range<Int>, _ body: (RawSpan) -> Result) -> Result {
    let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
    return body(unsafe RawSpan(_unsafeBytes: part))
  }

  /// Lets `body` change a part of the memory.
  func withMutableBytes(_ range: Range<Int>, _ body: (inout MutableRawSpan) -> Void) {
    let part = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[range])
    var span = unsafe MutableRawSpan(_unsafeBytes: part)
    body(&span)
  }
}
