extension KernelCrypto {
  /// An algorithm with its key, and the socket that data go through.
  final class Algorithm {
    private let algorithm: Socket
    private var operation: Socket

    /// An algorithm that `prepare` gives its key.
    init(
      _ type: String, _ name: String, _ prepare: (Socket) throws(SocketError) -> Void
    ) throws(SocketError) {
      algorithm = try Socket(.algorithm, .sequentialPacket, mode: .blocking)
      try algorithm.bind(to: .algorithm(type: type, name: name))
      try prepare(algorithm)
      operation = try Self.operation(of: algorithm)
    }

    /// Calls `body` with the socket to give data to. If it throws, data may be stuck in the socket: then the next one
    /// gets another.
    func use<Result>(_ body: (Socket) throws(SocketError) -> Result) throws(SocketError) -> Result {
      do {
        return try body(operation)
      } catch {
        operation = try Self.operation(of: algorithm)
        throw error
      }
    }

    private static func operation(of algorithm: Socket) throws(SocketError) -> Socket {
      guard let socket = try algorithm.acceptAnonymous(mode: .blocking) else { throw SocketError("accept", .closed) }
      return socket
    }
  }
}
