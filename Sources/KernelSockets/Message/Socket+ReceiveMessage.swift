extension Socket {
  /// What is known of a message that was received.
  public struct Message: Hashable, Sendable {
    /// How many bytes of the buffer the message fills.
    public var byteCount = 0
    /// How long the message was. More than ``byteCount`` if it was cut and `MSG_TRUNC` was asked for.
    public var messageLength = 0
    /// The `MSG_` flags that the kernel returned.
    public var flags = MessageFlags()
    /// Where the kernel writes the sender's address; empty if there is none.
    @usableFromInline var sender = SocketAddress()

    @inlinable init() {}

    /// Who sent it; `nil` where there is no address, as on a connected stream or from an unbound unix socket.
    @inlinable public var address: SocketAddress? {
      get { sender.byteCount > 0 ? sender : nil }
      set { sender = newValue ?? SocketAddress() }
    }

    /// Whether the message was longer than the buffer. The rest is lost.
    public var isTruncated: Bool { flags.contains(.MSG_TRUNC) }

    /// Whether there were more control messages than the ``ControlBuffer`` had room for. The rest is lost, descriptors
    /// closed.
    public var isControlTruncated: Bool { flags.contains(.MSG_CTRUNC) }
  }

  /// Receives a message with its control messages: one system call, no allocation.
  ///
  /// recvmsg(2); Python: `socket.recvmsg_into`.
  ///
  /// - Parameters:
  ///   - buffer: Where the bytes go, from its start.
  ///   - control: Where the control messages go; what it held before is gone. Descriptors in it are closed on exec.
  ///   - flags: `MSG_` flags. `MSG_TRUNC` asks for the true length of a message that does not fit; `MSG_ERRQUEUE` for
  ///     what is in the error queue, for which no call waits.
  /// - Returns: The message's counts, flags and sender's address; `nil` if nothing is there and the socket is
  ///   non-blocking.
  /// - Throws: ``SocketError`` with the errno, with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  @inlinable
  public func receiveMessage(
    into buffer: inout MutableRawSpan, control: ControlBuffer? = nil, flags: MessageFlags = []
  ) throws(SocketError) -> Message? {
    var message = Message()
    guard try receive(&message, into: &buffer, control, flags) else { return nil }
    return message
  }

  /// Receives a message into two buffers, such as a header's and a body's: the second gets what is left when the first
  /// is full. See ``receiveMessage(into:control:flags:)-(MutableRawSpan,_,_)``.
  public func receiveMessage(
    into first: inout MutableRawSpan, and second: inout MutableRawSpan, control: ControlBuffer? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Message? {
    let capacity = first.byteCount + second.byteCount
    var message = Message()
    let isThere = try receive(&message, capacity, control, flags) { descriptor, message throws(Errno) in
      try systemReceiveMessage(descriptor, &first, &second, from: &message.sender, control, &message.flags)
    }
    return isThere ? message : nil
  }

  /// Receives a message over the bytes of any number of arrays, one after the other, whose counts do not change.
  /// See ``receiveMessage(into:control:flags:)-(MutableRawSpan,_,_)``.
  public func receiveMessage(
    into buffers: inout [[UInt8]], control: ControlBuffer? = nil, flags: MessageFlags = []
  ) throws(SocketError) -> Message? {
    let capacity = buffers.reduce(0) { $0 + $1.count }
    var message = Message()
    let isThere = try receive(&message, capacity, control, flags) { descriptor, message throws(Errno) in
      try systemReceiveMessage(descriptor, &buffers, from: &message.sender, control, &message.flags)
    }
    return isThere ? message : nil
  }

  /// Receives a message over the bytes of an array, whose count does not change.
  /// See ``receiveMessage(into:control:flags:)-(MutableRawSpan,_,_)``.
  @inlinable
  public func receiveMessage(
    into buffer: inout [UInt8], control: ControlBuffer? = nil, flags: MessageFlags = []
  ) throws(SocketError) -> Message? {
    var message = Message()
    guard try receive(&message, into: &buffer, control, flags) else { return nil }
    return message
  }

  /// Receives a message into a new array. recvmsg(2); Python: `socket.recvmsg`.
  ///
  /// - Parameters:
  ///   - count: The most bytes to receive. What is left of a longer message is lost, and the flags say so.
  ///   - control: Where the control messages go.
  ///   - flags: `MSG_` flags. `MSG_TRUNC` asks for the true length of a message that does not fit.
  /// - Returns: The bytes, and what else is known of the message.
  /// - Precondition: `count` is not negative.
  /// - Throws: ``SocketError`` as ``receiveMessage(into:control:flags:)-(MutableRawSpan,_,_)`` does, and with `EAGAIN` if
  ///   nothing is there and the socket is non-blocking.
  @inlinable
  public func receiveMessage(
    upTo count: Int, control: ControlBuffer? = nil, flags: MessageFlags = []
  ) throws(SocketError) -> (bytes: [UInt8], message: Message) {
    var message = Message()
    let bytes = try receive(&message, upTo: count, control, flags)
    return (bytes, message)
  }

  // A message is large, and each copy would cost as much as all else does in a call. So these fill that of the caller,
  // and those above become part of whoever calls them.

  /// Receives a message into a buffer. `false` if nothing is there.
  @usableFromInline
  @inline(__always)
  func receive(
    _ message: inout Message, into buffer: inout MutableRawSpan, _ control: ControlBuffer?, _ flags: MessageFlags
  ) throws(SocketError) -> Bool {
    let capacity = buffer.byteCount
    return try receive(&message, capacity, control, flags) { descriptor, message throws(Errno) in
      try systemReceiveMessage(descriptor, &buffer, from: &message.sender, control, &message.flags)
    }
  }

  /// Receives a message over the bytes of an array. `false` if nothing is there.
  @usableFromInline
  func receive(
    _ message: inout Message, into buffer: inout [UInt8], _ control: ControlBuffer?, _ flags: MessageFlags
  ) throws(SocketError) -> Bool {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    return try receive(&message, into: &bytes, control, flags)
  }

  /// Receives a message into a new array.
  @usableFromInline
  func receive(
    _ message: inout Message, upTo count: Int, _ control: ControlBuffer?, _ flags: MessageFlags
  ) throws(SocketError) -> [UInt8] {
    control?.removeAll()
    return try receive(&message, upTo: count, flags) { descriptor, buffer, message throws(Errno) in
      try systemReceiveMessage(descriptor, &buffer, from: &message.sender, control, &message.flags)
    }
  }

  /// Receives a message into a new array by `body`, which fills the buffer and the message.
  @inline(__always)
  func receive(
    _ message: inout Message, upTo count: Int, _ flags: MessageFlags,
    _ body: (CInt, inout MutableRawSpan, inout Message) throws(Errno) -> Int
  ) throws(SocketError) -> [UInt8] {
    // On a stream, MSG_TRUNC would mean to drop the bytes.
    let flags = type == .stream ? flags.subtracting(.MSG_TRUNC) : flags
    return try [UInt8](capacity: count) { buffer throws(SocketError) in
      let capacity = buffer.byteCount
      let isThere = try receive(&message, capacity, nil, flags) { descriptor, message throws(Errno) in
        try body(descriptor, &buffer, &message)
      }
      guard isThere else { throw wouldBlock("receive", .reading) }
      return message.byteCount
    }
  }

  /// Receives a message by `body`, which changes the flags that it asks with into those that come back.
  @inline(__always)
  func receive(
    _ message: inout Message, _ capacity: Int, _ control: ControlBuffer?, _ flags: MessageFlags,
    _ body: (CInt, inout Message) throws(Errno) -> Int
  ) throws(SocketError) -> Bool {
    control?.removeAll()
    // The error queue never makes a call wait, and polling for input would wait for something else.
    let waits = flags.isDisjoint(with: [.MSG_DONTWAIT, .MSG_ERRQUEUE])
    // Only unix sockets pass descriptors, and packet sockets refuse flags that they don't know.
    let asked = family == .unix ? flags.union(.MSG_CMSG_CLOEXEC) : flags
    let length = try call("receive", .reading, waits: waits) { descriptor throws(Errno) in
      message.flags = asked
      return try body(descriptor, &message)
    }
    guard let length else { return false }
    if length == 0, isClosed { throw SocketError("receive", .closed) }
    message.byteCount = min(length, capacity)
    message.messageLength = length
    message.flags.remove(.MSG_CMSG_CLOEXEC)
    return true
  }
}
