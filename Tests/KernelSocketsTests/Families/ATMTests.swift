import KernelSockets
import Testing

@Suite(
  "AF_ATMPVC: circuits", .needs(.AF_ATMPVC),
  .enabled(if: ATMWire.exists, "there are no virtual USB ports here: scripts/test --vm has"))
struct ATMTests {
  /// A socket for packets of at most 1000 bytes, at whatever rate there is.
  private func socket() throws -> Socket {
    let socket = try impatientSocket(.AF_ATMPVC, .datagram)
    var direction = Linux.atm_trafprm()
    direction.traffic_class = UInt8(Linux.ATM_UBR)
    direction.max_sdu = 1000
    try socket.setOption(.SO_ATMQOS, Linux.atm_qos(txtp: direction, rxtp: direction, aal: UInt8(Linux.ATM_AAL5)))
    return socket
  }

  @Test("a packet goes through a circuit from one interface to the other, and its answer back")
  func circuit() throws {
    let wire = try ATMWire()
    let addresses = wire.interfaces.map { SocketAddress.atm(interface: $0, path: 5, channel: 100) }
    let (near, far) = try (socket(), socket())
    try near.connect(to: addresses[0])
    try far.connect(to: addresses[1])
    #expect(try near.localAddress == addresses[0])
    #expect(try near.option(.SO_ATMPVC).sap_addr.vci == 100)
    try expectRoundTrip(near, far)

    try wire.cut()
    // The family raises SIGPIPE whatever the flags.
    #expect(try whenReady { failure { try near.sendAll([1]) } }.errno == .brokenPipe)
  }
}
