extension ControlBuffer {
  /// Adds whether to encrypt or to decrypt (`ALG_SET_OP`), for an `AF_ALG` socket.
  ///
  /// - Parameter operation: `Linux.ALG_OP_ENCRYPT` or `Linux.ALG_OP_DECRYPT`.
  public func append(algorithmOperation operation: Int32) {
    append(.SOL_ALG, ControlMessageType(rawValue: Linux.ALG_SET_OP), UInt32(bitPattern: operation))
  }

  /// Adds an initialisation vector (`ALG_SET_IV`), for an `AF_ALG` socket.
  public func append(algorithmVector vector: [UInt8]) {
    let length: InlineArray<1, UInt32> = [UInt32(vector.count)]
    let prefix = unsafe length.span.bytes
    let bytes = (0..<prefix.byteCount).map { prefix.integer(at: $0, as: UInt8.self) } + vector
    append(.SOL_ALG, ControlMessageType(rawValue: Linux.ALG_SET_IV), bytes)
  }

  /// Adds how many of the bytes are authenticated but not encrypted (`ALG_SET_AEAD_ASSOCLEN`), for an `AF_ALG` socket.
  public func append(algorithmAssociatedLength count: UInt32) {
    append(.SOL_ALG, ControlMessageType(rawValue: Linux.ALG_SET_AEAD_ASSOCLEN), count)
  }
}

extension Socket {
  /// Gives bytes to the algorithm of an `AF_ALG` socket that was accepted, and says what to do with them. sendmsg(2);
  /// Python: `socket.sendmsg_afalg`.
  ///
  /// - Parameters:
  ///   - bytes: The bytes; associated data first. May be empty, to set the operation only.
  ///   - operation: `Linux.ALG_OP_ENCRYPT` or `Linux.ALG_OP_DECRYPT`.
  ///   - vector: The initialisation vector, if the algorithm wants one, in the algorithm's length.
  ///   - associatedLength: How many bytes are authenticated only, for an AEAD algorithm.
  ///   - flags: `MSG_` flags: `MSG_MORE` if further bytes follow.
  /// - Returns: How many bytes went in; `nil` if a non-blocking socket has no room now.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if this is no `AF_ALG` socket, or with the
  ///   errno, such as `EINVAL` for a vector of the wrong length.
  @discardableResult
  public func sendToAlgorithm(
    _ bytes: some Sequence<UInt8>, operation: Int32, vector: [UInt8]? = nil, associatedLength: UInt32? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    guard family == .AF_ALG else {
      throw SocketError("send", .invalidArgument("only AF_ALG sockets have algorithms, this one is \(family.symbol)"))
    }
    let control = ControlBuffer()
    control.append(algorithmOperation: operation)
    if let vector { control.append(algorithmVector: vector) }
    if let associatedLength { control.append(algorithmAssociatedLength: associatedLength) }
    return try sendMessage(bytes, control: control, flags: flags)
  }
}
