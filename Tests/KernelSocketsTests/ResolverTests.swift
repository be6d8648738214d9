import KernelSockets
import Testing

@Suite("Names and interfaces")
struct ResolverTests {
  @Test("addresses in digits resolve to themselves")
  func digits() throws {
    let four = try AddressInfo.lookup(host: "127.0.0.1", port: 80, type: .stream)
    #expect(four.map(\.address) == [.inet(.loopback, port: 80)])
    #expect(four.map(\.protocol) == [.IPPROTO_TCP])
    let six = try AddressInfo.lookup(host: "fe80::1%lo", port: 80, type: .datagram)
    #expect(six.map(\.address) == [try .inet6("fe80::1%lo", port: 80)])
    #expect(six.map(\.family) == [.inet6])
    #expect(try AddressInfo.lookup(host: "127.0.0.1", port: 80).count == 3)
  }

  @Test("no host is this machine, or all its interfaces")
  func noHost() throws {
    let loopback = try AddressInfo.lookup(host: nil, port: 7, type: .stream).map(\.address)
    #expect(Set(loopback) == [.inet(.loopback, port: 7), .inet6(.loopback, port: 7)])
    let any = try AddressInfo.lookup(host: nil, port: 7, type: .stream, flags: .AI_PASSIVE).map(\.address)
    #expect(Set(any) == [.inet(.any, port: 7), .inet6(.any, port: 7)])
  }

  @Test("services go by name or number")
  func services() throws {
    let answers = try AddressInfo.lookup(host: "127.0.0.1", service: "http", type: .stream)
    #expect(answers.map(\.address) == [.inet(.loopback, port: 80)])
    #expect(try AddressInfo.lookup(host: "127.0.0.1", service: "81", type: .stream).first?.address.port == 81)
    #expect(try AddressInfo.lookup(host: "127.0.0.1", service: nil, type: .stream).first?.address.port == 0)
  }

  @Test("the official name comes on request")
  func canonicalName() throws {
    let flags: AddressInfoFlags = [.AI_CANONNAME, .AI_NUMERICHOST]
    #expect(try AddressInfo.lookup(host: "127.0.0.1", port: 1, flags: flags).first?.canonicalName == "127.0.0.1")
    #expect(try AddressInfo.lookup(host: "127.0.0.1", port: 1).first?.canonicalName == nil)
  }

  @Test("failures of the resolver are typed")
  func failures() {
    let noName = failure { _ = try AddressInfo.lookup(host: "no such host", port: 1, flags: .AI_NUMERICHOST) }
    #expect(noName == SocketError("lookup", "of no such host, port 1", .resolver(.EAI_NONAME)))
    #expect(noName?.description.hasSuffix("Name or service not known") == true)
    #expect(
      failure { _ = try AddressInfo.lookup(host: "127.0.0.1", service: "nonesuch") }?.cause == .resolver(.EAI_SERVICE))
    #expect(failure { _ = try AddressInfo.lookup(host: nil, service: nil) }?.cause == .resolver(.EAI_NONAME))
    #expect(
      failure { _ = try Socket.connect(to: "127.0.0.1\0.example", port: 1) }?.cause == .invalidAddress(.containsNUL))
    #expect(
      failure { _ = try AddressInfo.lookup(host: "::1", service: "8\00") }?.cause == .invalidAddress(.containsNUL))
    #expect(failure { _ = try AddressInfo.lookup(host: "::1", service: "65616") }?.cause == .invalidAddress(.port))
    #expect(failure { _ = try AddressInfo.lookup(host: "::1", service: "-1") }?.cause == .invalidAddress(.port))
  }

  @Test("interfaces have names and numbers")
  func interfaces() throws {
    let index = try NetworkInterface.index(of: "lo")
    #expect(try NetworkInterface.name(of: index) == "lo")
    #expect(
      failure { _ = try NetworkInterface.index(of: "nosuchif0") }
        == SocketError("if_nametoindex", "nosuchif0", .errno(.operationNotSupportedByDevice)))
    #expect(failure { _ = try NetworkInterface.index(of: "lo\0") }?.cause == .invalidAddress(.containsNUL))
    #expect(
      failure { _ = try NetworkInterface.name(of: 99999) }
        == SocketError("if_indextoname", "99999", .errno(.noSuchAddressOrDevice)))
  }
}
