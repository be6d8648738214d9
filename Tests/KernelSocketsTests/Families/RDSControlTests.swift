import KernelSockets
import Testing

@Suite("AF_RDS: control messages", .needs(.AF_RDS))
struct RDSControlTests {
  @Test("a destination that was full is told of when it takes messages again")
  func congestion() throws {
    let (near, far) = try (impatientSocket(.AF_RDS, .SOCK_SEQPACKET), impatientSocket(.AF_RDS, .SOCK_SEQPACKET))
    // Of 127.0.0.1, which has a transport of its own, nothing is told.
    let host = try #require(try Socket(.inet, .datagram).interfaceAddress("veth0").ipv4)
    try near.bind(to: .inet(host, port: 0))
    try far.bind(to: .inet(host, port: 0))
    try near.setOption(.RDS_CONG_MONITOR, true)
    try far.setOption(.SO_RCVBUF, 4096)
    let (address, message) = (try far.localAddress, [UInt8](repeating: 1, count: 2000))
    // What is on its way fills the sender's room first: then there is no error.
    var (count, full): (Int, SocketError?) = (0, nil)
    for _ in 0..<2000 where full == nil {
      full = failure {
        if try near.send(message, to: address, flags: .MSG_DONTWAIT) == nil { pause(5) } else { count += 1 }
      }
    }
    #expect(full?.errno == .noBufferSpace)
    for _ in 0..<count { _ = try far.receive(upTo: 3000) }
    let control = ControlBuffer(for: [.room(for: .rdsCongestionUpdate)])
    let (bytes, _) = try near.receiveMessage(upTo: 100, control: control)
    #expect(bytes == [])
    let port = UInt64(try #require(address.port))
    #expect(try #require(control.first(.rdsCongestionUpdate)) & 1 << (port % 64) != 0)
  }
}
