import KernelSockets
import Testing

@Suite("AF_INET: SCTP, one socket for many associations", .needs(.AF_INET, .SOCK_SEQPACKET, .IPPROTO_SCTP))
struct SCTPAssociationTests {
  func associations() throws -> Socket {
    let socket = try impatientSocket(.AF_INET, .SOCK_SEQPACKET, .IPPROTO_SCTP)
    try socket.bind(to: .inet(.loopback, port: 0))
    try socket.listen()
    return socket
  }

  @Test("messages of several clients come to one socket, which answers each")
  func oneToMany() throws {
    let server = try associations()
    let clients = try [associations(), associations()]
    for client in clients {
      #expect(try expectRoundTrip(client, server, to: server.localAddress) == client.localAddress)
    }
  }

  @Test("stream and protocol identifier go with a message, and the receiver is told of them")
  func streams() throws {
    let (client, server) = try (associations(), associations())
    try server.setOption(.SCTP_RECVRCVINFO, true)
    let sending = ControlBuffer()
    sending.append(.sctpSendInfo, Linux.sctp_sndinfo(snd_sid: 3, snd_ppid: 0x0102_0304))
    try client.sendMessage("there".utf8, control: sending, to: server.localAddress)
    let received = ControlBuffer(capacity: 200)
    let (bytes, message) = try server.receiveMessage(upTo: 100, control: received)
    #expect(String(bytes) == "there")
    #expect(message.flags.contains(.MSG_EOR))
    let information = try #require(
      received.first { $0.level == .SOL_SCTP && $0.type.rawValue == Linux.SCTP_RCVINFO })
    // struct sctp_rcvinfo of RFC 6458, 5.3.5: the stream at 0, the protocol's identifier at 8, the association at 24.
    #expect(information.bytes.count == 28)
    #expect(information.bytes[0...1] == [3, 0])
    #expect(information.bytes[8...11] == [4, 3, 2, 1])
    #expect(information.bytes[24...27] != [0, 0, 0, 0])
    try server.send("and back".utf8, to: #require(message.address))
    try expectBack(.AF_INET, String(client.receive(upTo: 100)), "and back")
  }
}
