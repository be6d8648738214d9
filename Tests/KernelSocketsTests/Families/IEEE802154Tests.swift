import KernelSockets
import Testing

@Suite(
  "AF_IEEE802154: wireless networks of sensors", .needs(.AF_IEEE802154),
  .needs(interfaces: "wpan0", "wpan1"))
struct IEEE802154Tests {
  /// Gives a radio a short address, and switches it on.
  private func start(_ interface: String, _ address: SocketAddress) throws {
    let socket = try Socket(.AF_IEEE802154, .datagram)
    let request = Linux.ifreq(ifr_ifrn: CArray(interface.utf8), ifr_ifru: CArray(address.bytes))
    var bytes = request.bytes
    _ = try unsafe socket.control(.SIOCSIFADDR, &bytes)
    _ = try Companion.lines("ip", "link", "set", interface, "up")
  }

  @Test("a datagram from one radio to the other, and its answer", .programs("ip", of: "iproute2"))
  func datagrams() throws {
    let (first, second) = (
      SocketAddress.ieee802154(network: 0xABCD, short: 1), SocketAddress.ieee802154(network: 0xABCD, short: 2)
    )
    try start("wpan0", first)
    try start("wpan1", second)
    let near = try impatientSocket(.AF_IEEE802154, .datagram)
    let far = try impatientSocket(.AF_IEEE802154, .datagram)
    try near.bind(to: first)
    try far.bind(to: second)
    let sender = try expectRoundTrip(near, far, to: second)
    #expect(sender.ieee802154 == first.ieee802154)

    #expect(try near.option(.WPAN_WANTACK))
    try near.setOption(.WPAN_WANTACK, false)
    #expect(try near.option(.WPAN_WANTACK) == false)
    let nobody = SocketAddress.ieee802154(network: 0xABCD, short: 9)
    #expect(
      failure { try impatientSocket(.AF_IEEE802154, .datagram).bind(to: nobody) }?.errno?.rawValue
        == ErrorNumber.ENODEV.rawValue)
    // Too short for a short address
    let cut = try SocketAddress(bytes: first.bytes.prefix(11))
    #expect(failure { try impatientSocket(.AF_IEEE802154, .datagram).bind(to: cut) }?.errno == .invalidArgument)
  }
}
