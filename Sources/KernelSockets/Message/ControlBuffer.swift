/// Memory for the control messages (ancillary data) that travel beside the bytes of a message: descriptors,
/// credentials, time stamps, interface numbers. cmsg(3).
///
/// The same buffer serves any number of calls. To receive, give it the capacity for what is expected:
///
/// ```swift
/// let control = ControlBuffer(capacity: ControlBuffer.space(for: 12))
/// let message = try socket.receiveMessage(into: &bytes, control: control)
/// for item in control where item.type == .SCM_CREDENTIALS { print(item.value(as: Linux.ucred.self)) }
/// ```
///
/// To send, fill it with ``append(_:_:_:)-(_,_,RawSpan)``. For one thread at a time.
///
/// Python: the `ancdata` lists of `socket.sendmsg` and `socket.recvmsg`.
public final class ControlBuffer {
  // Checks of exclusive access would cost more than the system call's way into the kernel. They are not needed: whoever
  // reads the bytes holds a reference to them, and whoever changes them calls no code of others meanwhile.

  /// The messages as C has them.
  @usableFromInline @safe @exclusivity(unchecked) var storage: AlignedBytes

  /// How many bytes the kernel may fill.
  @safe @exclusivity(unchecked) public private(set) var capacity: Int

  /// How many bytes are filled, the padding after the last message included.
  @safe @exclusivity(unchecked) public private(set) var byteCount = 0

  /// Whether the descriptors in it came from the kernel, and nobody else knows of them.
  @safe @exclusivity(unchecked) private var ownsDescriptors = false

  /// An empty buffer.
  ///
  /// - Parameter capacity: How many bytes the kernel may fill: the sum of ``space(for:)`` over the messages expected.
  ///   With ``length(for:)`` for the last one, no further descriptor fits into its padding.
  /// - Precondition: `capacity` is not negative.
  public init(capacity: Int = 0) {
    precondition(capacity >= 0)
    self.capacity = capacity
    storage = AlignedBytes(count: capacity)
  }

  /// A buffer with control messages as C has them, whether they are well-formed or not. Descriptors among them are the
  /// caller's.
  public convenience init(bytes: some Collection<UInt8>) {
    // At once: byte by byte, any collection's iterator would be called for each.
    let bytes = [UInt8](bytes)
    self.init(capacity: bytes.count)
    byteCount = bytes.count
    storage.withMutableBytes { storage in storage.store(contentsOf: unsafe bytes.span.bytes) }
  }

  deinit { removeAll() }

  /// A copy of what is filled: the control messages as C has them.
  public var bytes: [UInt8] { withBytes { bytes in [UInt8](copying: bytes) } }

  /// The bytes that a message with so many bytes of data takes up, padding included. `CMSG_SPACE`;
  /// Python: `socket.CMSG_SPACE`.
  ///
  /// - Precondition: `byteCount` is not negative, and the result fits into an `Int`.
  public static func space(for byteCount: Int) -> Int { aligned(length(for: byteCount)) }

  /// The bytes that a message with so many bytes of data takes up, without padding. `CMSG_LEN`;
  /// Python: `socket.CMSG_LEN`.
  ///
  /// - Precondition: `byteCount` is not negative, and the result fits into an `Int`.
  public static func length(for byteCount: Int) -> Int {
    precondition(byteCount >= 0)
    return headerSize + byteCount
  }

  /// A length, a level and a type.
  @inlinable static var headerSize: Int { MemoryLayout<UInt>.size + 2 * MemoryLayout<Int32>.size }

  @inlinable
  static func aligned(_ byteCount: Int) -> Int {
    (byteCount + (MemoryLayout<UInt>.size - 1)) & ~(MemoryLayout<UInt>.size - 1)
  }

  /// Empties the buffer, and closes the descriptors that were received and not taken.
  public func removeAll() {
    if ownsDescriptors { closeDescriptors() }
    byteCount = 0
  }

  private func closeDescriptors() {
    takeEach({ $0 == .SCM_RIGHTS || $0 == .SCM_PIDFD }) { try? systemClose($0) }
    ownsDescriptors = false
  }

  /// What the kernel filled is there.
  func setReceived(byteCount: Int) {
    self.byteCount = byteCount
    ownsDescriptors = byteCount > 0
  }

  /// The bytes that are filled.
  @inlinable
  func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    let storage = storage
    return storage.withBytes { body($0.extracting(first: byteCount)) }
  }

  /// The descriptors that were received (`SCM_RIGHTS`) and not taken before. What nobody takes is closed when the buffer
  /// is used again or goes away.
  ///
  /// Empty for a buffer that was not received into: the descriptors in it are the caller's.
  public func takeDescriptors() -> [OwnedFileDescriptor] { take { $0 == .SCM_RIGHTS } }

  /// The descriptor of the process that sent the message (`SCM_PIDFD`), if it is still there and was not taken before:
  /// received with ``SocketOption/SO_PASSPIDFD``. pidfd_open(2). It is closed as those of ``takeDescriptors()`` are.
  public func takeProcessDescriptor() -> OwnedFileDescriptor? { take { $0 == .SCM_PIDFD }.first }

  private func take(_ isWanted: (ControlMessageType) -> Bool) -> [OwnedFileDescriptor] {
    var descriptors: [OwnedFileDescriptor] = []
    takeEach(isWanted) { descriptors.append(OwnedFileDescriptor(owning: FileDescriptor(rawValue: $0))) }
    return descriptors
  }

  /// Gives the descriptors in the messages of some types to `body`, which has to close them.
  private func takeEach(_ isWanted: (ControlMessageType) -> Bool, _ body: (CInt) -> Void) {
    guard ownsDescriptors else { return }
    var next = 0
    while let message = header(at: next) {
      next = message.end
      guard message.level == .SOL_SOCKET, isWanted(message.type) else { continue }
      for offset in stride(from: message.payload.lowerBound, through: message.payload.upperBound - 4, by: 4) {
        let number = storage.withBytes { $0.integer(at: offset, as: CInt.self) }
        storage.withMutableBytes { $0.store(-1 as CInt, at: offset) }
        if number >= 0 { body(number) }
      }
    }
  }
}

// MARK: Filling

extension ControlBuffer {
  /// Adds a message to send. The capacity grows if need be.
  ///
  /// - Parameters:
  ///   - level: The protocol that the message is for, such as `.SOL_SOCKET`.
  ///   - type: The message's type, such as `.SCM_RIGHTS`; of another protocol's, `ControlMessageType(rawValue:)`.
  ///   - data: The data as C has it.
  public func append(_ level: OptionLevel, _ type: ControlMessageType, _ data: RawSpan) {
    append(byteCount: data.byteCount) { storage, start in
      storage.storeControlMessage(level, type, data, at: start)
    }
  }

  /// Adds a message with so many bytes of data, which `store` writes from an offset on, its header included.
  @inline(__always)
  private func append(byteCount count: Int, _ store: (inout MutableRawSpan, Int) -> Void) {
    if ownsDescriptors { removeAll() }
    // Bytes that someone else put together may lack the padding behind the last message.
    let (end, start) = (byteCount, Self.aligned(byteCount))
    byteCount = start + Self.space(for: count)
    capacity = Swift.max(capacity, byteCount)
    storage.grow(to: byteCount)
    storage.withMutableBytes { storage in
      if end < start { storage.zero(at: end, count: start - end) }
      store(&storage, start)
    }
  }

  /// Adds a message to send, whose data are bytes. See ``append(_:_:_:)-(_,_,RawSpan)``.
  public func append(_ level: OptionLevel, _ type: ControlMessageType, _ data: [UInt8]) {
    append(level, type, unsafe data.span.bytes)
  }

  /// Adds a message to send, whose data are an integer in the host's byte order.
  /// See ``append(_:_:_:)-(_,_,RawSpan)``.
  @inlinable
  public func append<Value: FixedWidthInteger & BitwiseCopyable>(
    _ level: OptionLevel, _ type: ControlMessageType, _ value: Value
  ) {
    let storage: InlineArray<1, Value> = [value]
    append(level, type, unsafe storage.span.bytes)
  }

  /// Adds a message to send, whose data are a structure, such as `Linux.in_pktinfo`.
  /// See ``append(_:_:_:)-(_,_,RawSpan)``.
  @inlinable
  public func append<Value: CStruct>(_ level: OptionLevel, _ type: ControlMessageType, _ value: Value) {
    value.withBytes { append(level, type, $0) }
  }

  /// Adds descriptors to send (`SCM_RIGHTS`), which stay the caller's. The kernel takes 253 at most in one message.
  /// unix(7).
  public func append(descriptors: [FileDescriptor]) {
    append(byteCount: descriptors.count * MemoryLayout<CInt>.size) { storage, start in
      storage.storeDescriptors(descriptors.span, at: start)
    }
  }
}

extension MutableRawSpan {
  /// Writes a control message as C has it, padding included.
  mutating func storeControlMessage(
    _ level: OptionLevel, _ type: ControlMessageType, _ data: RawSpan, at start: Int = 0
  ) {
    storeControlHeader(level, type, byteCount: data.byteCount, at: start)
    // Most are an integer, which takes less time than the call that copies any bytes.
    if data.byteCount == MemoryLayout<UInt32>.size {
      store(data.integer(at: 0, as: UInt32.self), at: start + ControlBuffer.headerSize)
    } else {
      store(contentsOf: data, at: start + ControlBuffer.headerSize)
    }
  }

  /// Writes a control message with descriptors (`SCM_RIGHTS`).
  mutating func storeDescriptors(_ descriptors: Span<FileDescriptor>, at start: Int = 0) {
    let size = MemoryLayout<CInt>.size
    storeControlHeader(.SOL_SOCKET, .SCM_RIGHTS, byteCount: descriptors.count * size, at: start)
    for index in descriptors.indices {
      store(descriptors[index].rawValue, at: start + ControlBuffer.headerSize + index * size)
    }
  }

  private mutating func storeControlHeader(
    _ level: OptionLevel, _ type: ControlMessageType, byteCount: Int, at start: Int
  ) {
    let (space, word) = (ControlBuffer.space(for: byteCount), MemoryLayout<UInt>.size)
    precondition(start >= 0 && start <= self.byteCount - space)
    // The last word is written first, for the padding in it.
    unsafe storeUnchecked(0 as UInt, at: start, plus: space &- word)
    unsafe storeUnchecked(UInt(ControlBuffer.length(for: byteCount)), at: start)
    unsafe storeUnchecked(level.rawValue, at: start, plus: word)
    unsafe storeUnchecked(type.rawValue, at: start, plus: word + MemoryLayout<Int32>.size)
  }
}
