import TestSupport
import Testing

@Suite("A connection that is handed to another process")
struct HandOverTests {
  static let pairs = [("Swift", "Swift"), ("Swift", "Python"), ("Python", "Swift")]

  @Test("the client is served by the process that took it over", arguments: pairs)
  func handOver(from: String, to: String) throws {
    let scratch = try Scratch()
    let path = scratch.path + "/socket"
    let worker = to == "Swift" ? try Program(example: "take-over", path) : try Program(python: pythonWorker, path)
    #expect(try worker.line() == "Listening at \(path)")
    let supervisor =
      from == "Swift" ? try Program(example: "hand-over", path, "0") : try Program(python: pythonSupervisor, path)
    let client = try Program(python: pythonClient, try supervisor.port())
    #expect(try client.rest() == "Hello, world\n")
    _ = try supervisor.rest()
    #expect(try worker.rest().contains("127.0.0.1"))
  }

  @Test("a peer that hands nothing over is told of")
  func nothing() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/socket"
    let worker = try Program(["sh", "-c", "'\(try Examples.path("take-over"))' '\(path)' 2>&1; true"])
    _ = try worker.line()
    _ = try Program(python: "socket.socket(socket.AF_UNIX).connect(sys.argv[1])", path).rest()
    #expect(try worker.rest().contains("no connection was handed over"))
  }
}

private let pythonClient = """
  with socket.create_connection(('127.0.0.1', int(sys.argv[1]))) as s:
      print(s.makefile().read())
  """

private let pythonSupervisor = """
  worker = socket.socket(socket.AF_UNIX)
  worker.connect(sys.argv[1])
  with socket.create_server(('', 0)) as s:
      print('Listening at :%d' % s.getsockname()[1])
      conn, addr = s.accept()
      socket.send_fds(worker, [addr[0].encode()], [conn.fileno()])
  """

private let pythonWorker = """
  with socket.socket(socket.AF_UNIX) as s:
      s.bind(sys.argv[1])
      s.listen()
      print('Listening at', sys.argv[1])
      supervisor, _ = s.accept()
      message, fds, flags, addr = socket.recv_fds(supervisor, 1024, 1)
      print('Connected by', message.decode())
      with socket.socket(fileno=fds[0]) as client:
          client.sendall(b'Hello, world')
  """
