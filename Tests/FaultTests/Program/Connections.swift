import KernelSockets

extension Rounds {
  /// Connections, made and taken.
  mutating func connections(_ round: Int, _ mode: Socket.Mode) throws {
    let address = round.isMultiple(of: 20) ? SocketAddress.inet(.loopback, port: 0) : .unixUnnamed
    let listener = try untilDone { try Socket.listen(at: address) }
    try listener.setMode(mode)
    let target = try listener.localAddress
    for _ in 0..<3 {
      let client = try untilDone { try Socket.connect(to: target, timeout: .seconds(60)) }
      // What a failed attempt left in the queue comes first, at its end already.
      var server: Socket
      repeat {
        server = try untilDone { try listener.accept(mode: mode).socket }
      } while try server.remoteAddress != client.localAddress
      // Closed by the client, a TCP connection would keep its port.
      try server.setOption(.SO_LINGER, Linux.linger(l_onoff: 1, l_linger: 0))
      check(try untilDone { try client.send([1]) }, 1)
      check(try untilDone { try server.receive(upTo: 9) }, [1])
      if round.isMultiple(of: 3) { try server.close() }
    }
  }
}
