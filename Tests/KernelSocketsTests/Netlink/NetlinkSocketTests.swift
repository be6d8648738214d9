import Foundation
import KernelSockets
import Testing

@Suite("Netlink: requests, dumps and groups")
struct NetlinkSocketTests {
  static func socket(_ protocol: SocketProtocol = .NETLINK_ROUTE) throws -> NetlinkSocket {
    try NetlinkSocket(`protocol`, mode: .timeout(.seconds(10)))
  }

  /// The name of the interface that a message is about.
  static func name(_ message: NetlinkMessage) throws -> String {
    try #require(message.attributes(after: Linux.ifinfomsg.self)[Linux.IFLA_IFNAME]).text
  }

  /// A request for two interfaces with a wire between them.
  static func wire(_ near: String, _ far: String) -> NetlinkMessage {
    var request = NetlinkMessage(
      Linux.RTM_NEWLINK, flags: Linux.NLM_F_CREATE | Linux.NLM_F_EXCL, body: Linux.ifinfomsg())
    request.append(Linux.IFLA_IFNAME, near)
    request.append(Linux.IFLA_LINKINFO) { info in
      info.append(Linux.IFLA_INFO_KIND, "veth")
      info.append(Linux.IFLA_INFO_DATA) { data in
        // VETH_INFO_PEER: a message's body and attributes, without its header.
        data.append(1) { peer in
          peer.append(Linux.ifinfomsg())
          peer.append(Linux.IFLA_IFNAME, far)
        }
      }
    }
    return request
  }

  @Test("a dump of links is what if_nameindex(3) gives; MTUs are those that ioctl(2) tells")
  func links() throws {
    let links = try Self.socket().dump(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg()))
    let names = try links.map { "\($0.body(as: Linux.ifinfomsg.self).ifi_index) \(try Self.name($0))" }
    #expect(try Set(names) == Set(NetworkInterface.all.map { "\($0.index) \($0.name)" }))
    let asked = try Socket(.inet, .datagram)
    for link in links {
      let mtu: UInt32 = try #require(link.attributes(after: Linux.ifinfomsg.self)[Linux.IFLA_MTU]?.value())
      #expect(Int(mtu) == (try asked.interfaceMTU(Self.name(link))))
    }
  }

  @Test("a dump of addresses has those of the loopback interface")
  func addresses() throws {
    try Namespace.network.run {
      let route = try Self.socket()
      #expect(try route.dump(NetlinkMessage(Linux.RTM_GETADDR, body: Linux.ifaddrmsg())).isEmpty)
      var address = NetlinkMessage(
        Linux.RTM_NEWADDR, flags: Linux.NLM_F_CREATE | Linux.NLM_F_EXCL,
        body: Linux.ifaddrmsg(ifa_family: 2, ifa_prefixlen: 24, ifa_index: 1))
      address.append(Linux.IFA_LOCAL, IPv4Address(127, 1, 2, 3).bytes)
      try route.request(address)
      #expect(failure { try route.request(address) }?.errno == .fileExists)
      let all = try route.dump(NetlinkMessage(Linux.RTM_GETADDR, body: Linux.ifaddrmsg()))
      #expect(all.count == 1)
      #expect(all.first?.body(as: Linux.ifaddrmsg.self).ifa_prefixlen == 24)
      let value = all.first?.attributes(after: Linux.ifaddrmsg.self)[Linux.IFA_LOCAL]?.bytes
      #expect(value == [127, 1, 2, 3])
    }
  }

  @Test("the routes that a dump hands out are those of /proc/net/route")
  func routes() throws {
    var (wanted, routes) = (Linux.rtmsg(), 0)
    wanted.rtm_family = UInt8(AddressFamily.inet.rawValue)
    try Self.socket().dump(NetlinkMessage(Linux.RTM_GETROUTE, body: wanted)) { message in
      let route = message.body(as: Linux.rtmsg.self)
      if Int32(route.rtm_table) == Linux.RT_TABLE_MAIN { routes += 1 }
    }
    #expect(try String(contentsOfFile: "/proc/net/route", encoding: .utf8).split(separator: "\n").count == 1 + routes)
  }

  @Test("interfaces are made, changed, told of and taken away", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func interfaces() throws {
    try Namespace.network.run {
      let (route, watcher) = (try Self.socket(), try Self.socket())
      try watcher.join(Linux.RTNLGRP_LINK)
      try route.request(Self.wire("near0", "far0"))
      let names = try NetworkInterface.all.map(\.name)
      #expect(Set(names) == ["lo", "near0", "far0"])
      var told: Set<String> = []
      while told.count < 2 {
        let event = try #require(try watcher.receive())
        #expect(event.type == Linux.RTM_NEWLINK)
        told.insert(try Self.name(event))
      }
      #expect(told == ["near0", "far0"])

      let index = Int32(try NetworkInterface.index(of: "near0"))
      var change = NetlinkMessage(Linux.RTM_NEWLINK, body: Linux.ifinfomsg(ifi_index: index))
      change.append(Linux.IFLA_MTU, UInt32(1280))
      try route.request(change)
      #expect(try Socket(.inet, .datagram).interfaceMTU("near0") == 1280)

      let answers = try route.request(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg(ifi_index: index)))
      #expect(try answers.map(Self.name) == ["near0"])

      try route.request(NetlinkMessage(Linux.RTM_DELLINK, body: Linux.ifinfomsg(ifi_index: index)))
      #expect(try NetworkInterface.all.map(\.name) == ["lo"])
      while try #require(try watcher.receive()).type != Linux.RTM_DELLINK {}
    }
  }

  @Test(
    "what a group is told while an answer is waited for is kept, in order",
    .enabled(if: Namespace.isAllowed, Namespace.reason))
  func kept() throws {
    try Namespace.network.run {
      let route = try Self.socket()
      try route.join(Linux.RTNLGRP_LINK)
      try route.request(Self.wire("near0", "far0"))
      let links = try route.dump(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg()))
      #expect(try Set(links.map(Self.name)) == ["lo", "near0", "far0"])
      var told: Set<String> = []
      while told.count < 2 { told.insert(try Self.name(#require(try route.receive()))) }
      #expect(told == ["near0", "far0"])
      try route.leave(Linux.RTNLGRP_LINK)
      try route.socket.setMode(.nonBlocking)
      while try route.receive() != nil {}
      try route.request(NetlinkMessage(Linux.RTM_DELLINK, body: Linux.ifinfomsg(ifi_index: 2)))
      #expect(try route.receive() == nil)
    }
  }

  @Test("a refusal has the kernel's number, and its reason in words")
  func refusals() throws {
    let route = try Self.socket()
    let missing = failure {
      try route.request(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg(ifi_index: 0x7fff_0000)))
    }
    #expect(missing?.errno == .operationNotSupportedByDevice)
    #expect(missing?.subject == "of type \(Linux.RTM_GETLINK)")
    // The reason comes behind the repeated request too.
    for isCapped in [true, false] {
      try route.socket.setOption(.NETLINK_CAP_ACK, isCapped)
      var unknown = NetlinkMessage(Linux.RTM_NEWLINK, flags: Linux.NLM_F_CREATE, body: Linux.ifinfomsg())
      unknown.append(Linux.IFLA_LINKINFO) { $0.append(Linux.IFLA_INFO_KIND, "no-such-kind") }
      let error = failure { try route.request(unknown) }
      #expect(error?.cause == .refused(.notSupported, reason: "Unknown device type"))
      #expect(error?.kind == .unsupported)
      #expect(
        error?.description
          == "request of type 16: EOPNOTSUPP, Operation not supported: Unknown device type")
    }
    try route.socket.setOption(.NETLINK_GET_STRICT_CHK, true)
    let wrong = NetlinkMessage(Linux.RTM_GETADDR, body: Linux.ifaddrmsg(ifa_prefixlen: 1))
    let error = failure { _ = try route.dump(wrong) }
    #expect(error?.errno == .invalidArgument)
    #expect(error?.description.hasSuffix("Invalid values in header for address dump request") == true)
    #expect(failure { _ = try NetlinkSocket(SocketProtocol(rawValue: 31)) }?.errno == .protocolNotSupported)
    #expect(failure { try route.join(100_000) }?.errno == .invalidArgument)
  }

  @Test("answers to a request that was given up are not taken for others")
  func stale() throws {
    let route = try Self.socket()
    try route.send(
      NetlinkMessage(
        Linux.RTM_GETLINK, flags: Linux.NLM_F_REQUEST | Linux.NLM_F_ACK, body: Linux.ifinfomsg(ifi_index: 1)))
    #expect(
      failure {
        try route.request(NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg(ifi_index: 0x7fff_0000)))
      }?.errno == .operationNotSupportedByDevice)
    try route.socket.setMode(.nonBlocking)
    #expect(try route.receive() == nil)
  }

  @Test("two sockets of users send each other messages; what is no message is left out")
  func users() throws {
    let (here, there) = (try Self.socket(.NETLINK_USERSOCK), try Self.socket(.NETLINK_USERSOCK))
    var message = NetlinkMessage(100, flags: 3)
    message.append(7, "text")
    try here.send(message, to: NetlinkAddress(portID: there.portID))
    let received = try #require(try there.receive())
    #expect(received.type == 100)
    #expect(received.flags == 3)
    #expect(received.portID == here.portID)
    #expect(NetlinkAttributes(received.payload)[7]?.text == "text")

    // Two messages in a datagram, and the beginning of a third, whose length is forged.
    let forged: [UInt8] = [255, 0, 0, 0] + Array(repeating: 0, count: 12)
    let padding = [UInt8](repeating: 0, count: 3)
    try here.socket.sendAll(message.bytes + padding + NetlinkMessage(101).bytes + forged, to: there)
    #expect(try there.receive()?.type == 100)
    #expect(try there.receive()?.type == 101)
    try there.socket.setMode(.nonBlocking)
    #expect(try there.receive() == nil)
  }

  @Test("a message that is too long for the buffer is told of, and the next one fits")
  func long() throws {
    let (here, there) = (try Self.socket(.NETLINK_USERSOCK), try Self.socket(.NETLINK_USERSOCK))
    var message = NetlinkMessage(100)
    for _ in 0..<3 { message.append(1, [UInt8](repeating: 5, count: 30_000)) }
    for _ in 0..<2 { try here.send(message, to: NetlinkAddress(portID: there.portID)) }
    let error = failure { _ = try there.receive() }
    #expect(error?.errno == .messageTooLong)
    #expect(try there.receive()?.payload == message.payload)
  }

  @Test("messages that nobody read in time are told of once")
  func overrun() throws {
    let (here, there) = (try Self.socket(.NETLINK_USERSOCK), try Self.socket(.NETLINK_USERSOCK))
    try there.join(1)
    try there.socket.setOption(.SO_RCVBUF, 2048)
    try there.socket.setMode(.nonBlocking)
    // A message to a group goes to a socket too, here to its sender.
    let address = SocketAddress.netlink(portID: here.portID, groups: 1)
    for _ in 0..<100 { _ = try here.socket.send(NetlinkMessage(100).bytes, to: address) }
    #expect(failure { while try there.receive() != nil {} }?.errno == .noBufferSpace)
    while try there.receive() != nil {}
    _ = try here.socket.send(NetlinkMessage(101).bytes, to: address)
    #expect(try there.receive()?.type == 101)
  }

  @Test("families of generic netlink are found by name, with their groups")
  func generic() throws {
    let socket = try Self.socket(.NETLINK_GENERIC)
    let control = try socket.family(named: "nlctrl")
    #expect(control.id == Linux.GENL_ID_CTRL)
    #expect(control.name == "nlctrl")
    #expect(control.groups["notify"] == Linux.GENL_ID_CTRL)
    let all = try socket.dump(
      NetlinkMessage(control.id, body: Linux.genlmsghdr(cmd: UInt8(Linux.CTRL_CMD_GETFAMILY), version: 1)))
    let names = all.map { $0.attributes(after: Linux.genlmsghdr.self)[Linux.CTRL_ATTR_FAMILY_NAME]?.text }
    #expect(names.contains("nlctrl"))
    #expect(failure { _ = try socket.family(named: "no such family") }?.errno == .noSuchFileOrDirectory)
  }
}

extension Socket {
  fileprivate func sendAll(_ bytes: ArraySlice<UInt8>, to peer: NetlinkSocket) throws {
    #expect(try send(bytes, to: .netlink(portID: peer.portID)) == .some(bytes.count))
  }
}
