extension MessageBatch {
  /// Adds a message to send, whose bytes are copied.
  ///
  /// ```swift
  /// for peer in peers { try batch.append("tick".utf8, to: peer).control.append(.ttl, 1) }
  /// ```
  ///
  /// - Parameters:
  ///   - bytes: The message.
  ///   - address: Where to; `nil` for the peer of a connected socket.
  /// - Returns: The message, to whose ``Message/control`` buffer control messages can be added.
  /// - Precondition: No closure looks at the bytes of a message.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for a message longer than ``byteCapacity``,
  ///   or if ``capacity`` messages are there already.
  @inlinable
  @discardableResult
  public func append(_ bytes: RawSpan, to address: SocketAddress? = nil) throws(SocketError) -> Message {
    try addMessage(bytes)
    return lastMessage(to: address)
  }

  /// Adds a message to send. See ``append(_:to:)-(RawSpan,_)``.
  @inlinable
  @discardableResult
  public func append(_ bytes: some Sequence<UInt8>, to address: SocketAddress? = nil) throws(SocketError) -> Message {
    try bytes.withSpan { span throws(SocketError) in try addMessage(span) }
    return lastMessage(to: address)
  }

  /// Adds a message to send, which `body` writes where it is sent from: no copy.
  ///
  /// - Parameters:
  ///   - address: Where to; `nil` for the peer of a connected socket.
  ///   - body: Writes the message from the start of the room, which is ``byteCapacity`` bytes and holds what was there
  ///     before, and returns how many bytes it has.
  /// - Returns: The message, to whose ``Message/control`` buffer control messages can be added.
  /// - Precondition: `body` does not use the batch, nor any closure look at it.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for a message of a negative length or longer
  ///   than ``byteCapacity``, or if ``capacity`` messages are there already.
  @discardableResult
  public func append(
    to address: SocketAddress? = nil, _ body: (inout MutableRawSpan) -> Int
  ) throws(SocketError) -> Message {
    try checkForRoom(0)
    borrowers += 1
    let length = memory.withMutableBytes(of: count, body)
    borrowers -= 1
    try checkForRoom(length)
    memory.setMessage(count, length: length)
    count += 1
    return lastMessage(to: address)
  }

  @usableFromInline
  func addMessage(_ bytes: RawSpan) throws(SocketError) {
    try checkForRoom(bytes.byteCount)
    memory.setMessage(count, bytes)
    count += 1
  }

  @inlinable
  func lastMessage(to address: SocketAddress?) -> Message {
    if let address { setLastAddress(address) }
    return Message(batch: self, index: count - 1)
  }

  @usableFromInline
  func setLastAddress(_ address: SocketAddress) { memory.setAddress(address, of: count - 1) }

  @inline(__always)
  private func checkForRoom(_ length: Int) throws(SocketError) {
    checkNotBorrowed()
    guard count < capacity else { throw Self.refusal("the batch has \(capacity) messages, and no room for more") }
    guard 0...byteCapacity ~= length else {
      throw Self.refusal("the message has \(length) bytes, and there is room for \(byteCapacity)")
    }
  }
}
