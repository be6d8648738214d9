extension Socket {
  /// Whether it sends and receives datagrams of UDP.
  var isUDP: Bool { isOfInternet(.datagram, .IPPROTO_UDP) }

  /// Whether it sends and receives a stream of TCP.
  var isTCP: Bool { isOfInternet(.stream, .IPPROTO_TCP) }

  @inline(__always)
  private func isOfInternet(_ type: SocketType, _ protocol: SocketProtocol) -> Bool {
    (family == .inet || family == .inet6) && self.type == type
      && (self.protocol == .automatic || self.protocol == `protocol`)
  }
}
