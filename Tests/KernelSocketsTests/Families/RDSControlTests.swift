import KernelSockets
import Testing

@Suite("AF_RDS: control messages", .needs(.AF_RDS))
struct RDSControlTests {
  @Test("a destination that was full is told of when it takes messages again")
  func congestion() throws {
    let (near, far) = try (impatientSocket(.AF_RDS, .SOCK_SEQPACKET), impatientSocket(.AF_RDS, .SOCK_SEQPACKET))
    try near.bind(to: .inet(.loopback, port: 0))
    try far.bind(to: .inet(.loopback, port: 0))
    try near.setOption(.RDS_CONG_MONITOR, true)
    try far.setOption(.SO_RCVBUF, 4096)
    let (address, message) = (try far.localAddress, [UInt8](repeating: 1, count: 2000))
    var count = 0
    while count < 1000 {
      let full = failure { try near.send(message, to: address, flags: .MSG_DONTWAIT) }
      if let full {
        #expect(full.errno == .noBufferSpace)
        break
      }
      count += 1
    }
    #expect((1..<1000).contains(count))
    for _ in 0..<count { _ = try far.receive(upTo: 3000) }
    let control = ControlBuffer(for: [.room(for: .rdsCongestionUpdate)])
    let (bytes, _) = try near.receiveMessage(upTo: 100, control: control)
    #expect(bytes == [])
    let port = UInt64(try #require(address.port))
    #expect(try #require(control.first(.rdsCongestionUpdate)) & 1 << (port % 64) != 0)
  }
}
