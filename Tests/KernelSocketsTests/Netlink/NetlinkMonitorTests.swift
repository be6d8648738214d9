import KernelSockets
import Testing

@Suite(
  "Netlink as an nlmon device shows it",
  .enabled(if: Monitor.exists, "this kernel has no nlmon devices: scripts/test --vm has"))
struct NetlinkMonitorTests {
  @Test("a request is shown as it was sent, and the answers as they came")
  func dump() throws {
    try Namespace.network.run {
      let (monitor, route) = (try Monitor(), try NetlinkSocketTests.socket())
      let links = try route.dump(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg()))
      #expect(try Set(links.map(NetlinkSocketTests.name)) == ["lo", "monitor0"])
      let shown = try monitor.exchange()
      #expect(shown.first?.type == Linux.RTM_GETLINK)
      #expect(shown.first?.portID == route.portID)
      #expect(shown.dropFirst().dropLast() == links[...])
      #expect(shown.last?.type == Linux.NLMSG_DONE)
      #expect(shown.allSatisfy { $0.refusal == nil })
    }
  }

  @Test("a refusal is shown as the one who asked was told")
  func refusal() throws {
    try Namespace.network.run {
      let (monitor, route) = (try Monitor(), try NetlinkSocketTests.socket())
      let error = failure { try route.request(NetlinkMessage(Linux.RTM_DELLINK, body: Linux.ifinfomsg(ifi_index: 99))) }
      #expect(error?.errno == .operationNotSupportedByDevice)
      #expect(try monitor.exchange().last?.refusal == error?.cause)
    }
  }
}

/// A device that shows what is said through netlink in its namespace.
private struct Monitor {
  static let exists = (try? Namespace.network.run { _ = try Monitor() }) != nil

  private let socket: Socket

  init() throws {
    var request = NetlinkMessage(
      Linux.RTM_NEWLINK, flags: Linux.NLM_F_CREATE | Linux.NLM_F_EXCL,
      body: Linux.ifinfomsg(ifi_flags: UInt32(Linux.IFF_UP), ifi_change: UInt32(Linux.IFF_UP)))
    request.append(Linux.IFLA_IFNAME, "monitor0")
    request.append(Linux.IFLA_LINKINFO) { $0.append(Linux.IFLA_INFO_KIND, "nlmon") }
    try NetlinkSocketTests.socket().request(request)
    socket = try Socket(.packet, .raw, mode: .timeout(.seconds(10)))
    try socket.bind(to: .packet(interface: "monitor0", protocol: .ETH_P_ALL))
  }

  /// The messages of a request and its answer.
  func exchange() throws -> [NetlinkMessage] {
    var messages: [NetlinkMessage] = []
    while messages.last?.type != Linux.NLMSG_DONE && messages.last?.type != Linux.NLMSG_ERROR {
      messages += NetlinkMessages(try socket.receive(upTo: 1 << 16))
    }
    return messages
  }
}
