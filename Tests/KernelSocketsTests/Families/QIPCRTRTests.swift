import KernelSockets
import Testing

@Suite("AF_QIPCRTR: processors of one device", .needs(.AF_QIPCRTR))
struct QIPCRTRTests {
  @Test("messages go both ways, by node and port")
  func messages() throws {
    let (near, far) = try (impatientSocket(.AF_QIPCRTR, .SOCK_DGRAM), impatientSocket(.AF_QIPCRTR, .SOCK_DGRAM))
    // The node is known from the beginning, the port is chosen.
    let node = try far.localAddress
    try far.bind(to: node)
    let address = try far.localAddress
    #expect(address.qrtr?.node == node.qrtr?.node)
    #expect(try expectRoundTrip(near, far, to: address) == near.localAddress)
  }

  @Test("a service that is offered is told to those who look for it, and again when it is gone")
  func names() throws {
    let (near, far) = try (impatientSocket(.AF_QIPCRTR, .SOCK_DGRAM), impatientSocket(.AF_QIPCRTR, .SOCK_DGRAM))
    let own = try #require(try far.localAddress.qrtr)
    try far.bind(to: far.localAddress)
    let server = try #require(try far.localAddress.qrtr)
    let control = SocketAddress.qrtr(node: own.node, port: QRTRAddress.controlPort)
    /// `struct qrtr_ctrl_pkt` of `<linux/qrtr.h>`: five little-endian numbers.
    func packet(_ command: Int32, node: UInt32 = 0, port: UInt32 = 0) -> [UInt8] {
      let (service, instance): (UInt32, UInt32) = (99, port == 0 ? 0 : 1)
      return [UInt32(command), service, instance, node, port].flatMap { number in
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      }
    }
    let offered = packet(Linux.QRTR_TYPE_NEW_SERVER, node: server.node, port: server.port)
    try far.send(offered, to: control)
    try near.send(packet(Linux.QRTR_TYPE_NEW_LOOKUP), to: control)
    try expectBack(.AF_QIPCRTR, near.receive(upTo: 100), offered)
    // The list ends with an empty entry.
    #expect(try near.receive(upTo: 100).dropFirst(4).allSatisfy { $0 == 0 })
    try far.send(packet(Linux.QRTR_TYPE_DEL_SERVER, node: server.node, port: server.port), to: control)
    try expectBack(
      .AF_QIPCRTR, near.receive(upTo: 100),
      packet(Linux.QRTR_TYPE_DEL_SERVER, node: server.node, port: server.port))
  }
}
