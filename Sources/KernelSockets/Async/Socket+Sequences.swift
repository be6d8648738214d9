extension Socket {
  /// The connections that arrive, one after the other. Python: `asyncio.start_server`, turned round.
  ///
  /// ```swift
  /// try await withThrowingDiscardingTaskGroup { group in
  ///   for try await (connection, _) in listener.connections() {
  ///     group.addTask { try await serve(connection) }
  ///   }
  /// }
  /// ```
  ///
  /// Nothing is accepted before it is asked for: what is not asked for waits in the kernel's queue. The loop ends with an
  /// error only, that of ``accept(mode:timeout:until:)``.
  ///
  /// - Parameters:
  ///   - mode: The mode of the new sockets.
  ///   - timeout: How long to wait for each; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  public func connections(
    mode: Mode = .nonBlocking, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<(socket: Socket, address: SocketAddress)> {
    let limit = TimeLimit(timeout, deadline)
    return Arrivals("accept") { try await self.accept(mode, limit) }
  }

  /// The messages that arrive, one after the other, with their senders.
  ///
  /// ```swift
  /// for try await (bytes, message) in socket.messages(upTo: 1500) {
  ///   print(bytes.count, "bytes from", message.address as Any)
  /// }
  /// ```
  ///
  /// Nothing is received before it is asked for: what is not asked for waits in the kernel, or is lost there if there is
  /// no room, as the family says. The loop ends with the connection, if there is one, where nothing is there if the flags say
  /// `MSG_DONTWAIT`, or with an error of ``receiveMessage(upTo:control:flags:timeout:until:)``.
  ///
  /// - Parameters:
  ///   - count: The most bytes of a message. What is left of a longer one is lost, and the message's flags say so.
  ///   - control: Where the control messages go, those of the last message at a time.
  ///   - flags: `MSG_` flags.
  ///   - timeout: How long to wait for each; `nil` for as long as the socket's ``mode-swift.property`` says.
  ///   - deadline: When to give up, if that comes first.
  /// - Precondition: `count` is not negative.
  public func messages(
    upTo count: Int, control: ControlBuffer? = nil, flags: MessageFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) -> Arrivals<(bytes: [UInt8], message: Message)> {
    let hasEnd = type == .stream || type == .sequentialPacket
    let limit = TimeLimit(timeout, deadline)
    return Arrivals("receive") {
      let arrival = try await self.receiveMessage(upTo: count, control, flags, limit)
      guard let arrival, arrival.message.messageLength > 0 || !hasEnd || count == 0 else { return nil }
      return arrival
    }
  }
}
