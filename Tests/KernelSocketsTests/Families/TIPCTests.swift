import KernelSockets
import Testing

@Suite("AF_TIPC: services by number", .needs(.AF_TIPC))
struct TIPCTests {
  /// The address at which a service is offered.
  func offer(_ type: UInt32) -> SocketAddress {
    SocketAddress(
      Linux.sockaddr_tipc(
        addrtype: UInt8(Linux.TIPC_SERVICE_RANGE), scope: Int8(Linux.TIPC_NODE_SCOPE),
        addr: .nameseq(.init(type: type, lower: 10, upper: 20))))
  }

  /// The address of one instance of it.
  func instance(_ type: UInt32, _ number: UInt32) -> SocketAddress {
    SocketAddress(
      Linux.sockaddr_tipc(
        addrtype: UInt8(Linux.TIPC_SERVICE_ADDR), addr: .name(.init(name: .init(type: type, instance: number)))))
  }

  @Test("connections by the name of a service", arguments: [SocketType.SOCK_STREAM, .SOCK_SEQPACKET])
  func connection(type: SocketType) throws {
    let service = 18_880 + UInt32(type.rawValue)
    let listener = try impatientSocket(.AF_TIPC, type)
    try listener.bind(to: offer(service))
    try listener.listen()
    try expectRoundTrip(
      listener: listener, client: impatientSocket(.AF_TIPC, type), to: instance(service, 17))
  }

  @Test(
    "messages by the name of a service, answered by the address that they came from",
    arguments: [SocketType.SOCK_RDM, .SOCK_DGRAM])
  func message(type: SocketType) throws {
    let service = 18_880 + UInt32(type.rawValue)
    let (client, server) = try (impatientSocket(.AF_TIPC, type), impatientSocket(.AF_TIPC, type))
    try server.bind(to: offer(service))
    try client.send("there".utf8, to: instance(service, 10))
    let (bytes, sender) = try server.receiveFrom(upTo: 100)
    #expect(String(bytes) == "there")
    try server.send("and back".utf8, to: #require(sender))
    #expect(try String(client.receive(upTo: 100)) == "and back")
  }
}
