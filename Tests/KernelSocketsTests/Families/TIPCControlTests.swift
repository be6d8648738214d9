import KernelSockets
import Testing

@Suite("AF_TIPC: control messages", .needs(.AF_TIPC))
struct TIPCControlTests {
  let control = ControlBuffer(
    for: [.room(for: .tipcError), .room(for: .tipcReturnedData), .room(for: .tipcDestination)])

  @Test("a message tells which instance of the service it was for")
  func destination() throws {
    let (client, server) = try (impatientSocket(.AF_TIPC, .SOCK_RDM), impatientSocket(.AF_TIPC, .SOCK_RDM))
    try server.bind(
      to: SocketAddress(
        Linux.sockaddr_tipc(
          addrtype: UInt8(Linux.TIPC_SERVICE_RANGE), scope: Int8(Linux.TIPC_NODE_SCOPE),
          addr: .nameseq(.init(type: 18_990, lower: 10, upper: 20)))))
    let instance = SocketAddress(
      Linux.sockaddr_tipc(
        addrtype: UInt8(Linux.TIPC_SERVICE_ADDR), addr: .name(.init(name: .init(type: 18_990, instance: 17)))))
    try client.send("there".utf8, to: instance)
    let (bytes, message) = try server.receiveMessage(upTo: 100, control: control)
    #expect(String(bytes) == "there" && !message.isControlTruncated)
    let service = try #require(control.first(.tipcDestination))
    #expect((service.type, service.lower, service.upper) == (18_990, 17, 17))
    #expect(control.first(.tipcError) == nil)
  }

  @Test("a message to a socket that is gone comes back, with the reason and its bytes")
  func returned() throws {
    let (client, server) = try (impatientSocket(.AF_TIPC, .SOCK_RDM), impatientSocket(.AF_TIPC, .SOCK_RDM))
    let address = try server.localAddress
    try server.close()
    try client.setOption(.TIPC_DEST_DROPPABLE, false)
    try client.send("come back".utf8, to: address)
    let (bytes, message) = try client.receiveMessage(upTo: 100, control: control)
    #expect(bytes == [] && !message.isControlTruncated)
    let error = try #require(control.first(.tipcError))
    #expect(error == TIPCError(code: UInt32(Linux.TIPC_ERR_NO_PORT), returnedByteCount: 9))
    #expect(control.first(.tipcReturnedData).map { String($0) } == "come back")
  }
}
