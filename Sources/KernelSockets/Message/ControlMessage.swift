/// One control message in a ``ControlBuffer``, as long as the buffer is not used again. cmsg(3).
///
/// Python: the triples `(level, type, data)` of `socket.recvmsg`.
public struct ControlMessage {
  /// The protocol that the message is of.
  public let level: OptionLevel
  /// The type, whose meaning depends on the level.
  public let type: ControlMessageType
  /// Whether the buffer was too small for the rest of the data.
  public let isTruncated: Bool

  @usableFromInline let buffer: ControlBuffer
  /// Where the data lie in the buffer.
  @usableFromInline let payload: Range<Int>

  @inlinable
  init(_ header: ControlBuffer.Header, in buffer: ControlBuffer) {
    (level, type, isTruncated) = (header.level, header.type, header.isTruncated)
    (self.buffer, payload) = (buffer, header.payload)
  }

  /// How many bytes of data there are.
  @inlinable public var byteCount: Int { payload.count }

  /// Calls `body` with the data, in place.
  @inlinable
  public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    buffer.withBytes { bytes in
      if payload.upperBound <= bytes.byteCount { return body(unsafe bytes.extracting(unchecked: payload)) }
      // The buffer was used again since.
      return body(bytes.extracting(droppingFirst: min(payload.lowerBound, bytes.byteCount)))
    }
  }

  /// A copy of the data.
  public var bytes: [UInt8] { withBytes { bytes in [UInt8](copying: bytes) } }

  /// The integer that the data begin with, in the host's byte order; `nil` if there are too few bytes.
  @inlinable
  public func value<Value: FixedWidthInteger & BitwiseCopyable>(as type: Value.Type = Value.self) -> Value? {
    withBytes { bytes in bytes.byteCount >= MemoryLayout<Value>.size ? bytes.integer(at: 0) : nil }
  }

  /// The structure that the data begin with, such as `Linux.in_pktinfo`; `nil` if there are too few bytes.
  @inlinable
  public func value<Value: CStruct>(as type: Value.Type = Value.self) -> Value? {
    withBytes { bytes in bytes.byteCount >= Value.size ? Value(reading: bytes, at: 0) : nil }
  }
}

extension ControlBuffer: Sequence {
  /// Walks over the messages in the buffer. `CMSG_FIRSTHDR` and `CMSG_NXTHDR`.
  ///
  /// Ends at the first message whose header is not whole or whose length is none. A message whose data go beyond the
  /// buffer's end comes with the data that are there.
  public struct Iterator: IteratorProtocol {
    @usableFromInline let buffer: ControlBuffer
    @usableFromInline var offset = 0

    @inlinable
    init(_ buffer: ControlBuffer) { self.buffer = buffer }

    /// The next message.
    @inlinable
    public mutating func next() -> ControlMessage? {
      guard let header = buffer.header(at: offset) else { return nil }
      offset = header.end
      return ControlMessage(header, in: buffer)
    }
  }

  /// Begins a walk over the messages.
  @inlinable public func makeIterator() -> Iterator { Iterator(self) }

  /// Whether the walk reaches the end of what is filled. What the kernel fills is well-formed.
  public var isWellFormed: Bool {
    var walk = makeIterator()
    while let message = walk.next() { if message.isTruncated { return false } }
    return walk.offset == byteCount
  }
}

extension ControlBuffer {
  /// What stands before a message's data.
  @usableFromInline
  struct Header {
    @usableFromInline let level: OptionLevel
    @usableFromInline let type: ControlMessageType
    @usableFromInline let isTruncated: Bool
    /// Where the data lie, as far as they are there.
    @usableFromInline let payload: Range<Int>
    /// Where the next message begins.
    @usableFromInline let end: Int

    @inlinable
    init(_ level: OptionLevel, _ type: ControlMessageType, isTruncated: Bool, payload: Range<Int>, end: Int) {
      (self.level, self.type, self.isTruncated, self.payload, self.end) = (level, type, isTruncated, payload, end)
    }
  }

  /// The header at an offset. See ``RawSpan/controlHeader(at:)``.
  @inlinable
  func header(at start: Int) -> Header? { withBytes { $0.controlHeader(at: start) } }
}

extension RawSpan {
  /// The header at an offset of control messages as C has them; `nil` if it is not whole, or claims a length that does
  /// not even cover itself.
  @inlinable
  func controlHeader(at start: Int) -> ControlBuffer.Header? {
    let available = byteCount &- start
    guard available >= ControlBuffer.headerSize else { return nil }
    let word = MemoryLayout<UInt>.size
    let claimed: UInt = unsafe loadUnchecked(at: start)
    guard claimed >= UInt(ControlBuffer.headerSize) else { return nil }
    let isTruncated = claimed > UInt(bitPattern: available)
    let length = isTruncated ? available : Int(bitPattern: claimed)
    return ControlBuffer.Header(
      OptionLevel(rawValue: unsafe loadUnchecked(at: start, plus: word)),
      ControlMessageType(rawValue: unsafe loadUnchecked(at: start, plus: word + MemoryLayout<Int32>.size)),
      isTruncated: isTruncated,
      payload: unsafe Range(uncheckedBounds: (start &+ ControlBuffer.headerSize, start &+ length)),
      end: start &+ Swift.min(ControlBuffer.aligned(length), available))
  }

  /// Takes charge of the descriptors among control messages that were received (`SCM_RIGHTS`). Closes that of the sender
  /// (`SCM_PIDFD`).
  func receivedDescriptors() -> [OwnedFileDescriptor] {
    var descriptors: [OwnedFileDescriptor] = []
    var next = 0
    while let message = controlHeader(at: next) {
      next = message.end
      guard message.level == .SOL_SOCKET, message.type == .SCM_RIGHTS || message.type == .SCM_PIDFD else { continue }
      let size = MemoryLayout<CInt>.size
      let count = message.payload.count / size
      if message.type == .SCM_RIGHTS, count > 1 { descriptors.reserveCapacity(count) }
      for offset in stride(from: message.payload.lowerBound, through: message.payload.upperBound - size, by: size) {
        let number = integer(at: offset, as: CInt.self)
        guard number >= 0 else { continue }
        let descriptor = OwnedFileDescriptor(owning: FileDescriptor(rawValue: number))
        // That of the sender closes here.
        guard message.type == .SCM_RIGHTS else { continue }
        // A new array of one takes less than to let one grow.
        if count == 1, descriptors.isEmpty { descriptors = [descriptor] } else { descriptors.append(descriptor) }
      }
    }
    return descriptors
  }
}
