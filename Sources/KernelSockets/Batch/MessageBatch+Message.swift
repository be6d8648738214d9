extension MessageBatch {
  /// One message in a batch, as long as the batch is not used again.
  public struct Message {
    @usableFromInline let batch: MessageBatch
    @usableFromInline let index: Int

    @inlinable
    init(batch: MessageBatch, index: Int) { (self.batch, self.index) = (batch, index) }

    /// How many bytes there are of the message.
    @inlinable public var byteCount: Int { batch.byteCount(of: index) }

    /// How long the message is. More than ``byteCount`` if it was cut and `MSG_TRUNC` was asked for.
    public var messageLength: Int { batch.memory.length(of: index) }

    /// The `MSG_` flags that the kernel returned with the message; none for one that was appended.
    public var flags: MessageFlags { batch.memory.flags(of: index).subtracting(.MSG_CMSG_CLOEXEC) }

    /// Who sent it, or where it goes; `nil` for the peer of a connected socket, and where there is no address.
    @inlinable public var address: SocketAddress? {
      var address = SocketAddress()
      batch.copyAddress(of: index, to: &address)
      return address.byteCount > 0 ? address : nil
    }

    /// The control messages beside it. Descriptors among them are closed, if nobody takes them, when the batch is used
    /// again or goes away.
    @inlinable public var control: ControlBuffer { batch.control(index) }

    /// Whether the message was longer than the room for it. The rest is lost.
    public var isTruncated: Bool { flags.contains(.MSG_TRUNC) }

    /// Whether there were more control messages than there was room for. The rest is lost, descriptors closed.
    public var isControlTruncated: Bool { flags.contains(.MSG_CTRUNC) }

    /// Calls `body` with the message's bytes, in place.
    ///
    /// - Precondition: `body` does not receive into the batch, append to it or empty it.
    @inlinable
    public func withBytes<Result, Failure: Error>(
      _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
      batch.borrowers += 1
      defer { batch.borrowers -= 1 }
      return try body(unsafe batch.unsafeBytes(of: index).bytes)
    }

    /// A copy of the message's bytes.
    public var bytes: [UInt8] { withBytes { bytes in [UInt8](copying: bytes) } }
  }

  @usableFromInline
  func byteCount(of index: Int) -> Int { memory.byteCount(of: index) }

  @usableFromInline
  func copyAddress(of index: Int, to address: inout SocketAddress) { memory.copyAddress(of: index, to: &address) }

  /// The bytes of a message, as long as the batch is there and does not change.
  @usableFromInline
  func unsafeBytes(of index: Int) -> UnsafeRawBufferPointer { unsafe memory.unsafeBytes(of: index) }
}

extension MessageBatch: RandomAccessCollection {
  /// Zero.
  @inlinable public var startIndex: Int { 0 }

  /// ``count``.
  @inlinable public var endIndex: Int { count }

  /// The message at an index.
  ///
  /// - Precondition: `index` is from zero to below ``count``.
  @inlinable
  public subscript(index: Int) -> Message {
    precondition(index >= 0 && index < count)
    return Message(batch: self, index: index)
  }
}
