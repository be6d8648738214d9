import KernelSockets
import Testing

@Suite("Addresses through the kernel, with Python at the other end")
struct AddressPythonTests {
  @Test("netlink: each side sees the address that the other was bound to")
  func netlink() throws {
    let python = try Python(
      """
      own = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_USERSOCK)
      own.bind((0, 5))
      print(*own.getsockname())
      data, sender = own.recvfrom(100)
      print(data, *sender)
      own.sendto(b"from Python", sender)
      """)
    let bound = try python.line().split(separator: " ").compactMap { UInt32($0) }
    let socket = try Socket(.netlink, .raw, .NETLINK_USERSOCK, mode: .timeout(.seconds(10)))
    try socket.bind(to: .netlink(groups: 0x10))
    let own = try #require(try socket.localAddress.netlink)
    #expect(own.portID != 0)
    #expect(own.groups == 0x10)
    #expect(try SocketAddress(parsing: socket.localAddress.description) == socket.localAddress)

    try socket.send("from Swift".utf8, to: .netlink(portID: bound[0]))
    #expect(try python.line() == "b'from Swift' \(own.portID) 0")
    let (data, sender) = try socket.receiveFrom(upTo: 100)
    #expect(String(data) == "from Python")
    #expect(sender == .netlink(portID: bound[0]))
    python.expectSuccess()

    let error = failure { try Socket(.netlink, .raw, .NETLINK_USERSOCK).bind(to: .netlink(portID: own.portID)) }
    #expect(error?.errno == .addressInUse)
  }

  @Test("packet: getsockname and recvfrom tell both sides the same about the same frame")
  func packet() throws {
    let types = [EtherType.unused, .unused]
    let python = try Python(
      """
      own = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(\(types[0].rawValue)))
      own.bind(("lo", \(types[0].rawValue)))
      def show(address): print(*address[:4], address[4].hex(":"))
      show(own.getsockname())
      show(own.recvfrom(100)[1])
      sender = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM)
      sender.sendto(b"from Python", ("lo", \(types[1].rawValue), 0, 0, b"\\2\\2\\3\\4\\5\\6"))
      """)
    func shown(_ address: SocketAddress) throws -> String {
      guard let parts = address.packet else { return "no packet address" }
      let hardware = parts.hardwareAddress.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
      return try [
        NetworkInterface.name(of: parts.interfaceIndex), "\(parts.protocol.rawValue)",
        "\(parts.packetType.rawValue)", "\(parts.hardwareType.rawValue)", hardware,
      ].joined(separator: " ")
    }

    let sockets = try types.map { type throws in
      let socket = try Socket(.packet, .datagram, mode: .timeout(.seconds(10)))
      try socket.bind(to: .packet(interface: "lo", protocol: type))
      return socket
    }
    let bound = try sockets[0].localAddress
    #expect(try python.line() == shown(bound))
    let type = String(types[0].rawValue, radix: 16)
    #expect(bound.description == "packet:lo 0x\(type) hardware 772 address 00:00:00:00:00:00 length 18")
    #expect(try SocketAddress(parsing: bound.description) == bound)

    let destination = try SocketAddress.packet(
      interface: "lo", protocol: types[0], hardwareAddress: [1, 2, 3, 4, 5, 6])
    try sockets[1].send("from Swift".utf8, to: destination)
    let (data, source) = try sockets[0].receiveFrom(upTo: 100)
    let seen = try #require(source)
    #expect(String(data).hasPrefix("from Swift"))
    #expect(seen.packet?.packetType == .PACKET_MULTICAST)
    #expect(try python.line() == shown(seen))

    let (answer, origin) = try sockets[1].receiveFrom(upTo: 100)
    let sender = try #require(origin)
    #expect(String(answer).hasPrefix("from Python"))
    #expect(sender.packet?.packetType == .PACKET_OTHERHOST)
    #expect(sender.packet?.protocol == types[1])
    #expect(try SocketAddress(parsing: sender.description) == sender)
    python.expectSuccess()
  }

  @Test("packet: the empty name binds to all interfaces, which Python can't")
  func allInterfaces() throws {
    let socket = try Socket(.packet, .raw)
    try socket.bind(to: .packet(interface: "", protocol: .ETH_P_ALL))
    let parts = try #require(try socket.localAddress.packet)
    #expect(parts.interfaceIndex == 0)
    #expect(parts.protocol == .ETH_P_ALL)
    #expect(try socket.localAddress.description == "packet:any 0x0003 length 12")
  }

  @Test("inet6: flow label and scope, as Python's tuple has them")
  func inet6() throws {
    let python = try Python(
      """
      own = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
      own.bind(("::1", 0, 0, 0))
      print(own.getsockname()[1])
      data, sender = own.recvfrom(100)
      print(*sender)
      own.sendto(data, sender)
      """)
    let port = try #require(UInt16(try python.line()))
    let socket = try Socket(.inet6, .datagram, mode: .timeout(.seconds(10)))
    try socket.bind(to: .inet6(.loopback, port: 0))
    let peer = SocketAddress.inet6(.loopback, port: port, flowInfo: 0xFFFFF)
    try socket.send("x".utf8, to: peer)
    #expect(try python.line() == "::1 \(try #require(try socket.localAddress.port)) 0 0")
    #expect(try socket.receiveFrom(upTo: 10).address == .inet6(.loopback, port: port))
    python.expectSuccess()
  }

  @Test("unix: the kernel chooses an abstract name of five digits, and Python binds the longest names too")
  func unix() throws {
    let automatic = try Socket(.unix, .datagram, mode: .timeout(.seconds(10)))
    try automatic.bind(to: .unixUnnamed)
    let name = try #require(try automatic.localAddress.abstractName)
    #expect(name.count == 5)
    #expect(
      name.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0 })

    let directory = try TemporaryDirectory()
    let prefix = directory.path + "/"
    let path = Array(prefix.utf8) + [UInt8](repeating: 0xFF, count: 107 - prefix.utf8.count)
    let abstract = Array(prefix.utf8) + [0] + [UInt8](repeating: 0x80, count: 106 - prefix.utf8.count)
    let python = try Python(
      """
      prefix = sys.argv[1].encode()
      for name in [(prefix + b"/").ljust(107, b"\\xff"), b"\\0" + (prefix + b"/\\0").ljust(107, b"\\x80")]:
          own = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
          own.bind(name)
          own.sendto(b"x", b"\\0" + sys.argv[2].encode())
      """, directory.path, String(name))
    #expect(try automatic.receiveFrom(upTo: 10).address == .unix(path: path))
    let sender = try #require(try automatic.receiveFrom(upTo: 10).address)
    #expect(sender == (try .unix(abstract: abstract)))
    #expect(sender.byteCount == 110)
    #expect(try SocketAddress(parsing: sender.description) == sender)
    python.expectSuccess()
  }
}
