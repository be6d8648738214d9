import Foundation
import KernelSockets
import TestSupport
import Testing

@Suite("AF_NETLINK: with ip", .programs("ip", of: "iproute2"), .enabled(if: Namespace.isAllowed, Namespace.reason))
struct IPRouteTests {
  /// What `ip -json` says.
  private static func json(_ arguments: String...) throws -> [[String: Any]] {
    let path = try #require(Companion.path(of: "ip"))
    let text = try run([path, "-json", "-details"] + arguments)
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [[String: Any]])
  }

  @Test("ip lists the links that Swift lists and makes, with the same numbers")
  func links() throws {
    try Namespace.network.run {
      let route = try NetlinkSocketTests.socket()
      try route.request(NetlinkSocketTests.wire("near0", "far0"))
      let links = try route.dump(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg()))
      let told = try Self.json("link", "show")
      #expect(told.count == links.count && links.count >= 3)
      for (link, facts) in zip(links, told) {
        let attributes = link.attributes(after: Linux.ifinfomsg.self)
        #expect(facts["ifname"] as? String == attributes[Linux.IFLA_IFNAME]?.text)
        #expect(facts["ifindex"] as? Int == Int(link.body(as: Linux.ifinfomsg.self).ifi_index))
        #expect((facts["mtu"] as? Int).map { UInt32($0) } == attributes[Linux.IFLA_MTU]?.value())
        let hardware = attributes[Linux.IFLA_ADDRESS]?.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        #expect(facts["address"] as? String == hardware?.joined(separator: ":"))
      }
      let made = try #require(told.first { $0["ifname"] as? String == "near0" })
      #expect((made["linkinfo"] as? [String: Any])?["info_kind"] as? String == "veth")
      try RoundTrips.note("AF_NETLINK")
    }
  }

  @Test("an address that ip gives is told of to a group; one that Swift gives is shown by ip")
  func addresses() throws {
    try Namespace.network.run {
      let (route, watcher) = (try NetlinkSocketTests.socket(), try NetlinkSocketTests.socket())
      try watcher.join(Linux.RTNLGRP_IPV4_IFADDR)
      _ = try Companion.lines("ip", "address", "add", "127.7.7.7/24", "dev", "lo")
      let event = try #require(try watcher.receive())
      #expect(event.type == Linux.RTM_NEWADDR)
      #expect(event.body(as: Linux.ifaddrmsg.self).ifa_prefixlen == 24)
      #expect(event.attributes(after: Linux.ifaddrmsg.self)[Linux.IFA_LOCAL]?.bytes == [127, 7, 7, 7])

      var address = NetlinkMessage(
        Linux.RTM_NEWADDR, flags: Linux.NLM_F_CREATE | Linux.NLM_F_EXCL,
        body: Linux.ifaddrmsg(ifa_family: 2, ifa_prefixlen: 16, ifa_index: 1))
      address.append(Linux.IFA_LOCAL, IPv4Address(127, 8, 8, 8).bytes)
      try route.request(address)
      let links = try Self.json("-4", "address", "show", "dev", "lo")
      let shown = links.flatMap { $0["addr_info"] as? [[String: Any]] ?? [] }
      let texts = shown.map { "\($0["local"] ?? "")/\($0["prefixlen"] ?? "")" }
      #expect(Set(texts) == ["127.7.7.7/24", "127.8.8.8/16"])
      try RoundTrips.note("AF_NETLINK")
    }
  }
}

@Suite("AF_TIPC: with tipc", .needs(.AF_TIPC), .programs("tipc", of: "iproute2"))
struct TIPCToolTests {
  @Test("tipc's table of names has what Swift binds, at the socket's own number, and no longer when it is closed")
  func names() throws {
    let server = try impatientSocket(.tipc, .SOCK_RDM)
    try server.bind(to: .tipc(service: 18_930, instances: 10...20, scope: .node))
    guard case .socket(_, let reference)? = try server.localAddress.tipc?.target else {
      Issue.record("the socket has no number")
      return
    }
    func rows() throws -> [[Substring]] {
      try Companion.lines("tipc", "nametable", "show").map { $0.split(separator: " ") }.filter { $0.first == "18930" }
    }
    let row = try #require(try rows().first)
    #expect(row.prefix(5) == ["18930", "10", "20", "node", "\(reference)"])
    try RoundTrips.note("AF_TIPC")
    try server.close()
    #expect(try rows() == [])
  }
}
