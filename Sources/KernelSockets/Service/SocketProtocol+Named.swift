extension SocketProtocol {
  /// The protocol with a name of protocols(5). getprotobyname_r(3); Python: `socket.getprotobyname`.
  ///
  /// ```swift
  /// try SocketProtocol(named: "tcp") == .IPPROTO_TCP
  /// ```
  ///
  /// - Parameter name: The name or an alias, such as `"tcp"` or `"TCP"`.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/notFound``, with ``SocketError/AddressProblem/containsNUL``, or with
  ///   the errno.
  public init(named name: String) throws(SocketError) {
    do throws(SocketError.Cause) {
      guard !name.utf8.contains(0) else { throw .invalidAddress(.containsNUL) }
      self = try systemProtocol(named: name)
    } catch {
      throw SocketError("lookup", "of protocol \(name)", error)
    }
  }
}
