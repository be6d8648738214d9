// The memory of readers and writers. Part of the unsafe layer.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// Bytes on their way through a reader or a writer: taken from the front, added at the back, in one piece of memory
/// that is never cleared and that grows only when it must.
///
/// A class, because Swift checks at run time that nobody else accesses a structure in a class while it changes, which
/// would take a third of the time of a short line.
@safe
final class ByteBuffer {
  private var memory: UnsafeMutableRawPointer?
  private let initialCapacity: Int
  private var capacity: Int
  private var start = 0
  private var end = 0
  /// Whether foreign code sees the bytes, which must stay then.
  private var isLent = false

  /// An empty buffer with room for so many bytes.
  init(capacity: Int) {
    initialCapacity = capacity
    self.capacity = 0
    resize(to: capacity)
  }

  deinit { unsafe free(memory) }

  /// How many bytes are there.
  var count: Int { end - start }
  var isEmpty: Bool { start == end }

  /// How many bytes can be added without growing.
  var freeCount: Int { max(initialCapacity - count, 0) }

  /// The byte at `offset` from the front.
  subscript(offset: Int) -> UInt8 {
    get { unsafe pointer(to: offset, count: 1).load(as: UInt8.self) }
    set { unsafe pointer(to: offset, count: 1).storeBytes(of: newValue, as: UInt8.self) }
  }

  private func pointer(to offset: Int, count: Int) -> UnsafeMutableRawPointer {
    precondition(offset >= 0 && count >= 0 && offset + count <= self.count)
    return unsafe memory.unsafelyUnwrapped + start + offset
  }
}

// MARK: Out

extension ByteBuffer {
  /// Hands `count` bytes from the front to `body`.
  @inline(__always)
  func withBytes<Result, Failure: Error>(
    _ count: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if count == 0 { return try body(Span()) }
    let bytes = unsafe UnsafeRawBufferPointer(start: pointer(to: 0, count: count), count: count)
    return try body(unsafe Span(_unsafeBytes: bytes))
  }

  /// Hands `count` bytes from the front to foreign code, which might have a way to this buffer.
  func lend<Result>(_ count: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    checkNotLent()
    isLent = true
    defer { isLent = false }
    return withBytes(count, body)
  }

  private func checkNotLent() { precondition(!isLent, "whoever borrows a line must not use its reader") }

  /// Drops bytes from the front. Memory that had to grow far is given back once it is empty.
  func consume(_ count: Int) {
    checkNotLent()
    precondition(count >= 0 && count <= self.count)
    start += count
    guard start == end else { return }
    start = 0
    end = 0
    if capacity > max(initialCapacity, 1 << 20) { resize(to: initialCapacity) }
  }

  /// Moves bytes from the front into a span: as many as there are, or as fit. Returns how many.
  func move(into span: inout MutableRawSpan) -> Int {
    let count = min(self.count, span.byteCount)
    guard count > 0 else { return 0 }
    unsafe span.withUnsafeMutableBytes { target in
      unsafe target.copyMemory(from: UnsafeRawBufferPointer(start: pointer(to: 0, count: count), count: count))
    }
    consume(count)
    return count
  }
}

// MARK: In

extension ByteBuffer {
  /// Lets `body` write at the back, `limit` bytes at most, and say how many it wrote; `nil` stands for none.
  func append(
    upTo limit: Int, _ body: (inout MutableRawSpan) throws(SocketError) -> Int?
  ) throws(SocketError) -> Int? {
    makeRoom(min(limit, max(capacity / 4, 1)))
    let room = min(capacity - end, limit)
    var span = unsafe MutableRawSpan(_unsafeStart: memory.unsafelyUnwrapped + end, byteCount: room)
    guard let count = try body(&span) else { return nil }
    end += min(count, room)
    return count
  }

  /// Adds bytes at the back.
  func append(_ bytes: RawSpan) {
    guard bytes.byteCount > 0 else { return }
    makeRoom(bytes.byteCount)
    unsafe bytes.withUnsafeBytes { source in
      unsafe (memory.unsafelyUnwrapped + end).copyMemory(from: source.baseAddress!, byteCount: source.count)
    }
    end += bytes.byteCount
  }

  /// Moves the bytes to the start of the memory, and grows if so many more don't fit behind them.
  private func makeRoom(_ room: Int) {
    checkNotLent()
    guard capacity - end < room || start > 0 else { return }
    let count = count
    if start > 0 { unsafe memory?.copyMemory(from: pointer(to: 0, count: count), byteCount: count) }
    start = 0
    end = count
    if capacity - end < room { resize(to: max(2 * capacity, count + room, 4096)) }
  }

  /// Gives the memory, of which the bytes are at the start, another size.
  private func resize(to capacity: Int) {
    if capacity == 0 {
      unsafe free(memory)
      unsafe memory = nil
    } else {
      guard let memory = unsafe realloc(memory, capacity) else { fatalError("no memory for \(capacity) bytes") }
      unsafe self.memory = memory
    }
    self.capacity = capacity
  }
}

// MARK: Search

extension ByteBuffer {
  /// The offset of the first such byte, from an offset on.
  func firstIndex(of byte: UInt8, from offset: Int) -> Int? {
    withBytes(count) { bytes in bytes.firstIndex(of: byte, from: offset) }
  }

  /// The offset of the first line feed or carriage return, from an offset on.
  func firstLineBreak(from offset: Int) -> Int? {
    withBytes(count) { bytes in bytes.firstLineBreak(from: offset) }
  }
}
