import Testing

@Suite("The line server and the line client")
struct LineTests {
  static let hosts = ["127.0.0.1", "::1", "localhost"]

  @Test("a client in Swift or Python gets its lines in capitals, by IPv4 and IPv6", arguments: hosts)
  func server(host: String) throws {
    for isPython in [false, true] {
      let server = try Program(example: "line-server", "0")
      let port = try server.port()
      let client =
        isPython
        ? try Program(python: pythonClient, host, port) : try Program(example: "line-client", host, port)
      try client.write("Hello, world\nGrüße\n\nlast")
      #expect(try client.rest() == "HELLO, WORLD\nGRÜSSE\n\nLAST\n")
      #expect(try server.rest().hasPrefix("Connected by "))
    }
  }

  @Test("a client gets its lines from a server in Python")
  func client() throws {
    let server = try Program(python: pythonServer)
    let client = try Program(example: "line-client", "localhost", try server.port())
    try client.write("Hello, world\nGrüße\n")
    #expect(try client.rest() == "HELLO, WORLD\nGRÜSSE\n")
    _ = try server.rest()
  }
}

private let pythonClient = """
  with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
      with s.makefile('rw', encoding='utf-8', newline='\\n') as f:
          for line in sys.stdin:
              print(line.rstrip('\\n'), file=f, flush=True)
              print(f.readline(), end='')
  """

private let pythonServer = """
  with socket.create_server(('', 0), family=socket.AF_INET6, dualstack_ipv6=True) as s:
      print('Listening at :%d' % s.getsockname()[1])
      conn, addr = s.accept()
      with conn, conn.makefile('rw', encoding='utf-8', newline='\\n') as f:
          for line in f:
              f.write(line.upper())
              f.flush()
  """
