extension Socket {
  /// The socket's own address. getsockname(2); Python: `socket.getsockname`.
  ///
  /// - Throws: ``SocketError`` with the errno: `EOPNOTSUPP` for families without addresses, such as `AF_ALG`.
  public var localAddress: SocketAddress {
    get throws(SocketError) {
      try call("getsockname") { descriptor throws(Errno) in try systemLocalAddress(descriptor) }
    }
  }

  /// The address that the socket is connected to. getpeername(2); Python: `socket.getpeername`.
  ///
  /// - Throws: ``SocketError`` with the errno: `ENOTCONN` if the socket is not connected.
  public var remoteAddress: SocketAddress {
    get throws(SocketError) {
      try call("getpeername") { descriptor throws(Errno) in try systemRemoteAddress(descriptor) }
    }
  }
}

extension Socket: CustomStringConvertible {
  /// Descriptor, family, type and addresses, or that the socket is closed.
  public var description: String {
    let kind = "\(family.symbol), \(type)"
    if isClosed { return "Socket(closed, \(kind))" }
    var text = "Socket(fd \(descriptor), \(kind)"
    if let address = try? localAddress { text += ", local \(address)" }
    if let address = try? remoteAddress { text += ", remote \(address)" }
    return text + ")"
  }
}
