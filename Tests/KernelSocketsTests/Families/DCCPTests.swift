import KernelSockets
import Testing

@Suite("AF_INET: DCCP", .needs(.AF_INET, .SOCK_DCCP, .IPPROTO_DCCP))
struct DCCPTests {
  func socket(service: UInt32) throws -> Socket {
    let socket = try impatientSocket(.AF_INET, .SOCK_DCCP, .IPPROTO_DCCP)
    // In the network's byte order
    try socket.setOption(.DCCP_SOCKOPT_SERVICE, [service.bigEndian])
    return socket
  }

  func listener() throws -> Socket {
    let listener = try socket(service: 42)
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen()
    return listener
  }

  @Test("datagrams go both ways in a connection to a service")
  func connection() throws {
    let listener = try listener()
    try expectRoundTrip(listener: listener, client: socket(service: 42), to: listener.localAddress) { try $0.close() }
  }

  @Test("another service is refused")
  func otherService() throws {
    let address = try listener().localAddress
    #expect(failure { try socket(service: 43).connect(to: address) } != nil)
  }
}
