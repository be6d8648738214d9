// Pointers into the two kinds of memory that system calls see: addresses and the user's bytes.
// Part of the unsafe layer.

internal import CKernelSockets

extension SocketAddress {
  /// Hands the address to `body` as C sees it.
  @inline(__always)
  func withPointer<Result>(_ body: (UnsafePointer<CSocketAddress>, UInt32) -> Result) -> Result {
    unsafe withUnsafePointer(to: storage) { pointer in
      unsafe body(UnsafeRawPointer(pointer).assumingMemoryBound(to: CSocketAddress.self), UInt32(byteCount))
    }
  }

  /// Lets `body` overwrite this address, which must be empty, and its length. The kernel may claim a longer one than
  /// there is room for; what counts is what it wrote.
  @inline(__always)
  mutating func withMutablePointer<Result>(
    _ body: (UnsafeMutablePointer<CSocketAddress>, UnsafeMutablePointer<UInt32>) -> Result
  ) -> Result {
    var count = UInt32(Self.capacity)
    let result = unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe body(UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: CSocketAddress.self), &count)
    }
    filled = min(Int(count), Self.capacity)
    return result
  }
}

extension Sequence<UInt8> {
  /// Hands the bytes to `body`: in place where they are contiguous, as in an array or in a string's UTF-8; else a copy.
  @inlinable
  func withSpan<Result>(_ body: (RawSpan) throws(SocketError) -> Result) throws(SocketError) -> Result {
    // The general way wraps what is thrown.
    if let array = self as? [UInt8] { return try body(unsafe array.span.bytes) }
    let inPlace = withContiguousStorageIfAvailable { buffer in
      Swift.Result { () throws(SocketError) in try body(unsafe RawSpan(_unsafeElements: buffer)) }
    }
    if let inPlace { return try inPlace.get() }
    let copy = Array(self)
    return try body(unsafe copy.span.bytes)
  }
}

extension RawSpan {
  /// Hands a copy to `body`, to change: on the stack if it is short.
  @inline(__always)
  func withCopy<Result>(
    _ body: (inout MutableRawSpan) throws(SocketError) -> Result
  ) throws(SocketError) -> Result {
    try unsafe withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 8) { memory throws(SocketError) in
      var copy = unsafe memory.mutableBytes
      copy.store(contentsOf: self, at: 0)
      return try body(&copy)
    }
  }
}

extension [UInt8] {
  /// An array of what `body` writes: at most `capacity` bytes, none of which is initialised before. `body` returns how
  /// many bytes it wrote from the start.
  @inline(__always)
  init(capacity: Int, _ body: (inout MutableRawSpan) throws(SocketError) -> Int) throws(SocketError) {
    // A closure for each way: one for both would count another user of whatever it captures.
    if capacity <= 1024 {
      self = try Self.short(capacity) { span throws(SocketError) in try body(&span) }
    } else {
      self = try Self.long(capacity) { span throws(SocketError) in try body(&span) }
    }
  }

  /// By way of the stack: to copy few bytes takes less time than to fill an array in place, and the array is no larger
  /// than they are.
  @inline(__always)
  private static func short(
    _ capacity: Int, _ body: (inout MutableRawSpan) throws(SocketError) -> Int
  ) throws(SocketError) -> Self {
    try unsafe withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 16) { memory throws(SocketError) in
      var bytes = unsafe MutableRawSpan(_unsafeStart: memory.baseAddress!, byteCount: capacity)
      let count = Swift.min(try body(&bytes), capacity)
      return unsafe [UInt8](
        UnsafeBufferPointer(start: memory.baseAddress!.assumingMemoryBound(to: UInt8.self), count: count))
    }
  }

  @inline(never)
  private static func long(
    _ capacity: Int, _ body: (inout MutableRawSpan) throws(SocketError) -> Int
  ) throws(SocketError) -> Self {
    var result: Self = []
    // The standard library's own initialiser without initialisation takes 200 instructions more.
    try result.append(addingCapacity: capacity) { (output: inout OutputSpan<UInt8>) throws(SocketError) in
      try unsafe output.withUnsafeMutableBufferPointer { buffer, count throws(SocketError) in
        var bytes = unsafe MutableRawSpan(_unsafeBytes: UnsafeMutableRawBufferPointer(buffer))
        count = Swift.min(try body(&bytes), capacity)
      }
    }
    return result
  }
}
