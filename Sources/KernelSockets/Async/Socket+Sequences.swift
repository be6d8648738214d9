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
  /// error only, that of ``accept(mode:timeout:until:)``, `CancellationError` among them.
  ///
  /// - Parameter mode: The mode of the new sockets.
  public func connections(mode: Mode = .nonBlocking) -> Connections { Connections(socket: self, mode: mode) }

  /// The messages that arrive, one after the other, with their senders.
  ///
  /// ```swift
  /// for try await (bytes, message) in socket.messages(upTo: 1500) {
  ///   print(bytes.count, "bytes from", message.address as Any)
  /// }
  /// ```
  ///
  /// Nothing is received before it is asked for: what is not asked for waits in the kernel, or is lost there if there is
  /// no room, as the family says. The loop ends with the connection, if there is one, or with an error of
  /// ``receiveMessage(upTo:control:flags:timeout:until:)``, `CancellationError` among them.
  ///
  /// - Parameters:
  ///   - count: The most bytes of a message. What is left of a longer one is lost, and the message's flags say so.
  ///   - flags: `MSG_` flags.
  /// - Precondition: `count` is not negative.
  public func messages(upTo count: Int, flags: MessageFlags = []) -> Messages {
    Messages(socket: self, count: count, flags: flags)
  }

  /// The connections that arrive at a socket, see ``Socket/connections(mode:)``.
  public struct Connections: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let socket: Socket
    let mode: Mode

    /// The sequence itself: all its iterators take from the same socket.
    public func makeAsyncIterator() -> Connections { self }

    /// Waits for the next connection.
    public func next(
      isolation: isolated (any Actor)?
    ) async throws -> (socket: Socket, address: SocketAddress)? {
      try await socket.accept(mode: mode)
    }
  }

  /// The messages that arrive at a socket, see ``Socket/messages(upTo:flags:)``.
  public struct Messages: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let socket: Socket
    let count: Int
    let flags: MessageFlags

    /// The sequence itself: all its iterators take from the same socket.
    public func makeAsyncIterator() -> Messages { self }

    /// Waits for the next message; `nil` at the end of a connection.
    public func next(isolation: isolated (any Actor)?) async throws -> (bytes: [UInt8], message: Message)? {
      let (bytes, message) = try await socket.receiveMessage(upTo: count, flags: flags)
      let hasEnd = socket.type == .stream || socket.type == .sequentialPacket
      return message.messageLength == 0 && hasEnd && count > 0 ? nil : (bytes, message)
    }
  }
}
