import KernelSockets
import Testing

@Suite("AF_INET: protocols besides TCP and UDP")
struct InternetProtocolTests {
  func expectConnection(_ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol) throws {
    let listener = try impatientSocket(family, type, `protocol`)
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen()
    let client = try impatientSocket(family, type, `protocol`)
    try expectRoundTrip(listener: listener, client: client, to: listener.localAddress)
  }

  @Test("MPTCP", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_MPTCP))
  func multipath() throws { try expectConnection(.AF_INET, .SOCK_STREAM, .IPPROTO_MPTCP) }

  @Test("SCTP, one socket for each association", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP))
  func streamControl() throws { try expectConnection(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP) }

  @Test("SMC, which falls back to TCP without its hardware", .needs(.AF_SMC))
  func sharedMemory() throws { try expectConnection(.AF_SMC, .SOCK_STREAM, .automatic) }

  @Test(
    "UDP-Lite, with a part of the datagram covered by the checksum", .needs(.AF_INET, .SOCK_DGRAM, .IPPROTO_UDPLITE))
  func lite() throws {
    let near = try impatientSocket(.AF_INET, .SOCK_DGRAM, .IPPROTO_UDPLITE)
    let far = try impatientSocket(.AF_INET, .SOCK_DGRAM, .IPPROTO_UDPLITE)
    try near.setOption(.UDPLITE_SEND_CSCOV, 12)
    #expect(try near.option(.UDPLITE_SEND_CSCOV) == 12)
    try far.bind(to: .inet(.loopback, port: 0))
    try near.send("there".utf8, to: far.localAddress)
    let (bytes, sender) = try far.receiveFrom(upTo: 100)
    #expect(String(bytes) == "there")
    try far.send("and back".utf8, to: #require(sender))
    #expect(try String(near.receive(upTo: 100)) == "and back")
  }
}
