import Foundation
import KernelSockets
import Testing

@Suite("Names of hosts, services and this machine")
struct NameTests {
  @Test("this machine's name is the one that Python says")
  func localName() throws {
    #expect(try LocalHost.name == Python.value("socket.gethostname()"))
  }

  @Test(
    "names that are not ASCII resolve as in Python, digits among them", arguments: ["ｌｏｃａｌｈｏｓｔ", "127。0。0。1", "１２７.1"])
  func wide(host: String) throws {
    let ours = try AddressInfo.lookup(host: host, port: 80, family: .inet, type: .stream).map(\.address.description)
    let python = try Python.lines(
      "for one in socket.getaddrinfo(sys.argv[1], 80, 2, 1): print('%s:%d' % one[4])", host)
    #expect(ours == python)
    #expect(ours == ["127.0.0.1:80"])
  }

  @Test("a name that can't be a domain name is refused by its own number")
  func noDomainName() throws {
    let label = String(repeating: "ü", count: 64)
    #expect(failure { _ = try AddressInfo.lookup(host: label, port: 1) }?.cause == .resolver(.EAI_IDN_ENCODE))
    #expect(failure { _ = try HostInfo.lookup(name: label) }?.cause == .resolver(.EAI_IDN_ENCODE))
    #expect(try Python.value("socket.getaddrinfo(a[0], 1)", label) == "UnicodeError None")
  }

  @Test(
    "what Python refuses or looks up in vain, so do we",
    arguments: [
      ("", AddressInfoError.EAI_NONAME, "gaierror -2"), ("no such host", .EAI_NONAME, "gaierror -2"),
      ("::1", .EAI_ADDRFAMILY, "gaierror -9"), ("1.2.3.4.5", .EAI_NONAME, "gaierror -2"),
    ])
  func refused(host: String, error: AddressInfoError, python: String) throws {
    #expect(failure { _ = try AddressInfo.lookup(host: host, port: 1, family: .inet) }?.cause == .resolver(error))
    #expect(try Python.value("socket.getaddrinfo(a[0], 1, socket.AF_INET)", host) == python)
  }

  @Test("labels that are too long or empty are refused by the resolver, where Python's codec refuses them")
  func badLabels() throws {
    for host in [String(repeating: "a", count: 64) + ".invalid", "a..invalid"] {
      #expect(failure { _ = try AddressInfo.lookup(host: host, port: 1) }?.cause == .resolver(.EAI_NONAME))
      #expect(try Python.value("socket.getaddrinfo(a[0], 1)", host) == "UnicodeError None")
    }
  }

  @Test("types with flags in them, and unknown flags, are refused as in Python")
  func badHints() throws {
    let flagged = SocketType(rawValue: SocketType.stream.rawValue | SocketFlags.SOCK_NONBLOCK.rawValue)
    #expect(
      failure { _ = try AddressInfo.lookup(host: "::1", port: 1, type: flagged) }?.cause == .resolver(.EAI_SOCKTYPE))
    #expect(
      try Python.value("socket.getaddrinfo('::1', 1, type=socket.SOCK_STREAM | socket.SOCK_NONBLOCK)")
        == "gaierror \(AddressInfoError.EAI_SOCKTYPE.rawValue)")
    let flags = AddressInfoFlags(rawValue: 1 << 30)
    #expect(
      failure { _ = try AddressInfo.lookup(host: "::1", port: 1, flags: flags) }?.cause == .resolver(.EAI_BADFLAGS))
    #expect(try Python.value("socket.getaddrinfo('::1', 1, flags=1 << 30)") == "gaierror -1")
    #expect(
      failure { _ = try AddressInfo.lookup(host: "::1", port: 1, family: .unix) }?.cause == .resolver(.EAI_FAMILY))
    #expect(try Python.value("socket.getaddrinfo('::1', 1, 1)") == "gaierror -6")
  }

  @Test(
    "services in digits are those of Python up to 65535, and refused beyond, where it wraps",
    arguments: ["", "0", "80", "65535", " 80", "+80", "80 ", "nonesuch", "-", "+", "8o"])
  func services(service: String) throws {
    let python = try Python.value("socket.getaddrinfo('127.0.0.1', a[0], type=1)[0][4][1]", service)
    let answers = Result { try AddressInfo.lookup(host: "127.0.0.1", service: service, type: .stream) }
    switch answers {
    case .success(let answers): #expect("\(try #require(answers.first?.address.port))" == python)
    case .failure(let error):
      #expect((error as? SocketError)?.cause == .resolver(.EAI_SERVICE))
      #expect(python == "gaierror -8")
    }
  }

  @Test("ports beyond 65535", arguments: ["65536", " 65616", "+65616", "-1", "-80", "99999999999999999999"])
  func badPorts(service: String) throws {
    #expect(
      failure { _ = try AddressInfo.lookup(host: "127.0.0.1", service: service) }
        == SocketError("lookup", "of 127.0.0.1, port \(service)", .invalidAddress(.port)))
  }

  @Test("a zero byte is refused wherever C would stop reading")
  func zeroBytes() {
    let zero = SocketError.Cause.invalidAddress(.containsNUL)
    #expect(failure { _ = try HostInfo.lookup(name: "localhost\0.example") }?.cause == zero)
    #expect(failure { _ = try HostInfo.lookup(name: "ｌocalhost\0.example") }?.cause == zero)
    #expect(failure { _ = try HostInfo.lookup(addressOf: "localhost\0.example") }?.cause == zero)
    #expect(failure { _ = try HostInfo.fullyQualifiedName(of: "localhost\0.example") }?.cause == zero)
    #expect(failure { _ = try Service.lookup(name: "http\0") }?.cause == zero)
    #expect(failure { _ = try Service.lookup(name: "http", protocol: "tcp\0") }?.cause == zero)
    #expect(failure { _ = try Service.lookup(port: 80, protocol: "tcp\0") }?.cause == zero)
    #expect(failure { _ = try SocketProtocol(named: "tcp\0") }?.cause == zero)
    #expect(failure { _ = try SocketAddress.resolve(host: "127.0.0.1\0", port: 1) }?.cause == zero)
    #expect(failure { _ = try IPv4Address.resolve("127.0.0.1\0") }?.cause == zero)
    #expect(failure { _ = try NetworkInterface(named: "lo\0") }?.cause == zero)
  }

  @Test("a host that is not there is an error of the host lookup, by the number that Python says")
  func unknownHosts() throws {
    let error = failure { _ = try HostInfo.lookup(address: .v4(IPv4Address(192, 0, 2, 1))) }
    #expect(error == SocketError("lookup", "of 192.0.2.1", .hostLookup(.HOST_NOT_FOUND)))
    #expect(error?.description == "lookup of 192.0.2.1: HOST_NOT_FOUND, Unknown host")
    #expect(try Python.value("socket.gethostbyaddr('192.0.2.1')") == "herror 1")
    #expect(failure { _ = try HostInfo.lookup(name: "nonesuch.invalid") }?.cause == .hostLookup(.HOST_NOT_FOUND))
    let family = failure { _ = try HostInfo.lookup(name: "localhost", family: .unix) }
    #expect(family?.errno == .addressFamilyNotSupported)
    // As in Python, nothing is special here.
    for name in ["", "<broadcast>"] {
      guard case .hostLookup = failure({ _ = try HostInfo.lookup(name: name) })?.cause else {
        Issue.record("\(name) is no host")
        continue
      }
      #expect(try Python.value("socket.gethostbyname_ex(a[0])", name).hasPrefix("herror"))
    }
  }

  @Test("the numbers and texts of the host lookup are those of the header", arguments: 1...4)
  func hostLookupErrors(number: Int32) throws {
    let error = HostLookupError(rawValue: number)
    let names = ["HOST_NOT_FOUND", "TRY_AGAIN", "NO_RECOVERY", "NO_DATA"]
    #expect(error.description == names[Int(number) - 1])
    let all: [HostLookupError] = [.HOST_NOT_FOUND, .TRY_AGAIN, .NO_RECOVERY, .NO_DATA]
    #expect(all[Int(number) - 1] == error)
    let text = try Python.lines(
      """
      import ctypes
      hstrerror = ctypes.CDLL(None).hstrerror
      hstrerror.restype = ctypes.c_char_p
      print(hstrerror(int(sys.argv[1])).decode())
      """, "\(number)")[0]
    #expect(SocketError("lookup", .hostLookup(error)).description == "lookup: \(error), \(text)")
    #expect(HostLookupError(rawValue: 77).description == "77")
  }

  @Test("the machine's services and protocols are those that Python finds")
  func databases() throws {
    for name in ["http", "domain", "ssh"] {
      #expect(
        try "\(Service.lookup(name: name, protocol: "tcp").port)" == Python.value("socket.getservbyname(a[0])", name))
    }
    for port: UInt16 in [22, 53, 443] {
      #expect(try Service.lookup(port: port).name == Python.value("socket.getservbyport(int(a[0]))", "\(port)"))
    }
    #expect(try SocketProtocol(named: "tcp") == .IPPROTO_TCP)
    #expect(try SocketProtocol(named: "UDP") == .IPPROTO_UDP)
  }

  @Test("services and protocols that are not there are so in Python too")
  func unknownServices() throws {
    #expect(
      failure { _ = try Service.lookup(name: "nonesuch") } == SocketError("lookup", "of service nonesuch", .notFound))
    #expect(
      failure { _ = try Service.lookup(name: "http", protocol: "nonesuch") }
        == SocketError("lookup", "of service http/nonesuch", .notFound))
    #expect(failure { _ = try Service.lookup(port: 1, protocol: "nonesuch") }?.cause == .notFound)
    #expect(
      failure { _ = try SocketProtocol(named: "nonesuch") } == SocketError("lookup", "of protocol nonesuch", .notFound))
    #expect(try Python.value("socket.getservbyname('nonesuch')") == "OSError None")
    #expect(try Python.value("socket.getservbyport(1, 'nonesuch')") == "OSError None")
    #expect(try Python.value("socket.getprotobyname('nonesuch')") == "OSError None")
  }

  @Test(
    "names of addresses are those that Python finds, with every flag",
    arguments: ["127.0.0.1", "::1", "fe80::1%lo", "192.0.2.1"], [80, 53, 12345] as [UInt16])
  func nameInfo(host: String, port: UInt16) throws {
    let address = try SocketAddress.resolve(host: host, port: port)
    for flags: NameInfoFlags in [
      [], .NI_NUMERICHOST, .NI_NUMERICSERV, .NI_DGRAM, .NI_NOFQDN, [.NI_NUMERICHOST, .NI_NUMERICSERV],
    ] {
      let names = try NameInfo.lookup(address, flags: flags)
      let tuple = host == "fe80::1%lo" ? "('fe80::1', int(a[1]), 0, socket.if_nametoindex('lo'))" : "(a[0], int(a[1]))"
      let python = try Python.value(
        "'%s %s' % socket.getnameinfo(\(tuple), int(a[2]))", host, "\(port)", "\(flags.rawValue)")
      #expect("\(names.host) \(names.service)" == python)
    }
  }

  @Test("an address without a name, a family without names, and flags without meaning are refused as in Python")
  func nameInfoFailures() throws {
    let nameless = try SocketAddress.inet("192.0.2.1", port: 1)
    let error = failure { _ = try NameInfo.lookup(nameless, flags: .NI_NAMEREQD) }
    #expect(error == SocketError("lookup", "of 192.0.2.1:1", .resolver(.EAI_NONAME)))
    #expect(try Python.value("socket.getnameinfo(('192.0.2.1', 1), socket.NI_NAMEREQD)") == "gaierror -2")
    #expect(failure { _ = try NameInfo.lookup(SocketAddress()) }?.cause == .resolver(.EAI_FAMILY))
    let netlink = SocketAddress(Linux.sockaddr_nl())
    #expect(failure { _ = try NameInfo.lookup(netlink) }?.cause == .resolver(.EAI_FAMILY))
    let flags = NameInfoFlags(rawValue: 1 << 30)
    #expect(failure { _ = try NameInfo.lookup(nameless, flags: flags) }?.cause == .resolver(.EAI_BADFLAGS))
    #expect(try Python.value("socket.getnameinfo(('192.0.2.1', 1), 1 << 30)") == "gaierror -1")
  }

  @Test("a unix path of full length is a service")
  func unixName() throws {
    let path = "/" + String(repeating: "p", count: 106)
    #expect(try NameInfo.lookup(try .unix(path)).service == path)
  }
}

@Suite("Interfaces")
struct InterfaceTests {
  @Test("all interfaces, in Python's order")
  func all() throws {
    let interfaces = try NetworkInterface.all
    #expect(interfaces.contains { $0.name == "lo" })
    let text = interfaces.map { "(\($0.index), '\($0)')" }.joined(separator: ", ")
    #expect(try Python.value("socket.if_nameindex()") == "[\(text)]")
    for interface in interfaces {
      #expect(try NetworkInterface(named: interface.name) == interface)
      #expect(try NetworkInterface(index: interface.index) == interface)
    }
  }

  @Test("names that are too long are told from names that are not there; Python says ENODEV")
  func unknown() throws {
    #expect(
      failure { _ = try NetworkInterface(named: "an-interface-0000") }
        == SocketError("if_nametoindex", "an-interface-0000", .invalidAddress(.tooLong(limit: 15))))
    #expect(failure { _ = try NetworkInterface(named: "an-interface-00") }?.errno == .operationNotSupportedByDevice)
    #expect(failure { _ = try NetworkInterface(named: "") }?.errno == .operationNotSupportedByDevice)
    #expect(failure { _ = try NetworkInterface(index: 0) }?.errno == .noSuchAddressOrDevice)
  }
}
