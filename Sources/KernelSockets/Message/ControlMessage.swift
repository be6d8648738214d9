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

  let buffer: ControlBuffer
  /// Where the data lie in the buffer.
  let payload: Range<Int>

  /// How many bytes of data there are.
  public var byteCount: Int { payload.count }

  /// Calls `body` with the data, in place.
  public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    buffer.withBytes { bytes in
      // The buffer may have been used again since.
      let start = min(payload.lowerBound, bytes.byteCount)
      return body(bytes.extracting(start..<min(max(payload.upperBound, start), bytes.byteCount)))
    }
  }

  /// A copy of the data.
  public var bytes: [UInt8] { withBytes { bytes in [UInt8](copying: bytes) } }

  @usableFromInline
  func read(_ body: (RawSpan) -> Void) { withBytes(body) }

  /// The integer that the data begin with, in the host's byte order; `nil` if there are too few bytes.
  @inlinable
  public func value<Value: FixedWidthInteger & BitwiseCopyable>(as type: Value.Type = Value.self) -> Value? {
    var value: Value?
    read { bytes in if bytes.byteCount >= MemoryLayout<Value>.size { value = bytes.integer(at: 0) } }
    return value
  }

  /// The structure that the data begin with, such as `Linux.in_pktinfo`; `nil` if there are too few bytes.
  @inlinable
  public func value<Value: CStruct>(as type: Value.Type = Value.self) -> Value? {
    var value: Value?
    read { bytes in if bytes.byteCount >= Value.size { value = Value(reading: bytes, at: 0) } }
    return value
  }
}

extension ControlBuffer: Sequence {
  /// Walks over the messages in the buffer. `CMSG_FIRSTHDR` and `CMSG_NXTHDR`.
  ///
  /// Ends at the first message whose header is not whole or whose length is none. A message whose data go beyond the
  /// buffer's end comes with the data that are there.
  public struct Iterator: IteratorProtocol {
    let buffer: ControlBuffer
    var offset = 0

    /// The next message.
    public mutating func next() -> ControlMessage? {
      guard let header = buffer.header(at: offset) else { return nil }
      offset = header.end
      return ControlMessage(
        level: header.level, type: header.type, isTruncated: header.isTruncated, buffer: buffer,
        payload: header.payload)
    }
  }

  /// Begins a walk over the messages.
  public func makeIterator() -> Iterator { Iterator(buffer: self) }

  /// Whether the walk reaches the end of what is filled. What the kernel fills is well-formed.
  public var isWellFormed: Bool {
    var walk = makeIterator()
    while let message = walk.next() { if message.isTruncated { return false } }
    return walk.offset == byteCount
  }
}

extension ControlBuffer {
  /// What stands before a message's data.
  struct Header {
    let level: OptionLevel
    let type: ControlMessageType
    let isTruncated: Bool
    /// Where the data lie, as far as they are there.
    let payload: Range<Int>
    /// Where the next message begins.
    let end: Int
  }

  /// The header at an offset; `nil` if it is not whole, or claims a length that does not even cover itself.
  func header(at start: Int) -> Header? {
    let available = byteCount - start
    guard available >= Self.headerSize else { return nil }
    return storage.withBytes { bytes in
      let word = MemoryLayout<UInt>.size
      let claimed = bytes.integer(at: start, as: UInt.self)
      guard claimed >= UInt(Self.headerSize) else { return nil }
      let length = Int(Swift.min(claimed, UInt(available)))
      return Header(
        level: OptionLevel(rawValue: bytes.integer(at: start + word)),
        type: ControlMessageType(rawValue: bytes.integer(at: start + word + MemoryLayout<Int32>.size)),
        isTruncated: claimed > UInt(available), payload: start + Self.headerSize..<start + length,
        end: start + Swift.min(Self.aligned(length), available))
    }
  }
}
