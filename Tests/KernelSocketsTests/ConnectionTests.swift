import Glibc
import KernelSockets
import Testing

@Suite("Connections")
struct ConnectionTests {
  /// Sends a text there and back.
  func echo(at address: SocketAddress, _ type: SocketType = .stream) throws {
    let listener = try Socket(address.family, type)
    try listener.bind(to: address)
    try listener.listen()
    let server = Running {
      let (connection, _) = try listener.accept()
      while case let bytes = try connection.receive(upTo: 1024), !bytes.isEmpty { try connection.sendAll(bytes) }
    }
    let client = try Socket(address.family, type)
    try client.connect(to: try listener.localAddress)
    try client.sendAll("Hello, world".utf8)
    #expect(try client.receive(upTo: 1024) == Array("Hello, world".utf8))
    try client.shutdown(.writing)
    #expect(try client.receive(upTo: 1024) == [])
    try server.value()
  }

  @Test("echo over TCP and IPv4") func inet() throws { try echo(at: .inet(.loopback, port: 0)) }
  @Test("echo over TCP and IPv6") func inet6() throws { try echo(at: .inet6(.loopback, port: 0)) }
  @Test("echo over an abstract unix socket") func abstract() throws {
    try echo(at: .unix(abstract: "ks-\(UInt64.random(in: 0 ... .max))"))
  }
  @Test("echo over a unix socket that the kernel names") func autobind() throws { try echo(at: .unixUnnamed) }
  @Test("echo over a unix socket in the file system, stream and seqpacket") func unix() throws {
    let directory = try TemporaryDirectory()
    try echo(at: .unix(directory.path + "/stream"))
    try echo(at: .unix(directory.path + "/packets"), .sequentialPacket)
  }

  @Test("a pair is connected", arguments: [SocketType.stream, .datagram, .sequentialPacket])
  func pair(type: SocketType) throws {
    let (left, right) = try Socket.pair(.unix, type, mode: .timeout(.seconds(5)))
    try left.sendAll([1, 2])
    #expect(try right.receive(upTo: 9) == [1, 2])
    try right.sendAll([3])
    #expect(try left.receive(upTo: 9) == [3])
    #expect(left.mode == .timeout(.seconds(5)))
    #expect(try left.withFileDescriptor { fcntl($0.rawValue, F_GETFD) } == FD_CLOEXEC)
    #expect(
      failure { _ = try Socket.pair(.inet) }
        == SocketError("socketpair", "AF_INET, SOCK_STREAM, 0", .errno(.notSupported)))
  }

  @Test("a connection can be taken without its address")
  func acceptAnonymous() throws {
    let listener = try Socket.listen(at: .unixUnnamed)
    let client = try Socket(.unix, .stream)
    try client.connect(to: listener.localAddress)
    let server = try #require(try listener.acceptAnonymous())
    try server.sendAll([1])
    #expect(try client.receive(upTo: 1) == [1])
    try listener.setMode(.nonBlocking)
    #expect(try listener.acceptAnonymous() == nil)
  }

  @Test("seqpacket keeps the bounds of messages")
  func sequentialPacket() throws {
    let listener = try Socket(.unix, .sequentialPacket)
    try listener.bind(to: .unixUnnamed)
    try listener.listen()
    let client = try Socket(.unix, .sequentialPacket)
    try client.connect(to: try listener.localAddress)
    let server = try listener.accept().socket
    try client.sendAll([1, 2, 3])
    try client.sendAll([4])
    #expect(try server.receive(upTo: 100) == [1, 2, 3])
    #expect(try server.receive(upTo: 100) == [4])
  }

  @Test("both ends know both addresses")
  func addresses() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let client = try Socket(.inet, .stream)
    try client.connect(to: try listener.localAddress)
    let (server, address) = try listener.accept()
    #expect(try address == client.localAddress)
    #expect(try server.remoteAddress == client.localAddress)
    #expect(try client.remoteAddress == server.localAddress)
    #expect(client.description.contains(try client.localAddress.description))
    #expect(server.family == .inet && server.type == .stream)
    #expect(failure { _ = try listener.remoteAddress }?.errno == .socketNotConnected)
  }

  @Test("an unbound unix peer has the unnamed address")
  func unnamedPeer() throws {
    let listener = try Socket.listen(at: .unixUnnamed)
    #expect(try listener.localAddress.abstractName?.count == 5)
    let client = try Socket(.unix, .stream)
    try client.connect(to: try listener.localAddress)
    #expect(try listener.accept().address == .unixUnnamed)
  }

  @Test("a dual-stack listener takes IPv4 and IPv6 clients; an IPv6 one only IPv6")
  func dualStack() throws {
    let listener = try Socket.listen(port: 0)
    let port = try #require(try listener.localAddress.port)
    for host in ["127.0.0.1", "::1"] {
      let client = try Socket.connect(to: host, port: port)
      let (server, address) = try listener.accept()
      #expect(address.ipv6?.mappedIPv4 == (host == "::1" ? nil : .loopback))
      try server.sendAll([7])
      #expect(try client.receive(upTo: 1) == [7])
    }
    let (refusing, holder) = try refusingAddress()
    defer { try? holder.close() }
    let refusingPort = try #require(refusing.port)
    let six = try Socket.listen(at: .inet6(.any, port: refusingPort))
    defer { try? six.close() }
    #expect(failure { _ = try Socket.connect(to: "127.0.0.1", port: refusingPort) }?.errno == .connectionRefused)
  }

  @Test("connecting to a name tries all its addresses")
  func allAddresses() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let port = try #require(try listener.localAddress.port)
    let client = try Socket.connect(to: "localhost", port: port, timeout: .seconds(5))
    #expect(client.mode == .timeout(.seconds(5)))
    #expect(client.family == .inet)
  }

  @Test("a refused connection says what was refused")
  func refused() throws {
    let (address, holder) = try refusingAddress()
    defer { try? holder.close() }
    for mode in [Socket.Mode.blocking, .timeout(.seconds(5))] {
      let client = try Socket(.inet, .stream, mode: mode)
      let error = failure { try client.connect(to: address) }
      #expect(error == SocketError("connect", "to \(address)", .errno(.connectionRefused)))
      #expect(error?.description == "connect to \(address): ECONNREFUSED, Connection refused")
    }
    let error = failure { _ = try Socket.connect(to: "127.0.0.1", port: address.port!) }
    #expect(error?.errno == .connectionRefused)
    #expect(error?.attempts == [SocketError("connect", "to \(address)", .errno(.connectionRefused))])
  }

  @Test("a megabyte arrives whole, in every mode", arguments: [Socket.Mode.blocking, .timeout(.seconds(5))])
  func large(mode: Socket.Mode) throws {
    let (client, server) = try connectedPair(at: .inet6(.loopback, port: 0))
    try client.setMode(mode)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    let sending = Running { try client.sendAll(bytes) }
    #expect(try server.receiveExactly(bytes.count) == bytes)
    try sending.value()
  }

  @Test("buffers of all kinds receive")
  func buffers() throws {
    let (client, server) = try connectedPair(at: .unixUnnamed)
    try client.sendAll("abcdef".utf8)
    var array = [UInt8](repeating: 0, count: 2)
    #expect(try server.receive(into: &array) == 2)
    #expect(String(array) == "ab")
    var span = array.mutableSpan
    #expect(try server.receive(into: &span) == 2)
    var storage: InlineArray<2, UInt8> = [0, 0]
    var inline = storage.mutableSpan
    #expect(try server.receive(into: &inline) == 2)
    #expect(storage[0] == UInt8(ascii: "e"))
    #expect(String(array) == "cd")
  }

  @Test("sequences that are not contiguous are sent too")
  func sequences() throws {
    let (client, server) = try connectedPair(at: .unixUnnamed)
    #expect(try client.send(stride(from: UInt8(0), to: 10, by: 3)) == 4)
    #expect(try client.send([9, 8, 7][1...]) == 2)
    try client.sendAll(repeatElement(UInt8(1), count: 3))
    try client.sendAll([])
    #expect(try server.receiveExactly(9) == [0, 3, 6, 9, 8, 7, 1, 1, 1])
  }

  @Test("flags: peek leaves the bytes, wait-all waits for all, truncate drops those of a stream")
  func flags() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try client.sendAll([1, 2, 3, 4, 5, 6])
    #expect(try server.receive(upTo: 3, flags: .MSG_PEEK) == [1, 2, 3])
    #expect(try server.receive(upTo: 3, flags: .MSG_WAITALL) == [1, 2, 3])
    #expect(try server.receive(upTo: 2, flags: .MSG_TRUNC) == [0, 0])
    #expect(try server.receive(upTo: 1) == [6])
  }
}
