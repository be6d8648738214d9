import KernelSockets
import Testing

@Suite("Netlink: dumps of many parts", .enabled(if: Namespace.isAllowed, Namespace.reason))
struct NetlinkDumpTests {
  static let links = NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg())

  /// Makes interfaces, each at the end of a wire and with so many more names that the kernel tells of it in a datagram of
  /// its own; the other ends have none.
  ///
  /// - Parameter names: How many the last one has; each has one less than the next.
  static func makeWires(_ count: Int, names: Int) throws -> NetlinkSocket {
    let route = try NetlinkSocketTests.socket()
    for number in 1...count {
      let near = "near\(number)"
      try route.request(NetlinkSocketTests.wire(near, "far\(number)"))
      let made = Linux.ifinfomsg(ifi_index: Int32(try NetworkInterface.index(of: near)))
      var more = NetlinkMessage(Linux.RTM_NEWLINKPROP, flags: Linux.NLM_F_CREATE | Linux.NLM_F_APPEND, body: made)
      more.append(Linux.IFLA_PROP_LIST) { list in
        for name in 0..<names - count + number {
          let text = "\(near)-\(name)-"
          list.append(Linux.IFLA_ALT_IFNAME, text + String(repeating: "x", count: 127 - text.utf8.count))
        }
      }
      try route.request(more)
    }
    return route
  }

  /// The names of all interfaces then.
  static func all(_ count: Int) -> Set<String> {
    Set((1...count).flatMap { ["near\($0)", "far\($0)"] } + ["lo"])
  }

  /// What an interface is called, and what else it is called.
  static func names(_ link: NetlinkMessage) -> [String] {
    let attributes = link.attributes(after: Linux.ifinfomsg.self)
    let others = attributes[Linux.IFLA_PROP_LIST]?.attributes.map(\.text) ?? []
    return [attributes[Linux.IFLA_IFNAME]?.text ?? ""] + others
  }

  /// A request for links that makes the kernel take as much room as the longest needs, not 32 KiB at most.
  static var allOfEach: NetlinkMessage {
    var request = links
    request.append(Linux.IFLA_EXT_MASK, UInt32(bitPattern: Linux.RTEXT_FILTER_VF))
    return request
  }

  /// 65,340 bytes of names for the last interface, and hardly less for the others: with what else there is to say of one,
  /// more than 64 KiB.
  static let tooMany = 495
  /// So many that two interfaces do not fit into a datagram of 32 KiB.
  static let many = 150

  @Test("a dump with messages longer than the buffer is asked for again, though the first is not at its end")
  func long() throws {
    try Namespace.network.run {
      let route = try Self.makeWires(3, names: Self.tooMany)
      let links = try route.dump(Self.allOfEach)
      #expect(Set(links.map { Self.names($0)[0] }) == Self.all(3))
      #expect(links.count == 7)
      #expect(links.contains { $0.bytes.count > 65_536 })
      try route.socket.setMode(.nonBlocking)
      #expect(try route.receive() == nil)
    }
  }

  /// Dumps in place, and tells the names that came, of each interface its first one, and how it ended.
  static func dump(
    _ route: NetlinkSocket, _ request: NetlinkMessage = links, _ body: (NetlinkMessage) throws -> Void = { _ in }
  ) -> (names: [String], error: SocketError?) {
    var names: [String] = []
    do throws(SocketError) {
      try route.dump(request) { link in
        names.append(Self.names(link)[0])
        do { try body(link) } catch { Issue.record(error) }
      }
      return (names, nil)
    } catch {
      return (names, error)
    }
  }

  @Test("what is handed out in place is what an array has, and stays as it is if it is kept", arguments: [true, false])
  func inPlace(blocks: Bool) throws {
    try Namespace.network.run {
      let route = try Self.makeWires(4, names: Self.many)
      if !blocks { try route.socket.setMode(.nonBlocking) }
      var (kept, names): ([NetlinkMessage], [[String]]) = ([], [])
      try route.dump(Self.links) { link in
        kept.append(link)
        names.append(Self.names(link))
      }
      #expect(kept.count == 9)
      #expect(kept.map(Self.names) == names)
      #expect(try route.dump(Self.links).map(Self.names) == names)
      #expect(names.map(\.count).max() == Self.many + 1)
      #expect(kept.allSatisfy { $0.type == Linux.RTM_NEWLINK })
    }
  }

  @Test("of a dump in place, what is too long is told of in the end, and there is room for it the next time")
  func longInPlace() throws {
    try Namespace.network.run {
      let route = try Self.makeWires(3, names: Self.tooMany)
      let (names, error) = Self.dump(route, Self.allOfEach)
      #expect(names.first == "lo" && !names.contains { $0.hasPrefix("near") })
      #expect(error?.errno == .messageTooLong)
      let again = Self.dump(route, Self.allOfEach)
      #expect(Set(again.names) == Self.all(3))
      #expect(again.error == nil)
    }
  }

  @Test("changes during a dump in place are told of when all has been handed out")
  func changes() throws {
    try Namespace.network.run {
      let (route, other) = (try Self.makeWires(4, names: Self.many), try NetlinkSocketTests.socket())
      var change: NetlinkMessage? = NetlinkSocketTests.wire("near5", "far5")
      let (names, error) = Self.dump(route) { _ in
        if let message = change.take() { try other.request(message) }
      }
      #expect(Set(names).isSuperset(of: Self.all(4)))
      #expect(error?.errno == .interrupted)
      #expect(
        error?.description
          == "dump of type 18: EINTR, Interrupted system call: there were changes meanwhile; dump again")
      #expect(try route.dump(Self.links).count == 11)
    }
  }

  @Test("while a dump is handed out, its socket can't be asked or read; nothing is lacking for that")
  func busy() throws {
    try Namespace.network.run {
      let route = try Self.makeWires(4, names: Self.many)
      let (names, error) = Self.dump(route) { _ in
        let errors = [
          failure { _ = try route.receive() }, failure { try route.request(Self.links) },
          failure { _ = try route.dump(Self.links) }, Self.dump(route).error,
        ]
        for error in errors { #expect(error?.errno == .resourceBusy) }
        #expect(errors[0]?.description.hasSuffix("a dump is being read; use another socket") == true)
      }
      #expect(Set(names) == Self.all(4) && names.count == 9)
      #expect(error == nil)
      #expect(try route.dump(Self.links).count == 9)
    }
  }

  @Test("what a group is told during a dump in place is kept")
  func events() throws {
    try Namespace.network.run {
      let (route, other) = (try Self.makeWires(4, names: Self.many), try NetlinkSocketTests.socket())
      try route.join(Linux.RTNLGRP_IPV4_IFADDR)
      var address = NetlinkMessage(
        Linux.RTM_NEWADDR, flags: Linux.NLM_F_CREATE,
        body: Linux.ifaddrmsg(ifa_family: 2, ifa_prefixlen: 8, ifa_index: 1))
      address.append(Linux.IFA_LOCAL, IPv4Address(127, 4, 5, 6).bytes)
      var change: NetlinkMessage? = address
      let (names, error) = Self.dump(route) { _ in
        if let message = change.take() { try other.request(message) }
      }
      #expect(names.count == 9)
      #expect(error == nil)
      let event = try #require(try route.receive())
      #expect(event.attributes(after: Linux.ifaddrmsg.self)[Linux.IFA_LOCAL]?.bytes == [127, 4, 5, 6])
    }
  }

  @Test("after messages to a group were lost during a dump, the next dump is whole")
  func overrun() throws {
    try Namespace.network.run {
      let (route, other) = (try Self.makeWires(4, names: Self.many), try NetlinkSocketTests.socket())
      try route.join(Linux.RTNLGRP_LINK)
      // Less than what waits of the dump.
      try route.socket.setOption(.SO_RCVBUF, 2048)
      var change: NetlinkMessage? = NetlinkSocketTests.wire("near5", "far5")
      let (_, error) = Self.dump(route) { _ in
        if let message = change.take() { try other.request(message) }
      }
      #expect(error?.errno == .noBufferSpace)
      #expect(try route.dump(Self.links).count == 11)
    }
  }

  @Test("a refused dump hands out nothing; a socket that is closed meanwhile ends one")
  func refusals() throws {
    try Namespace.network.run {
      let route = try Self.makeWires(4, names: Self.many)
      try route.socket.setOption(.NETLINK_GET_STRICT_CHK, true)
      let refused = Self.dump(route, NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg(ifi_type: 1)))
      #expect(refused.names.isEmpty)
      #expect(refused.error?.errno == .invalidArgument)
      let ended = Self.dump(route) { _ in try route.socket.close() }
      #expect(ended.names.first == "lo")
      #expect(ended.names.count < 9)
      #expect(ended.error?.cause == .closed)
      let closed = Self.dump(route)
      #expect(closed.names.isEmpty)
      #expect(closed.error?.cause == .closed)
    }
  }
}
