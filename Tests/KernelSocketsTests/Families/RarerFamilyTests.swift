import KernelSockets
import Testing

@Suite("AF_APPLETALK: networks of old Macintoshes", .needs(.AF_APPLETALK))
struct AppleTalkTests {
  /// Gives the loopback interface a node: `struct ifreq`, and in the address's padding `struct atalk_netrange`, in which
  /// all networks stand for a link without routers.
  private func start(network: UInt16, node: UInt8) throws {
    let range: [UInt8] = [2, 0, 0, 0, 0xFF, 0xFE]
    let address = SocketAddress.appleTalk(network: network, node: node, port: 0).bytes
    var request = Array("lo".utf8) + [UInt8](repeating: 0, count: 14)
    request += address.prefix(8) + range + [UInt8](repeating: 0, count: 10)
    let socket = try Socket(.AF_APPLETALK, .datagram)
    unsafe try socket.control(.SIOCSIFADDR, &request)
  }

  @Test("a datagram goes from one port to the other, and its answer back")
  func datagrams() throws {
    try start(network: 65_280, node: 1)
    let (near, far) = try (impatientSocket(.AF_APPLETALK, .datagram), impatientSocket(.AF_APPLETALK, .datagram))
    let (here, there) = (
      SocketAddress.appleTalk(network: 65_280, node: 1, port: 130),
      SocketAddress.appleTalk(network: 65_280, node: 1, port: 131)
    )
    try near.bind(to: here)
    try far.bind(to: there)
    let sender = try expectRoundTrip(near, far, to: there, there: [86] + "there".utf8)
    #expect(sender.appleTalk == here.appleTalk)
  }
}

@Suite("AF_PHONET: the modem of a phone", .needs(.AF_PHONET))
struct PhonetTests {
  /// Makes the loopback interface a device.
  private func start(device: UInt8) throws {
    var address = NetlinkMessage(
      Linux.RTM_NEWADDR, flags: Linux.NLM_F_CREATE,
      body: Linux.ifaddrmsg(
        ifa_family: UInt8(AddressFamily.AF_PHONET.rawValue), ifa_index: try NetworkInterface.index(of: "lo")))
    address.append(Linux.IFA_LOCAL, [device])
    try NetlinkSocketTests.socket().request(address)
  }

  @Test("a datagram goes from one object to the other, and its answer back")
  func datagrams() throws {
    try start(device: 0x6C)
    let (near, far) = try (impatientSocket(.AF_PHONET, .datagram), impatientSocket(.AF_PHONET, .datagram))
    try near.bind(to: .phonet(device: 0x6C))
    try far.bind(to: .phonet(device: 0x6C))
    let there = try #require(try far.localAddress.phonet)
    #expect(there.device == 0x6C && there.object != 0)
    let sender = try expectRoundTrip(near, far, to: SocketAddress(there))
    #expect(sender.phonet?.object == (try near.localAddress.phonet?.object))
  }
}
