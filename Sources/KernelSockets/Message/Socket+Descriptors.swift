extension Socket {
  /// The most descriptors that one message carries. The kernel's constant is `SCM_MAX_FD`; unix(7).
  public static let maximumDescriptors = 253

  /// Sends bytes, and descriptors beside them, to another process. sendmsg(2) with `SCM_RIGHTS`;
  /// Python: `socket.send_fds`.
  ///
  /// The peer gets descriptors of its own for the same open files; those sent stay the caller's. On a stream, the
  /// descriptors arrive with the first of the bytes, of which there must be at least one. Where Python's function ignores
  /// flags and address, this one heeds them.
  ///
  /// - Parameters:
  ///   - descriptors: At most ``maximumDescriptors``.
  ///   - bytes: The message that carries them.
  ///   - address: Where to; `nil` for the peer of a connected socket.
  ///   - flags: `MSG_` flags.
  /// - Returns: How many bytes went out, all descriptors with the first; `nil` if a non-blocking socket has no room now.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for too many descriptors or none of the
  ///   bytes that a stream needs, with the errno, such as `EBADF` for a descriptor that is not open, with
  ///   ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  @inlinable
  @discardableResult
  public func sendDescriptors(
    _ descriptors: [FileDescriptor], with bytes: some Sequence<UInt8>, to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    try bytes.withSpan { span throws(SocketError) in
      try sendDescriptors(descriptors, with: span, to: address, flags: flags)
    }
  }

  @usableFromInline
  func sendDescriptors(
    _ descriptors: [FileDescriptor], with bytes: RawSpan, to address: SocketAddress?, flags: MessageFlags
  ) throws(SocketError) -> Int? {
    guard descriptors.count <= Self.maximumDescriptors else { throw tooManyDescriptors(descriptors.count) }
    // The kernel would send nothing, and the descriptors would be lost without an error.
    guard !bytes.isEmpty || type != .stream else {
      throw SocketError("send", .invalidArgument("on a stream, descriptors need at least one byte to go with"))
    }
    guard !descriptors.isEmpty else { return try sendMessage(bytes, to: address, flags: flags) }
    return try sendMessage(to: address, flags) { descriptor, flags throws(Errno) in
      try systemSendDescriptors(descriptor, descriptors.span, with: bytes, to: address, flags)
    }
  }

  func tooManyDescriptors(_ count: Int) -> SocketError {
    SocketError(
      "send", .invalidArgument("\(count) descriptors, the most in one message are \(Self.maximumDescriptors)"))
  }

  /// Receives bytes, and descriptors beside them. recvmsg(2) with `SCM_RIGHTS`; Python: `socket.recv_fds`.
  ///
  /// Child processes don't inherit them (in Python they do), and what is not taken is closed.
  ///
  /// - Parameters:
  ///   - count: The most bytes to receive.
  ///   - descriptorCount: The most descriptors to receive. Further ones are closed, and
  ///     ``Message/isControlTruncated`` is true.
  ///   - flags: `MSG_` flags.
  /// - Returns: The bytes, the descriptors, and what else is known of the message.
  /// - Precondition: The counts are not negative.
  /// - Throws: ``SocketError`` as ``receiveMessage(upTo:control:flags:)`` does.
  public func receiveDescriptors(
    upTo descriptorCount: Int, with count: Int, flags: MessageFlags = []
  ) throws(SocketError) -> (descriptors: [OwnedFileDescriptor], bytes: [UInt8], message: Message) {
    var message = Message()
    var descriptors: [OwnedFileDescriptor] = []
    let bytes = try receive(&message, upTo: count, flags) { descriptor, buffer, message throws(Errno) in
      try systemReceiveDescriptors(
        descriptor, upTo: descriptorCount, with: &buffer, from: &message.sender, &descriptors, &message.flags)
    }
    return (descriptors, bytes, message)
  }

  /// Takes over a descriptor that was received. See ``init(adopting:)-(FileDescriptor)``.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed`` if it was taken before. If another step fails, the
  ///   descriptor stays in `descriptor`.
  public convenience init(adopting descriptor: OwnedFileDescriptor) throws(SocketError) {
    guard let number = descriptor.fileDescriptor else { throw SocketError("adopt", .closed) }
    try self.init(adopting: number)
    _ = descriptor.take()
  }
}
