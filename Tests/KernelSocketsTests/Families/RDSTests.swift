import KernelSockets
import Testing

@Suite("AF_RDS: reliable datagrams", .needs(.AF_RDS))
struct RDSTests {
  @Test("datagrams go both ways, by inet address and port")
  func datagrams() throws {
    let (near, far) = try (impatientSocket(.AF_RDS, .SOCK_SEQPACKET), impatientSocket(.AF_RDS, .SOCK_SEQPACKET))
    try near.bind(to: .inet(.loopback, port: 0))
    try far.bind(to: .inet(.loopback, port: 0))
    try near.send("there".utf8, to: far.localAddress)
    let (bytes, sender) = try far.receiveFrom(upTo: 100)
    #expect(String(bytes) == "there")
    #expect(try sender == near.localAddress)
    try far.send("and back".utf8, to: #require(sender))
    #expect(try String(near.receive(upTo: 100)) == "and back")
  }
}
