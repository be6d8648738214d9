import Foundation
import KernelSockets
import Testing

@Suite("With Python's socket at the other end")
struct PythonTests {
  @Test("a client of ours and a server of Python's", arguments: [("AF_INET", "127.0.0.1"), ("AF_INET6", "::1")])
  func pythonServer(family: String, host: String) throws {
    let python = try Python(
      """
      server = socket.create_server((sys.argv[2], 0), family=getattr(socket, sys.argv[1]))
      print(server.getsockname()[1])
      connection, address = server.accept()
      print(address[0], address[1])
      while data := connection.recv(1000): connection.sendall(data)
      """, family, host)
    let port = try #require(UInt16(try python.line()))
    let client = try Socket.connect(to: host, port: port, timeout: .seconds(5))
    let local = try client.localAddress
    #expect(try python.line() == "\(host) \(try #require(local.port))")
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 31) }
    let sending = Running {
      try client.sendAll(bytes)
      try client.shutdown(.writing)
    }
    #expect(try client.receiveExactly(bytes.count + 1) == bytes)
    try sending.value()
    python.expectSuccess()
  }

  @Test("a server of ours and a client of Python's", arguments: ["127.0.0.1", "::1"])
  func pythonClient(host: String) throws {
    let listener = try Socket.listen(port: 0)
    try listener.setMode(.timeout(.seconds(10)))
    let port = try #require(try listener.localAddress.port)
    let python = try Python(
      """
      client = socket.create_connection((sys.argv[1], int(sys.argv[2])))
      client.sendall(b"Hello, world")
      print(client.getsockname()[1], client.recv(1000).decode())
      """, host, "\(port)")
    let (connection, address) = try listener.accept()
    try connection.sendAll(try connection.receive(upTo: 1024))
    #expect(try python.line() == "\(try #require(address.port)) Hello, world")
    python.expectSuccess()
  }

  @Test("datagrams and unix names, in both directions")
  func names() throws {
    let directory = try TemporaryDirectory()
    let python = try Python(
      """
      own = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      own.bind(sys.argv[1] + "/python")
      abstract = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      abstract.bind("\\0" + sys.argv[1])
      print("ready")
      data, sender = own.recvfrom(100)
      print(data, sender)
      data, sender = abstract.recvfrom(100)
      print(data, sender)
      own.sendto(b"from a path", sys.argv[1] + "/swift")
      abstract.sendto(b"from a name", sys.argv[1] + "/swift")
      """, directory.path)
    #expect(try python.line() == "ready")
    let socket = try Socket(.unix, .datagram, mode: .timeout(.seconds(10)))
    try socket.bind(to: .unix(directory.path + "/swift"))
    try socket.send("to a path".utf8, to: .unix(directory.path + "/python"))
    #expect(try python.line() == "b'to a path' \(directory.path)/swift")
    try socket.send("to a name".utf8, to: .unix(abstract: directory.path))
    #expect(try python.line() == "b'to a name' \(directory.path)/swift")
    let (first, path) = try socket.receiveFrom(upTo: 100)
    #expect(String(first) == "from a path")
    #expect(try path == .unix(directory.path + "/python"))
    let (second, name) = try socket.receiveFrom(upTo: 100)
    #expect(String(second) == "from a name")
    #expect(try name == .unix(abstract: directory.path))
    python.expectSuccess()
  }

  @Test(
    "getaddrinfo gives the answers that Python gets, in its order",
    arguments: [
      "localhost", "127.0.0.1", "::1", "127.1", "0x7f.1", "fe80::1%lo",
    ])
  func resolver(host: String) throws {
    let python = try Python(
      """
      for family, kind, protocol, _, address in socket.getaddrinfo(sys.argv[1], 80):
          print(int(family), int(kind), protocol, *address)
      print("end")
      """, host)
    var expected: [String] = []
    while case let line = try python.line(), line != "end" { expected.append(line) }
    let answers = try AddressInfo.lookup(host: host, port: 80).map { answer in
      var text = "\(answer.family.rawValue) \(answer.type.rawValue) \(answer.protocol.rawValue)"
      text += " \(answer.address.host ?? "") \(answer.address.port ?? 0)"
      if let six = try? answer.address.view(as: Linux.sockaddr_in6.self) {
        text += " \(six.sin6_flowinfo) \(six.sin6_scope_id)"
      }
      return text
    }
    // Python's tuple has the scope as its last number only.
    #expect(answers.map { $0.replacing("%lo", with: "") } == expected.map { $0.replacing("%lo", with: "") })
  }
}
