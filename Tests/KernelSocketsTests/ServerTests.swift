import Foundation
import KernelSockets
import Testing

@Suite("Listening at an address")
struct ServerTests {
  @Test("the options of the listener are those of Python's create_server", arguments: [false, true], [false, true])
  func options(reusesPort: Bool, acceptsIPv4: Bool) throws {
    let listener = try Socket.listen(
      at: .inet6(.any, port: 0), backlog: 5, reusesPort: reusesPort, acceptsIPv4: acceptsIPv4)
    let options = [
      try listener.option(.SO_REUSEADDR), try listener.option(.SO_REUSEPORT), try listener.option(.IPV6_V6ONLY),
    ]
    let python = try Python.lines(
      """
      s = socket.create_server(("", 0), family=socket.AF_INET6, backlog=5,
          reuse_port=sys.argv[1] == "true", dualstack_ipv6=sys.argv[2] == "true")
      for level, name in [(1, socket.SO_REUSEADDR), (1, socket.SO_REUSEPORT), (41, socket.IPV6_V6ONLY)]:
          print("true" if s.getsockopt(level, name) else "false")
      """, "\(reusesPort)", "\(acceptsIPv4)")
    #expect(options.map { "\($0)" } == python)
    #expect(try listener.option(.SO_ACCEPTCONN))
  }

  @Test("two listeners share a port if both ask for it")
  func sharedPort() throws {
    let first = try Socket.listen(port: 0, reusesPort: true)
    let port = try #require(try first.localAddress.port)
    _ = try Socket.listen(port: port, reusesPort: true)
    #expect(failure { _ = try Socket.listen(port: port) }?.errno == .addressInUse)
  }

  @Test("an error names the address", arguments: [false, true])
  func errors(acceptsIPv4: Bool) throws {
    let first = try Socket.listen(at: .inet6(.any, port: 0), acceptsIPv4: acceptsIPv4)
    let address = try first.localAddress
    let error = failure { _ = try Socket.listen(at: address, acceptsIPv4: acceptsIPv4) }
    #expect(error == SocketError("bind", "to \(address)", .errno(.addressInUse)))
    let datagram = failure { _ = try Socket.listen(at: .inet(.loopback, port: 0), type: .datagram) }
    #expect(datagram == SocketError("listen", "at 127.0.0.1:0", .errno(.notSupportedOnSocket)))
  }

  @Test("dual stack is for inet6 only")
  func dualStackFamily() throws {
    for address in [SocketAddress.inet(.any, port: 0), .unixUnnamed, SocketAddress()] {
      #expect(
        failure { _ = try Socket.listen(at: address, acceptsIPv4: true) }
          == SocketError("listen", "at \(address)", .invalidAddress(.wrongFamily(.inet6))))
    }
    #expect(try Python.value("socket.create_server(('', 0), dualstack_ipv6=True)") == "ValueError None")
  }

  @Test("other families and types listen too")
  func otherFamilies() throws {
    let directory = try TemporaryDirectory()
    let address = try SocketAddress.unix(directory.path + "/s")
    let listener = try Socket.listen(at: address, type: .sequentialPacket)
    let client = try Socket(.unix, .sequentialPacket)
    try client.connect(to: address)
    #expect(try listener.accept().address == .unixUnnamed)
  }

  @Test("the kernel says whether a unix listener can share its address, where Python does not ask it")
  func unixSharing() throws {
    let error = failure { _ = try Socket.listen(at: .unixUnnamed, reusesPort: true) }
    let python = try Python.value("socket.socket(socket.AF_UNIX).setsockopt(1, socket.SO_REUSEPORT, 1)")
    #expect((error?.errno == nil ? "None" : "OSError \(error!.errno!.rawValue)") == python)
  }

  @Test("a negative backlog is none, as in Python")
  func backlog() throws {
    for backlog in [-1, Int.min, 0] {
      let listener = try Socket.listen(at: .inet(.loopback, port: 0), backlog: backlog)
      // ss(8) shows it, and so does this: of a listener, the kernel reports the backlog there.
      #expect(try listener.option(.TCP_INFO).tcpi_sacked == 0)
      try listener.listen(backlog: 7)
      #expect(try listener.option(.TCP_INFO).tcpi_sacked == 7)
      try listener.listen(backlog: backlog)
      #expect(try listener.option(.TCP_INFO).tcpi_sacked == 0)
    }
  }

  @Test("IPv6 and dual stack are there if Python says so")
  func versions() throws {
    let bind = "(lambda s: s.bind(('::1', 0)))(socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))"
    #expect(try Socket.hasIPv6 == (Python.value(bind) == "None"))
    #expect(try Socket.hasDualStack == (Python.value("socket.has_dualstack_ipv6()") == "True"))
  }

  @Test(
    "without IPv6 on the loopback interface there is none",
    .enabled(if: Namespace.isAllowed, Namespace.reason))
  func noIPv6() throws {
    try Namespace.network.run { () throws in
      // A new network namespace has the loopback interface, and that is down.
      #expect(!Socket.hasIPv6)
      #expect(try NetworkInterface.all.contains { $0.name == "lo" })
    }
  }

  @Test(
    "a link-local address keeps its zone, in text, in lookups and in connections",
    .enabled(if: Namespace.isAllowed, Namespace.reason))
  func zones() throws {
    try Namespace.network.run { () throws in
      // Brings the loopback interface up and gives it fe80::77: SIOCSIFFLAGS and, for IPv6, SIOCSIFADDR.
      _ = try Python.lines(
        """
        import fcntl, struct
        with socket.socket() as s:
            fcntl.ioctl(s, 0x8914, struct.pack("16sh14x", b"lo", 0x41))
        with socket.socket(socket.AF_INET6) as s:
            address = socket.inet_pton(socket.AF_INET6, "fe80::77")
            fcntl.ioctl(s, 0x8916, struct.pack("16sIi", address, 64, socket.if_nametoindex("lo")))
        """)
      let index = try NetworkInterface(named: "lo").index
      let listener = try Socket.listen(at: .inet6("fe80::77%lo", port: 0))
      let address = try listener.localAddress
      let port = try #require(address.port)
      #expect(address.scope == index)
      #expect(address.description == "[fe80::77%lo]:\(port)")
      for host in ["fe80::77%lo", "fe80::77%\(index)"] {
        #expect(try SocketAddress.resolve(host: host, port: port) == address)
        #expect(try SocketAddress.resolve(host: host, port: port, family: .inet6) == address)
        #expect(try AddressInfo.lookup(host: host, port: port, type: .stream).map(\.address) == [address])
        for attempts in [ConnectionAttempts.inTurn(), .overlapping()] {
          let client = try Socket.connect(to: host, port: port, timeout: .seconds(5), attempts: attempts)
          #expect(try client.remoteAddress == address)
          #expect(try listener.accept().address.scope == index)
        }
      }
      #expect(try NameInfo.lookup(address, flags: .NI_NUMERICHOST).host == "fe80::77%lo")
      // Python loses the zone of a pair.
      #expect(
        try Python.value("socket.socket(socket.AF_INET6).connect((a[0], int(a[1])))", "fe80::77%lo", "\(port)")
          == "OSError 22")
    }
  }
}
