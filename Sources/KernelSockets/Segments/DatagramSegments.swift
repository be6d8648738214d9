/// Where each of several datagrams lies in bytes that hold one behind the other: the ranges of their bytes.
///
/// All have the same size, but for the last, which may be shorter. So the kernel cuts what is sent with
/// ``SocketOption/UDP_SEGMENT``, and joins what is received with ``SocketOption/UDP_GRO``; udp(7).
///
/// ```swift
/// for segment in message.segments { message.withBytes { handle($0.extracting(segment)) } }
/// ```
public struct DatagramSegments: Hashable, Sendable {
  /// How many bytes there are in all.
  public let byteCount: Int
  /// How many bytes each datagram has, the last one excepted.
  public let size: Int
  /// How many datagrams there are.
  public let endIndex: Int

  /// The datagrams in so many bytes: a single one if `size` is `nil` or less than 1, and if there are no bytes.
  ///
  /// - Precondition: `byteCount` is not negative.
  @inlinable
  public init(byteCount: Int, size: Int?) {
    precondition(byteCount >= 0)
    self.byteCount = byteCount
    self.size = if let size, size > 0 { size } else { Swift.max(byteCount, 1) }
    endIndex = byteCount == 0 ? 1 : (byteCount - 1) / self.size + 1
  }
}

extension DatagramSegments: RandomAccessCollection {
  /// Zero.
  @inlinable public var startIndex: Int { 0 }

  /// Where the bytes of a datagram lie.
  ///
  /// - Precondition: `index` is that of a datagram.
  @inlinable
  public subscript(index: Int) -> Range<Int> {
    precondition(index >= 0 && index < endIndex)
    let start = index * size
    return start..<start + Swift.min(size, byteCount - start)
  }
}

extension Socket.Message {
  /// The datagrams that the kernel joined to this message, as ranges of the bytes that were received: several only if the
  /// socket has ``SocketOption/UDP_GRO``. The last one lacks its end if ``isTruncated``.
  ///
  /// - Parameter control: Where the message's control messages are, with room for
  ///   ``ControlMessageKind/joinedDatagramSize``.
  @inlinable
  public func segments(_ control: ControlBuffer) -> DatagramSegments {
    DatagramSegments(byteCount: byteCount, size: control.first(.joinedDatagramSize).map(Int.init))
  }
}

extension MessageBatch.Message {
  /// The datagrams that the kernel joined to this message, as ranges of its bytes: several only if the socket has
  /// ``SocketOption/UDP_GRO`` and the batch room for ``ControlMessageKind/joinedDatagramSize``. The last one lacks its end
  /// if ``isTruncated``.
  @inlinable public var segments: DatagramSegments {
    DatagramSegments(byteCount: byteCount, size: control.first(.joinedDatagramSize).map(Int.init))
  }
}

extension MessageBatch {
  /// Calls `body` with each datagram in the batch, in place, and with the message that it came in: one after the other
  /// also where the kernel joined several to one message (``SocketOption/UDP_GRO``).
  ///
  /// ```swift
  /// try socket.setOption(.UDP_GRO, true)
  /// let batch = try MessageBatch(capacity: 8, byteCapacity: 65_535, control: [.room(for: .joinedDatagramSize)])
  /// while try socket.receiveMessages(into: batch) != nil {
  ///   batch.forEachDatagram { bytes, message in handle(bytes, message.address) }
  /// }
  /// ```
  ///
  /// - Parameter body: Gets the datagram's bytes, and its message. It does not receive into the batch, append to it or
  ///   empty it.
  /// - Throws: What `body` throws; the datagrams behind are not visited then.
  @inlinable
  public func forEachDatagram<Failure: Error>(
    _ body: (RawSpan, Message) throws(Failure) -> Void
  ) throws(Failure) {
    for message in self {
      try message.withBytes { bytes throws(Failure) in
        for segment in message.segments { try body(bytes.extracting(segment), message) }
      }
    }
  }
}
