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
    #expect(try address.view(as: Linux.sockaddr_qrtr.self).sq_node == node.view(as: Linux.sockaddr_qrtr.self).sq_node)
    try near.send("there".utf8, to: address)
    let (bytes, sender) = try far.receiveFrom(upTo: 100)
    #expect(String(bytes) == "there")
    #expect(try sender == near.localAddress)
    try far.send("and back".utf8, to: #require(sender))
    #expect(try String(near.receive(upTo: 100)) == "and back")
  }
}
