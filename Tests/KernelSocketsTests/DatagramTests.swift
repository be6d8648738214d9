import KernelSockets
import Testing

@Suite("Datagrams")
struct DatagramTests {
  @Test(
    "messages go to an address and come with their sender's",
    arguments: [
      SocketAddress.inet(.loopback, port: 0), .inet6(.loopback, port: 0), .unixUnnamed,
    ])
  func toAndFrom(address: SocketAddress) throws {
    let (left, right) = (try Socket(address.family, .datagram), try Socket(address.family, .datagram))
    try left.bind(to: address)
    try right.bind(to: address)
    #expect(try left.send("question".utf8, to: right.localAddress) == 8)
    let (question, sender) = try right.receiveFrom(upTo: 100)
    #expect(String(question) == "question")
    #expect(try sender == left.localAddress)
    try right.send("answer".utf8, to: #require(sender))
    var buffer = [UInt8](repeating: 0, count: 100)
    let answer = try #require(try left.receiveFrom(into: &buffer))
    #expect(String(Array(buffer.prefix(answer.byteCount))) == "answer")
    #expect(try answer.address == right.localAddress)
    #expect(!answer.isTruncated)
  }

  @Test("an unbound unix socket has no address, nor has the peer of a stream")
  func noAddress() throws {
    let receiver = try Socket(.unix, .datagram)
    try receiver.bind(to: .unixUnnamed)
    try Socket(.unix, .datagram).send([1], to: receiver.localAddress)
    #expect(try receiver.receiveFrom(upTo: 10).address == nil)
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try client.sendAll([1])
    let (bytes, address) = try server.receiveFrom(upTo: 10)
    #expect(bytes == [1])
    #expect(address == nil)
  }

  @Test(
    "a message that is cut tells so, and with MSG_TRUNC how long it was",
    arguments: [
      SocketAddress.inet(.loopback, port: 0), .unixUnnamed,
    ])
  func truncation(address: SocketAddress) throws {
    let receiver = try Socket(address.family, .datagram)
    try receiver.bind(to: address)
    let sender = try Socket(address.family, .datagram)
    try sender.connect(to: try receiver.localAddress)
    let message: [UInt8] = Array(0..<100)
    for _ in 0..<5 { try sender.sendAll(message) }

    var buffer = [UInt8](repeating: 0, count: 10)
    let cut = try #require(try receiver.receiveFrom(into: &buffer))
    #expect((cut.byteCount, cut.messageLength, cut.isTruncated) == (10, 10, true))
    let measured = try #require(try receiver.receiveFrom(into: &buffer, flags: .MSG_TRUNC))
    #expect((measured.byteCount, measured.messageLength, measured.isTruncated) == (10, 100, true))
    #expect(buffer == Array(0..<10))
    #expect(try receiver.receive(into: &buffer, flags: .MSG_TRUNC) == 100)
    #expect(try receiver.receive(upTo: 10, flags: .MSG_TRUNC) == Array(0..<10))
    #expect(try receiver.receiveFrom(upTo: 10, flags: .MSG_TRUNC).bytes == Array(0..<10))
  }

  @Test("an empty message arrives as an empty message")
  func empty() throws {
    let receiver = try Socket(.inet, .datagram)
    try receiver.bind(to: .inet(.loopback, port: 0))
    let sender = try Socket(.inet, .datagram)
    try sender.connect(to: try receiver.localAddress)
    try sender.sendAll([])
    #expect(try receiver.receiveFrom(upTo: 10).bytes == [])
  }

  @Test("a family that the library knows nothing about is addressed by bytes")
  func otherFamily() throws {
    // struct sockaddr_nl: family, padding, port, groups. The kernel answers an unknown request with an error message.
    let kernel = try SocketAddress(bytes: [16] + [UInt8](repeating: 0, count: 11))
    let socket = try Socket(.AF_NETLINK, .raw, mode: .timeout(.seconds(5)))
    try socket.bind(to: kernel)
    let address = try socket.localAddress
    #expect(address.family == .AF_NETLINK)
    #expect(address.byteCount == 12)
    #expect(address != kernel)
    let request: [UInt8] = [20, 0, 0, 0, 0xFF, 0x0F, 5, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    try socket.send(request, to: kernel)
    let (answer, sender) = try socket.receiveFrom(upTo: 1000)
    #expect(answer.count >= 36 && answer[4] == 2 && answer[8] == 7)
    #expect(sender == kernel)
    #expect(try SocketAddress(parsing: address.description) == address)
  }

  @Test("errors name the address")
  func errors() throws {
    let sender = try Socket(.inet, .datagram)
    let address = SocketAddress.inet(.loopback, port: 9)
    let tooLong = [UInt8](repeating: 0, count: 70_000)
    #expect(
      failure { try sender.send(tooLong, to: address) }
        == SocketError("send", "to 127.0.0.1:9", .errno(.messageTooLong)))
    #expect(failure { try sender.send([1], to: .inet(.broadcast, port: 9)) }?.errno == .permissionDenied)
    let own = try sender.localAddress
    #expect(failure { _ = try sender.send([1]) } == SocketError("send", "at \(own)", .errno(.addressRequired)))
    #expect(failure { try sender.send([1], to: .inet6(.loopback, port: 9)) }?.errno == .addressFamilyNotSupported)
  }
}
