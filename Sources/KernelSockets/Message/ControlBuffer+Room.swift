extension ControlBuffer {
  /// Room in a buffer for something that is expected.
  public struct Room: Hashable, Sendable {
    /// The bytes that it takes up.
    public let byteCount: Int

    /// Room for a message with so many bytes of data.
    public static func bytes(_ count: Int) -> Room { Room(byteCount: ControlBuffer.space(for: count)) }

    /// Room for one message of a kind whose data are a structure.
    public static func room<Value: CStruct>(for kind: ControlMessageKind<Value>) -> Room { bytes(Value.size) }

    /// Room for one message of a kind whose data are a number, or the longest text.
    public static func room<Value: SocketOptionValue>(for kind: ControlMessageKind<Value>) -> Room {
      bytes(Value.capacity(kind.encoding))
    }

    /// Room for one message with descriptors, whose padding may hold one more than asked for.
    public static func rights(_ count: Int) -> Room { bytes(count * MemoryLayout<Int32>.size) }
  }

  /// An empty buffer with room for what is expected. What does not fit is lost, and
  /// ``Socket/Message/isControlTruncated`` says so.
  public convenience init(for expected: [Room]) {
    self.init(capacity: expected.reduce(0) { $0 + $1.byteCount })
  }
}
