import KernelSockets
import Testing

@Suite("AF_INET: protocols besides TCP and UDP")
struct InternetProtocolTests {
  @Test("MPTCP, and what it knows of the connection", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_MPTCP))
  func multipath() throws {
    let listener = try impatientSocket(.AF_INET, .SOCK_STREAM, .IPPROTO_MPTCP)
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen()
    let client = try impatientSocket(.AF_INET, .SOCK_STREAM, .IPPROTO_MPTCP)
    try client.connect(to: listener.localAddress)
    let server = try listener.accept(mode: .timeout(.seconds(10))).socket
    try expectRoundTrip(client, server)
    let information = try client.option(.MPTCP_INFO)
    #expect(UInt64(information.mptcpi_flags) & Linux.MPTCP_INFO_FLAG_FALLBACK == 0)
    #expect(information.mptcpi_token != 0)
  }

  @Test("SCTP, one socket for each association", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP))
  func streamControl() throws { try expectConnection(.AF_INET, .IPPROTO_SCTP) }

  @Test(
    "UDP-Lite, with a part of the datagram covered by the checksum", .needs(.AF_INET, .SOCK_DGRAM, .IPPROTO_UDPLITE))
  func lite() throws {
    let near = try impatientSocket(.AF_INET, .SOCK_DGRAM, .IPPROTO_UDPLITE)
    let far = try impatientSocket(.AF_INET, .SOCK_DGRAM, .IPPROTO_UDPLITE)
    try near.setOption(.UDPLITE_SEND_CSCOV, 12)
    #expect(try near.option(.UDPLITE_SEND_CSCOV) == 12)
    try far.setOption(.UDPLITE_RECV_CSCOV, 8)
    try far.bind(to: .inet(.loopback, port: 0))
    try expectRoundTrip(near, far, to: far.localAddress)
  }
}

@Suite("AF_SMC: shared memory", .needs(.AF_SMC))
struct SharedMemoryTests {
  @Test("a stream goes both ways; it falls back to TCP without the hardware")
  func stream() throws { try expectConnection(.AF_SMC, .automatic) }
}

private func expectConnection(_ family: AddressFamily, _ protocol: SocketProtocol) throws {
  let listener = try impatientSocket(family, .SOCK_STREAM, `protocol`)
  try listener.bind(to: .inet(.loopback, port: 0))
  try listener.listen()
  let client = try impatientSocket(family, .SOCK_STREAM, `protocol`)
  try expectRoundTrip(listener: listener, client: client, to: listener.localAddress)
}
