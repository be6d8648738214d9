import KernelSockets
import Testing

@Suite("AF_TIPC: services by number", .needs(.AF_TIPC))
struct TIPCTests {
  @Test("connections by the name of a service", arguments: [SocketType.SOCK_STREAM, .SOCK_SEQPACKET])
  func connection(type: SocketType) throws {
    let service = 18_880 + UInt32(type.rawValue)
    let listener = try impatientSocket(.AF_TIPC, type)
    try listener.bind(to: .tipc(service: service, instances: 10...20, scope: .node))
    try listener.listen()
    try expectRoundTrip(
      listener: listener, client: impatientSocket(.AF_TIPC, type), to: .tipc(service: service, instance: 17))
  }

  @Test(
    "messages by the name of a service, answered by the address that they came from",
    arguments: [SocketType.SOCK_RDM, .SOCK_DGRAM])
  func message(type: SocketType) throws {
    let service = 18_880 + UInt32(type.rawValue)
    let (client, server) = try (impatientSocket(.AF_TIPC, type), impatientSocket(.AF_TIPC, type))
    try server.bind(to: .tipc(service: service, instances: 10...20, scope: .node))
    try expectRoundTrip(client, server, to: .tipc(service: service, instance: 10))
  }

  /// A connection to the topology server, which was asked to tell of a service.
  func subscription(to service: UInt32, timeout: UInt32 = .max) throws -> (Socket, Linux.tipc_subscr) {
    let topology = try impatientSocket(.AF_TIPC, .SOCK_SEQPACKET)
    let number = UInt32(Linux.TIPC_TOP_SRV)
    try topology.connect(to: .tipc(service: number, instance: number))
    let request = Linux.tipc_subscr(
      seq: Linux.tipc_service_range(type: service, lower: 0, upper: .max), timeout: timeout,
      filter: UInt32(Linux.TIPC_SUB_PORTS), usr_handle: CArray(1...8))
    try topology.sendAll(request.bytes)
    return (topology, request)
  }

  @Test("the topology server tells who asked of a name that is bound, and of its end")
  func topology() throws {
    let (topology, request) = try subscription(to: 18_900)
    let server = try impatientSocket(.AF_TIPC, .SOCK_RDM)
    try server.bind(to: .tipc(service: 18_900, instances: 10...20, scope: .node))
    let published = Linux.tipc_event(bytes: try topology.receive(upTo: 100))
    try expectBack(.AF_TIPC, published.event, UInt32(Linux.TIPC_PUBLISHED))
    #expect(published.found_lower == 10 && published.found_upper == 20)
    #expect(published.s.bytes == request.bytes)
    #expect(
      try SocketAddress.tipc(node: published.port.node, reference: published.port.ref, scope: .none)
        == server.localAddress)
    try server.close()
    let withdrawn = Linux.tipc_event(bytes: try topology.receive(upTo: 100))
    try expectBack(.AF_TIPC, withdrawn.event, UInt32(Linux.TIPC_WITHDRAWN))
  }

  @Test("a subscription ends with its time")
  func expired() throws {
    let (topology, request) = try subscription(to: 18_901, timeout: 50)
    let event = Linux.tipc_event(bytes: try topology.receive(upTo: 100))
    try expectBack(.AF_TIPC, event.event, UInt32(Linux.TIPC_SUBSCR_TIMEOUT))
    #expect(event.s.bytes == request.bytes)
  }
}
