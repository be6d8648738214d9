import Testing

@Suite("The four programs of Python's documentation, in Swift and in Python")
struct EchoTests {
  /// An echo server, a client, and the host by which the client calls the server.
  struct Pairing: Sendable, CustomTestStringConvertible {
    var server: String
    var client: String
    var host: String
    var testDescription: String { "\(client) calls \(server) by \(host)" }
  }

  static let pairings: [Pairing] = {
    let servers = ["echo-server", "echo-server-dual", "python-server", "python-server-dual"]
    let clients = ["echo-client", "echo-client-dual", "python-client", "python-client-dual"]
    var pairings: [Pairing] = []
    for server in servers {
      for client in clients {
        // Python's dual server listens at the first address only, which may be an IPv4 one.
        pairings.append(Pairing(server: server, client: client, host: "127.0.0.1"))
        if client.hasSuffix("dual") {
          if server == "echo-server-dual" { pairings.append(Pairing(server: server, client: client, host: "::1")) }
          pairings.append(Pairing(server: server, client: client, host: "localhost"))
        }
      }
    }
    return pairings
  }()

  func command(_ name: String, _ arguments: String...) throws -> [String] {
    if let python = pythonPrograms[name] { return ["python3", "-c", python] + arguments }
    return [try Examples.path(name)] + arguments
  }

  @Test("every client gets from every server what it sent", arguments: pairings)
  func echo(pairing: Pairing) throws {
    let server = try Program(try command(pairing.server, "0"))
    let greeting = try server.line()
    let port = try #require(greeting.split(separator: ":").last.map(String.init))
    #expect(greeting.hasPrefix("Listening at "))
    let client = try Program(try command(pairing.client, pairing.host, port))
    #expect(try client.rest() == "Received Hello, world\n")
    #expect(try server.rest().hasPrefix("Connected by "))
  }

  @Test("a client without a server fails, and says why")
  func noServer() throws {
    let client = try Program([
      "sh", "-c", try command("echo-client", "127.0.0.1", "1").joined(separator: " ") + " 2>&1; true",
    ])
    #expect(try client.rest().contains("connect to 127.0.0.1:1: ECONNREFUSED, Connection refused"))
  }
}

/// The programs of the documentation, but for the port, which comes from the arguments, and the first line of output.
private let pythonPrograms = [
  "python-server": """
  import socket, sys
  with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
      s.bind(('', int(sys.argv[1])))
      s.listen(1)
      print('Listening at %s:%d' % s.getsockname()[:2], flush=True)
      conn, addr = s.accept()
      with conn:
          print('Connected by', addr)
          while True:
              data = conn.recv(1024)
              if not data: break
              conn.sendall(data)
  """,
  "python-client": """
  import socket, sys
  with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
      s.connect((sys.argv[1], int(sys.argv[2])))
      s.sendall(b'Hello, world')
      data = s.recv(1024)
  print('Received', data.decode())
  """,
  "python-server-dual": """
  import socket, sys
  s = None
  for res in socket.getaddrinfo(None, int(sys.argv[1]), socket.AF_UNSPEC,
                                socket.SOCK_STREAM, 0, socket.AI_PASSIVE):
      af, socktype, proto, canonname, sa = res
      try:
          s = socket.socket(af, socktype, proto)
      except OSError as msg:
          s = None
          continue
      try:
          s.bind(sa)
          s.listen(1)
      except OSError as msg:
          s.close()
          s = None
          continue
      break
  if s is None:
      print('could not open socket')
      sys.exit(1)
  print('Listening at %s:%d' % s.getsockname()[:2], flush=True)
  conn, addr = s.accept()
  with conn:
      print('Connected by', addr)
      while True:
          data = conn.recv(1024)
          if not data: break
          conn.send(data)
  """,
  "python-client-dual": """
  import socket, sys
  s = None
  for res in socket.getaddrinfo(sys.argv[1], int(sys.argv[2]), socket.AF_UNSPEC, socket.SOCK_STREAM):
      af, socktype, proto, canonname, sa = res
      try:
          s = socket.socket(af, socktype, proto)
      except OSError as msg:
          s = None
          continue
      try:
          s.connect(sa)
      except OSError as msg:
          s.close()
          s = None
          continue
      break
  if s is None:
      print('could not open socket')
      sys.exit(1)
  with s:
      s.sendall(b'Hello, world')
      data = s.recv(1024)
  print('Received', data.decode())
  """,
]
