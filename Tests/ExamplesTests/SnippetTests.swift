import TestSupport
import Testing

@Suite("Smaller programs of Python's documentation")
struct SnippetTests {
  @Test("lookup finds what Python finds", arguments: ["localhost", "127.0.0.1", "::1"])
  func lookup(host: String) throws {
    let python = """
      for family, type, proto, _, address in socket.getaddrinfo(sys.argv[1], 80, proto=socket.IPPROTO_TCP):
          text = '[%s]:%d' if family == socket.AF_INET6 else '%s:%d'
          print(family.name, type.name, proto, text % address[:2])
      """
    let expected = try Program(python: python, host).rest()
    #expect(!expected.isEmpty)
    #expect(try Program(example: "lookup", host, "80").rest() == expected)
  }

  @Test("scatter fills its buffers as Python's recvmsg_into does")
  func scatter() throws {
    let python = """
      s1, s2 = socket.socketpair()
      s1.send(b'Mary had a little lamb')
      buffers = [bytearray(b'----'), bytearray(b'-------'), bytearray(b'--------------')]
      count = s2.recvmsg_into(buffers)[0]
      print(count, json.dumps([b.decode() for b in buffers]))
      """
    #expect(try Program(example: "scatter").rest() == Program(python: python).rest())
  }

  @Test("a server is started again at once on a port in TIME_WAIT, which else is in use")
  func restart() throws {
    let client = "print(socket.create_connection(('127.0.0.1', int(sys.argv[1]))).makefile().read())"
    let bind = """
      try:
          socket.socket().bind(('', int(sys.argv[1])))
      except OSError as error:
          print(error)
      """
    var port = "0"
    for _ in 0..<3 {
      let server = try Program(example: "restart", port)
      port = try server.port()
      #expect(try Program(python: client, port).rest() == "Hello, world\n")
      _ = try server.rest()
      #expect(try Program(python: bind, port).rest() == "[Errno 98] Address already in use\n")
    }
  }
}

extension Program {
  /// The port of a server, from the line in which it says where it listens.
  func port() throws -> String {
    let greeting = try line()
    guard greeting.hasPrefix("Listening at "), let port = greeting.split(separator: ":").last else {
      throw Failure(description: greeting)
    }
    return String(port)
  }
}
