import Foundation
import TestSupport
import Testing

@Suite("The programs that await", .serialized)
struct AwaitingTests {
  @Test("the echo server for many serves all of its connections at the same time; nothing is left of them")
  func echoes() throws {
    // Two seconds say little about memory.
    let load = [
      Repository.folder + "/scripts/echo-load", "--connections", "500", "--seconds", "2", "--growth", "20", "--warm",
      "1",
      try Examples.path("many-echoes"), "0",
    ]
    let output = try Program(load).rest()
    #expect(output.contains(" echoes in "))
  }

  @Test("the link monitor tells of what is there")
  func links() throws {
    let monitor = try Program(example: "link-monitor")
    var lines: [String] = []
    while lines.last != "Watching" { lines.append(try monitor.line()) }
    let names = try Program(python: "for index, name in socket.if_nameindex(): print('%d: %s' % (index, name))").rest()
    let told = Set(lines.dropLast().compactMap { $0.components(separatedBy: " is ").first })
    #expect(told == Set(names.split(separator: "\n").map(String.init)))
  }

  @Test("the chat server passes lines on, and ends in good order when it is asked to", arguments: [SIGINT, SIGTERM])
  func chat(signal: CInt) throws {
    let server = try Program(example: "chat-server", "0")
    let port = try server.port()
    let clients = """
      def connect():
          s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
          file = s.makefile("r")
          assert file.readline().startswith("welcome, ")
          return s, file
      (a, ra), (b, rb) = connect(), connect()
      hear = lambda file: file.readline().split(" ", 1)[1].strip()
      print(hear(ra))
      a.sendall(b"hello\\nworld\\n")
      print(hear(rb), hear(rb), sep="\\n")
      c, rc = connect()
      print(hear(ra), hear(rb), sep="\\n")
      c.close(); rc.close()
      print(hear(ra), hear(rb), sep="\\n")
      print("ready")
      print(ra.readline() + ra.read(), rb.readline() + rb.read(), sep="")
      """
    let guests = try Program(python: clients, port)
    for line in ["is here", "hello", "world", "is here", "is here", "left", "left", "ready"] {
      #expect(try guests.line() == line)
    }
    server.send(signal)
    #expect(try guests.rest() == "the server ends\nthe server ends\n\n")
    #expect(try server.rest() == "Closing\nClosed\n")
  }
}
