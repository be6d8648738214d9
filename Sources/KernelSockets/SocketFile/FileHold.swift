/// A reader's or writer's hold on its socket, whose descriptor stays open for as long.
final class FileHold {
  private var socket: Socket?

  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  init(_ socket: Socket, _ operation: String) throws(SocketError) {
    try socket.beginFile(operation)
    self.socket = socket
  }

  deinit { try? socket?.endFile() }

  /// Whether the hold was released, or the socket gave its descriptor away.
  var isClosed: Bool { socket?.isClosed(for: .file) ?? true }

  /// The socket, unless it is gone.
  func open(_ operation: String) throws(SocketError) -> Socket {
    guard let socket, !socket.isClosed(for: .file) else { throw SocketError(operation, .closed) }
    return socket
  }

  /// Lets the socket go, once.
  func release() throws(SocketError) {
    guard let socket else { return }
    self.socket = nil
    try socket.endFile()
  }
}
