import KernelSockets
import Testing

@Suite("One address for a host and a port")
struct ResolveTests {
  /// What Python makes of the pair: the address of a datagram socket that is bound to it, or connected for broadcast.
  static let pythons = """
    (lambda s: (s.bind((a[1], int(a[2]))), s.getsockname()[:2])[1])(socket.socket(getattr(socket, a[0]), socket.SOCK_DGRAM))
    """

  @Test(
    "IPv4 hosts are those of Python's pairs",
    arguments: [
      "", "127.0.0.1", "127.1", "0x7f.0.0.2", "localhost", "0.0.0.0", "ｌｏｃａｌｈｏｓｔ", "255.255.255.255", "<broadcast>",
    ])
  func inet(host: String) throws {
    let address = try SocketAddress.resolve(host: host, port: 0, family: .inet)
    #expect(address.family == .inet)
    let socket = try Socket(.inet, .datagram)
    try socket.bind(to: address)
    let bound = try socket.localAddress
    let python = try Python.value(Self.pythons + "[0]", "AF_INET", host, "0")
    #expect(try #require(bound.host) == python)
    #expect(try IPv4Address.resolve(host).description == Python.value("socket.gethostbyname(a[0])", host))
  }

  @Test("IPv6 hosts are those of Python's pairs", arguments: ["", "::1", "::", "0:0::1"])
  func inet6(host: String) throws {
    let socket = try Socket(.inet6, .datagram)
    try socket.bind(to: .resolve(host: host, family: .inet6))
    let python = try Python.value(Self.pythons + "[0]", "AF_INET6", host, "0")
    #expect(try #require(try socket.localAddress.host) == python)
  }

  @Test("any family: digits are of their own, and nothing is all interfaces")
  func unspecified() throws {
    #expect(try SocketAddress.resolve(host: "::1", port: 1) == .inet6(.loopback, port: 1))
    #expect(try SocketAddress.resolve(host: "127.0.0.1", port: 1) == .inet(.loopback, port: 1))
    #expect(try SocketAddress.resolve(host: "<broadcast>", port: 1) == .inet(.broadcast, port: 1))
    let any = try SocketAddress.resolve(host: "", port: 65535)
    #expect(any == .inet(.any, port: 65535) || any == .inet6(.any, port: 65535))
  }

  @Test(
    "digits of the other family are refused, as in Python",
    arguments: [("::1", AddressFamily.inet), ("1.2.3.4", .inet6), ("<broadcast>", .inet6)])
  func otherFamily(host: String, family: AddressFamily) throws {
    #expect(failure { _ = try SocketAddress.resolve(host: host, family: family) }?.cause == .resolver(.EAI_ADDRFAMILY))
    let python = try Python.value("socket.socket(int(a[0])).bind((a[1], 0))", "\(family.rawValue)", host)
    #expect(python == (host == "<broadcast>" ? "OSError None" : "gaierror -9"))
    #expect(failure { _ = try SocketAddress.resolve(host: "::1", family: .unix) }?.cause == .resolver(.EAI_FAMILY))
  }

  @Test("special hosts in digits' place, and not in the text of an address")
  func special() throws {
    #expect(try SocketAddress.inet("", port: 1) == .inet(.any, port: 1))
    #expect(try SocketAddress.inet("<broadcast>", port: 1) == .inet(.broadcast, port: 1))
    #expect(try SocketAddress.inet6("", port: 1) == .inet6(.any, port: 1))
    #expect(failure { _ = try SocketAddress.inet6("<broadcast>", port: 1) }?.cause == .invalidAddress(.malformed))
    for text in [":80", "<broadcast>:80", "[]:80"] { #expect(SocketAddress(text) == nil) }
  }

  @Test("a broadcast address receives what is sent to it")
  func broadcast() throws {
    let socket = try Socket(.inet, .datagram)
    #expect(failure { try socket.connect(to: .inet("<broadcast>", port: 9)) }?.errno == .permissionDenied)
    try socket.setOption(.SO_BROADCAST, true)
    #expect(failure { try socket.connect(to: .inet("<broadcast>", port: 9)) }?.errno != .permissionDenied)
  }
}
