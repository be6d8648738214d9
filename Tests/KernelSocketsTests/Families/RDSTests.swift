import KernelSockets
import Testing

@Suite("AF_RDS: reliable datagrams", .needs(.AF_RDS))
struct RDSTests {
  @Test("datagrams go both ways, by inet address and port")
  func datagrams() throws {
    let (near, far) = try (impatientSocket(.AF_RDS, .SOCK_SEQPACKET), impatientSocket(.AF_RDS, .SOCK_SEQPACKET))
    try near.bind(to: .inet(.loopback, port: 0))
    try far.bind(to: .inet(.loopback, port: 0))
    #expect(try expectRoundTrip(near, far, to: far.localAddress) == near.localAddress)
  }

  @Test("datagrams go to another network over TCP, and back", .enabled(if: Neighbour.exists, Neighbour.reason))
  func overTCP() throws {
    let near = try impatientSocket(.AF_RDS, .SOCK_SEQPACKET)
    try near.bind(to: .inet("10.98.0.1", port: 0))
    let far = try Neighbour.run {
      let far = try impatientSocket(.AF_RDS, .SOCK_SEQPACKET)
      try far.bind(to: .inet("10.98.0.2", port: 0))
      return far
    }
    #expect(try expectRoundTrip(near, far, to: far.localAddress) == near.localAddress)
    #expect(try near.option(.SO_RDS_TRANSPORT) == Linux.RDS_TRANS_TCP)
  }
}
