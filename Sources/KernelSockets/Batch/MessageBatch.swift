/// Many messages that come in or go out by one system call, in memory that is allocated once and serves any number of
/// calls. recvmmsg(2), sendmmsg(2).
///
/// ```swift
/// let batch = try MessageBatch(capacity: 32, byteCapacity: 1500)
/// while let count = try socket.receiveMessages(into: batch) {
///   print(count, "datagrams")
///   for message in batch { print(message.address, message.byteCount) }
///   try socket.sendMessages(batch)  // each back to where it came from
/// }
/// ```
///
/// A batch is filled by ``Socket/receiveMessages(into:atLeast:flags:)``, or by ``append(_:to:)-(RawSpan,_)`` for
/// ``Socket/sendMessages(_:from:flags:)``. It is a collection of its messages. For one thread at a time.
public final class MessageBatch {
  /// The most messages in a batch, since the kernel takes no more in one call (`UIO_MAXIOV`).
  public static let maximumCapacity = 1024

  /// The most bytes for which a message can have room: 1 GiB.
  public static let maximumByteCapacity = 1 << 30

  let memory: BatchMemory

  // As for control buffers, checks of exclusive access are not needed: whoever changes these calls no code of others
  // meanwhile.

  /// How many messages are there: received, or appended.
  @safe @exclusivity(unchecked) public internal(set) var count = 0

  /// A buffer for each message's control messages; none until some are expected or to be sent.
  @safe @exclusivity(unchecked) @usableFromInline private(set) var controls: [ControlBuffer] = []

  /// How many closures look at the bytes now, which must stay then.
  @safe @exclusivity(unchecked) @usableFromInline var borrowers = 0

  /// An empty batch: all the memory that it ever needs.
  ///
  /// - Parameters:
  ///   - capacity: How many messages there is room for, from 1 to ``maximumCapacity``.
  ///   - byteCapacity: How many bytes there is room for in each message, up to ``maximumByteCapacity``. What is left of a
  ///     longer message that comes is lost.
  ///   - control: Which control messages are expected beside each message. Those to be sent need no room.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for capacities out of range, or with
  ///   `ENOMEM`.
  public init(capacity: Int, byteCapacity: Int, control: [ControlBuffer.Room] = []) throws(SocketError) {
    guard 1...Self.maximumCapacity ~= capacity else {
      throw Self.refusal("a batch has room for 1 to \(Self.maximumCapacity) messages, not for \(capacity)")
    }
    guard 0...Self.maximumByteCapacity ~= byteCapacity else {
      throw Self.refusal(
        "a message has room for 0 to \(Self.maximumByteCapacity) bytes, not for \(byteCapacity)")
    }
    do throws(Errno) {
      memory = try BatchMemory(capacity: capacity, byteCapacity: byteCapacity)
    } catch {
      throw SocketError("batch", "of \(capacity) times \(byteCapacity) bytes", .errno(error))
    }
    if !control.isEmpty { makeControls(for: control) }
  }

  @usableFromInline
  func makeControls(for expected: [ControlBuffer.Room]) {
    controls = (0..<capacity).map { _ in ControlBuffer(for: expected) }
  }

  /// The buffer for the control messages of a message.
  @inlinable
  func control(_ index: Int) -> ControlBuffer {
    if controls.isEmpty { makeControls(for: []) }
    return controls[index]
  }

  /// How many messages there is room for.
  public var capacity: Int { memory.capacity }

  /// How many bytes there is room for in each message.
  public var byteCapacity: Int { memory.byteCapacity }

  /// Empties the batch, and closes the descriptors that were received and not taken.
  ///
  /// - Precondition: No closure looks at the bytes of a message.
  public func removeAll() {
    checkNotBorrowed()
    // The buffers behind them are empty.
    for control in controls.prefix(count) { control.removeAll() }
    count = 0
  }

  func checkNotBorrowed() { precondition(borrowers == 0, "whoever looks at a message must not change its batch") }

  static func refusal(_ reason: String) -> SocketError { SocketError("batch", .invalidArgument(reason)) }
}
