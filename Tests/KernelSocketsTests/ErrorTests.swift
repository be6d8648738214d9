import KernelSockets
import Testing

@Suite("Errors")
struct ErrorTests {
  @Test("an error says the operation, the number's name, its text and the way out")
  func descriptions() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let address = try listener.localAddress
    let error = failure { try Socket(.inet, .stream).bind(to: address) }
    #expect(error == SocketError("bind", "to \(address)", .errno(.addressInUse)))
    #expect(error?.description.hasPrefix("bind to \(address): EADDRINUSE, Address already in use; ") == true)
    #expect(SocketError("receive", .timedOut).description == "receive: timed out")
    #expect(SocketError("send", nil, .closed, bytesSent: 3).description == "send: the socket is closed (after 3 bytes)")
    #expect(SocketError("x", .errno(Errno(rawValue: 4000))).description.hasPrefix("x: errno 4000, ") == true)
  }

  @Test("an unknown family, type or protocol is the kernel's to refuse")
  func construction() {
    #expect(failure { _ = try Socket(AddressFamily(rawValue: 200), .stream) }?.errno == .addressFamilyNotSupported)
    #expect(failure { _ = try Socket(.inet, SocketType(rawValue: 9)) }?.errno == .socketTypeNotSupported)
    #expect(failure { _ = try Socket(.inet, .stream, .IPPROTO_UDP) }?.errno == .protocolNotSupported)
  }

  @Test("an address of another family is the kernel's to refuse")
  func otherFamily() throws {
    let socket = try Socket(.inet, .stream)
    #expect(failure { try socket.bind(to: .inet6(.any, port: 0)) }?.errno == .addressFamilyNotSupported)
    #expect(failure { try socket.bind(to: SocketAddress()) }?.errno == .invalidArgument)
    #expect(failure { try socket.shutdown(.both) } == SocketError("shutdown", .errno(.socketNotConnected)))
    #expect(failure { try Socket(.inet, .datagram).listen() } == SocketError("listen", .errno(.notSupportedOnSocket)))
  }

  @Test(
    "where the text alone does not tell, an error says what can be done",
    arguments: [
      (SocketError("bind", "to 127.0.0.1:80", .errno(.permissionDenied)), "CAP_NET_BIND_SERVICE"),
      (SocketError("socket", "AF_PACKET, SOCK_RAW", .errno(.notPermitted)), "CAP_NET_RAW"),
      (SocketError("send datagrams", "to x", .errno(.ioError)), "sendMessages"),
      (SocketError("send datagrams", "to x", .errno(.messageTooLong)), "MTU"),
      (SocketError("send", "to 255.255.255.255:7", .errno(.permissionDenied)), "SO_BROADCAST"),
      (SocketError("accept", .errno(.tooManyOpenFiles)), "RLIMIT_NOFILE"),
      (SocketError("connect", .blockingMode), "setMode(.nonBlocking)"),
    ])
  func waysOut(error: SocketError, way: String) {
    #expect(error.description.split(separator: "; ").last?.contains(way) == true, "\(error)")
  }

  @Test("errors with the same content are equal")
  func equality() {
    let error = SocketError("send", "to x", .timedOut, bytesSent: 1)
    #expect(error == SocketError("send", "to x", .timedOut, bytesSent: 1))
    #expect(error != SocketError("send", "to x", .timedOut))
    #expect(error != SocketError("send", .timedOut))
    #expect(Set([error, SocketError("send", "to x", .timedOut, bytesSent: 1)]).count == 1)
    #expect(MemoryLayout<SocketError>.size == MemoryLayout<Int>.size)
  }
}
