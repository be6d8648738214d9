import KernelSockets
import Testing

@Suite("AF_INET: several paths, or not", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_MPTCP))
struct MultipathTests {
  func connect(
    _ near: SocketProtocol, _ far: SocketProtocol
  ) throws -> (client: Socket, server: Socket) {
    let listener = try impatientSocket(.inet, .stream, far)
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen()
    let client = try impatientSocket(.inet, .stream, near)
    try client.connect(to: listener.localAddress)
    let server = try listener.accept().socket
    // With the first bytes, both ends know.
    for (sender, receiver) in [(client, server), (server, client)] {
      try sender.sendAll("there".utf8)
      #expect(try String(receiver.receive(upTo: 100)) == "there")
    }
    return (client, server)
  }

  @Test("two ends with MPTCP have it; an end without falls back to TCP, and so does its peer")
  func fallback() throws {
    for (near, far) in [
      (SocketProtocol.IPPROTO_MPTCP, SocketProtocol.IPPROTO_MPTCP), (.IPPROTO_MPTCP, .IPPROTO_TCP),
      (.IPPROTO_TCP, .IPPROTO_MPTCP), (.IPPROTO_TCP, .IPPROTO_TCP),
    ] {
      let both = near == .IPPROTO_MPTCP && far == .IPPROTO_MPTCP
      let (client, server) = try connect(near, far)
      #expect(try client.isMultipath == both, "\(near) \(far)")
      #expect(try server.isMultipath == both, "\(near) \(far)")
    }
  }

  @Test("a socket that is closed can't tell")
  func closed() throws {
    let socket = try Socket(.inet, .stream, .IPPROTO_MPTCP)
    try socket.close()
    #expect(failure { _ = try socket.isMultipath }?.cause == .closed)
  }
}
