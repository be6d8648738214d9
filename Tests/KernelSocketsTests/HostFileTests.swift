import Foundation
import KernelSockets
import Testing

/// Hosts, services and protocols from files of the test's own, which Python reads too.
@Suite("Names in the machine's files", .enabled(if: Namespace.isAllowed, Namespace.reason))
struct HostFileTests {
  /// Names of 5,000 bytes in all: more than the first buffer holds.
  static let many = (1...500).map { "alias-\($0)" }

  static let hosts = """
    127.0.0.1 localhost
    127.0.0.5 www.kernel.test kernel www
    127.0.0.6 www.kernel.test
    fe80::5 www.kernel.test six
    127.0.0.7 xn--bcher-kva.test
    127.0.0.8 xn--strae-oqa.test
    127.0.0.9 strasse.test
    127.0.0.10 \(many.joined(separator: " "))
    127.0.0.11 short long.kernel.test
    127.0.0.12 plain simple
    """

  static let services = """
    kernel-test 4711/tcp kt
    kernel-test 4712/udp
    many 4713/tcp \(many.joined(separator: " "))
    """

  static let protocols = "kernel-test 253 KT\nmany 254 \(many.joined(separator: " "))\n"

  /// Runs `body` where these are the files.
  func withFiles<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) throws -> Value {
    try ([.files, .machineName] as Namespace).run {
      let directory = try TemporaryDirectory()
      for (name, text) in [("hosts", Self.hosts), ("services", Self.services), ("protocols", Self.protocols)] {
        try text.write(toFile: "\(directory.path)/\(name)", atomically: true, encoding: .utf8)
        try Namespace.show("\(directory.path)/\(name)", at: "/etc/\(name)")
      }
      return try body()
    }
  }

  /// A host as Python prints it.
  static func text(_ host: HostInfo) -> String {
    func list(_ strings: [String]) -> String { "[" + strings.map { "'\($0)'" }.joined(separator: ", ") + "]" }
    return "('\(host.name)', \(list(host.aliases)), \(list(host.addresses.map(\.description))))"
  }

  @Test(
    "hosts by name are those that Python finds: official name, aliases, addresses",
    arguments: ["localhost", "www.kernel.test", "kernel", "www", "alias-1", "alias-500", "127.0.0.5", "plain"])
  func byName(name: String) throws {
    try withFiles { () throws in
      #expect(try Self.text(.lookup(name: name)) == Python.value("socket.gethostbyname_ex(a[0])", name))
      #expect(try IPv4Address.resolve(name).description == Python.value("socket.gethostbyname(a[0])", name))
    }
  }

  @Test(
    "hosts by address are those that Python finds",
    arguments: ["127.0.0.5", "127.0.0.6", "127.0.0.10", "fe80::5", "kernel", "six", "fe80::5%lo", "bücher.test"])
  func byAddress(host: String) throws {
    try withFiles { () throws in
      let expected = try Python.value("socket.gethostbyaddr(a[0])", host)
      #expect(try Self.text(.lookup(addressOf: host)) == expected)
      if let address = IPAddress(host) { #expect(try Self.text(.lookup(address: address)) == expected) }
    }
  }

  @Test("IPv6 addresses of a host, which Python does not look for")
  func sixByName() throws {
    try withFiles { () throws in
      let host = try HostInfo.lookup(name: "six", family: .inet6)
      #expect(host == HostInfo(name: "www.kernel.test", aliases: ["six"], addresses: [.v6(IPv6Address("fe80::5")!)]))
    }
  }

  @Test(
    "names that are not ASCII are looked up as in the DNS",
    arguments: ["bücher.test", "BÜCHER.test", "bu\u{308}cher.test"])
  func international(name: String) throws {
    try withFiles { () throws in
      let answers = try AddressInfo.lookup(host: name, port: 80, type: .stream).map(\.address.description)
      let python = try Python.lines(
        "for one in socket.getaddrinfo(sys.argv[1], 80, type=1): print('%s:%d' % one[4])", name)
      #expect(answers == python)
      #expect(answers == ["127.0.0.7:80"])
      #expect(try HostInfo.lookup(name: name).name == "xn--bcher-kva.test")
      #expect(try Self.text(.lookup(name: name)) == Python.value("socket.gethostbyname_ex(a[0])", name))
      #expect(try SocketAddress.resolve(host: name, port: 7).description == "127.0.0.7:7")
    }
  }

  @Test("IDNA 2008, as browsers do: ß is a letter of its own, where Python makes it ss")
  func sharpS() throws {
    try withFiles { () throws in
      #expect(try IPv4Address.resolve("straße.test") == IPv4Address(127, 0, 0, 8))
      #expect(try Python.value("socket.gethostbyname(a[0])", "straße.test") == "127.0.0.9")
    }
  }

  @Test("names in the DNS's form come back as text on request")
  func toText() throws {
    try withFiles { () throws in
      let address = try SocketAddress.inet("127.0.0.7", port: 80)
      #expect(try NameInfo.lookup(address, flags: .NI_NUMERICSERV).host == "xn--bcher-kva.test")
      #expect(try NameInfo.lookup(address, flags: [.NI_IDN, .NI_NUMERICSERV]).host == "bücher.test")
      // Python has no name for the flag, but takes it, in a locale with UTF-8.
      let flags = NameInfoFlags([.NI_IDN, .NI_NUMERICSERV]).rawValue
      #expect(
        try Python.value("ascii(socket.getnameinfo(('127.0.0.7', 80), int(a[0]))[0].encode('utf8'))", "\(flags)")
          == #"b'b\xc3\xbccher.test'"#)
      let canonical: AddressInfoFlags = [.AI_CANONNAME, .AI_CANONIDN]
      #expect(
        try AddressInfo.lookup(host: "xn--bcher-kva.test", port: 1, flags: canonical).first?.canonicalName
          == "bücher.test")
      #expect(
        try AddressInfo.lookup(host: "bücher.test", port: 1, flags: .AI_CANONNAME).first?.canonicalName
          == "xn--bcher-kva.test")
    }
  }

  @Test("the thread's locale is as before")
  func localeRestored() throws {
    try withFiles { () throws in
      let before = unsafe uselocale(nil)
      _ = try AddressInfo.lookup(host: "bücher.test", port: 80)
      #expect(unsafe uselocale(nil) == before)
    }
  }

  @Test(
    "full names are those that Python finds",
    arguments: [
      "", "kernel", " kernel\t", "short", "plain", "127.0.0.11", "::", "0.0.0.0", "nonesuch.invalid", "fe80::5",
    ])
  func fullNames(name: String) throws {
    try withFiles { () throws in
      for machine in ["short", "kernel", "nonesuch"] {
        try LocalHost.setName(machine)
        #expect(try HostInfo.fullyQualifiedName(of: name) == Python.value("socket.getfqdn(a[0])", name))
      }
    }
  }

  @Test(
    "services by name and by port are those that Python finds",
    arguments: [
      ("kernel-test", "tcp", 4711), ("kernel-test", "udp", 4712), ("kernel-test", nil, 4711), ("kt", nil, 4711),
      ("alias-500", "tcp", 4713),
    ] as [(String, String?, UInt16)])
  func services(name: String, protocol: String?, port: UInt16) throws {
    try withFiles { () throws in
      let service = try Service.lookup(name: name, protocol: `protocol`)
      #expect(service.port == port)
      #expect(service.protocol == `protocol` ?? "tcp")
      let arguments = [name] + (`protocol`.map { [$0] } ?? [])
      #expect(try Python.value("socket.getservbyname(*a[0].split())", arguments.joined(separator: " ")) == "\(port)")
      let back = try Service.lookup(port: port, protocol: `protocol`)
      #expect(back == service)
      let query = "socket.getservbyport(int(a[0]), *a[1].split())"
      #expect(try Python.value(query, "\(port)", `protocol` ?? "") == back.name)
      if name == "alias-500" { #expect(service.aliases == Self.many) }
    }
  }

  @Test("protocols by name are those that Python finds", arguments: ["kernel-test", "KT", "many", "alias-500"])
  func protocols(name: String) throws {
    try withFiles { () throws in
      #expect(
        try "\(SocketProtocol(named: name).rawValue)" == Python.value("socket.getprotobyname(a[0])", name))
    }
  }

  @Test("this machine is given a name, in a namespace of its own")
  func setName() throws {
    let before = try LocalHost.name
    try withFiles { () throws in
      for name in ["kernel-sockets", String(repeating: "n", count: 64), "größer"] {
        try LocalHost.setName(name)
        #expect(try LocalHost.name == name)
        #expect(try Python.value("socket.gethostname()") == name)
      }
      _ = try Python.lines("socket.sethostname('from-python')")
      #expect(try LocalHost.name == "from-python")
      let tooLong = String(repeating: "n", count: 65)
      #expect(
        failure { try LocalHost.setName(tooLong) }
          == SocketError("sethostname", "\"\(tooLong)\"", .invalidAddress(.tooLong(limit: 64))))
      #expect(try Python.value("socket.sethostname(a[0])", tooLong) == "OSError 22")
      #expect(failure { try LocalHost.setName("a\0b") }?.cause == .invalidAddress(.containsNUL))
      #expect(try LocalHost.name == "from-python")
    }
    #expect(try LocalHost.name == before)
  }
}
