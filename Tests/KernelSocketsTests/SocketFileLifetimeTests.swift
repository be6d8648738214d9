import Foundation
import KernelSockets
import Testing

@Suite("The life of a socket under readers and writers")
struct SocketFileLifetimeTests {
  @Test("a closed socket's descriptor goes with the last reader or writer, and only then the peer reads the end")
  func lastOneCloses() throws {
    for address in [SocketAddress.inet(.loopback, port: 0), .unixUnnamed] {
      let (near, far) = try connectedPair(at: address)
      let reader = try near.makeReader()
      let writer = try near.makeTextWriter()
      try near.close()
      #expect(near.isClosed)
      #expect(failure { _ = try near.receive(upTo: 1) }?.cause == .closed)
      #expect(failure { _ = try near.makeReader() } == SocketError("makeReader", .closed))
      #expect(failure { _ = try near.makeTextWriter() } == SocketError("makeTextWriter", .closed))
      try far.sendAll("still\n".utf8)
      #expect(try reader.readLine() == Array("still".utf8))
      try reader.close()
      try reader.close()
      #expect(failure { _ = try reader.readLine() } == SocketError("read", .closed))
      #expect(try far.hasNothing)
      try writer.write("last")
      try writer.close()
      #expect(try far.receive(upTo: 10) == Array("last".utf8))
      #expect(try far.receive(upTo: 10) == [])
      try writer.close()
    }
  }

  @Test("readers and writers that are let go count as closed")
  func letGo() throws {
    let (near, far) = try Socket.pair()
    var reader: Socket.TextReader? = try near.makeTextReader()
    var writer: Socket.Writer? = try near.makeWriter()
    try near.close()
    #expect(reader?.isClosed == false)
    reader = nil
    try writer?.write([1])
    #expect(try far.hasNothing)
    writer = nil
    #expect(try far.receive(upTo: 10) == [1])
    #expect(try far.receive(upTo: 10) == [])
  }

  @Test("a reader keeps a socket that nothing else refers to, until it closes")
  func keepsSocket() throws {
    var pair: (Socket, Socket)? = try Socket.pair()
    let far = pair!.1
    let reader = try pair!.0.makeReader()
    pair = nil
    try far.sendAll([1])
    #expect(try reader.read(upTo: 2) == [1])
    try reader.close()
    #expect(try far.receive(upTo: 1) == [])
  }

  @Test("closing one leaves the socket and the others open")
  func others() throws {
    let (near, far) = try Socket.pair()
    let reader = try near.makeReader()
    let writer = try near.makeWriter()
    try writer.close()
    try far.sendAll([1])
    #expect(try reader.read(upTo: 2) == [1])
    try reader.close()
    try near.sendAll([2])
    #expect(try far.receive(upTo: 2) == [2])
    let again = try near.makeReader()
    try far.sendAll([3])
    #expect(try again.read(upTo: 2) == [3])
  }

  @Test("after detach, readers and writers are closed, and the descriptor is not theirs")
  func detached() throws {
    let (near, far) = try Socket.pair()
    let reader = try near.makeReader()
    let text = try near.makeTextReader()
    var writer: Socket.TextWriter? = try near.makeTextWriter()
    try far.sendAll([1, 2])
    #expect(try reader.read(upTo: 1) == [1])
    try writer?.write("lost")
    let descriptor = try near.detach()
    #expect(reader.isClosed && text.isClosed && writer?.isClosed == true)
    #expect(try reader.read(upTo: 5) == [2])
    #expect(failure { _ = try reader.read(upTo: 5) }?.cause == .closed)
    #expect(failure { _ = try text.readLine() }?.cause == .closed)
    #expect(failure { try writer?.write("x") }?.cause == .closed)
    #expect(failure { try writer?.flush() }?.cause == .closed)
    writer = nil
    try reader.close()
    try text.close()
    let adopted = try Socket(adopting: descriptor)
    try adopted.sendAll([9])
    #expect(try far.receive(upTo: 5) == [9])
  }

  @Test("as many descriptors are open afterwards as before, whatever closes first")
  func noLeaks() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        let before = try openSockets()
        for round in 0..<64 {
          let (near, far) = try Socket.pair()
          var reader: Socket.Reader? = try near.makeReader()
          var writer: Socket.TextWriter? = try near.makeTextWriter()
          if round & 1 != 0 { try reader?.close() }
          if round & 2 != 0 { try writer?.close() }
          if round & 4 != 0 { try near.close() }
          let isOver = round & 7 == 7
          #expect(try openSockets() == before + (isOver ? 1 : 2), "round \(round): while open")
          if round & 8 != 0 { reader = nil }
          if round & 16 != 0 { writer = nil }
          if round & 32 != 0 { try writer?.close() }
          let readerIsOver = round & 9 != 0
          let writerIsOver = round & (2 | 16 | 32) != 0
          let isOpen = !(readerIsOver && writerIsOver && round & 4 != 0)
          #expect(try openSockets() == before + (isOpen ? 2 : 1), "round \(round): while closing")
          withExtendedLifetime((near, far, reader, writer)) {}
        }
        #expect(try openSockets() == before, "not \(before) in the end")
      }
    }
  }

  @Test("Python's text file at the other end, in both directions", arguments: ["\n", "\r", "\r\n"])
  func python(newline: String) throws {
    let listener = try Socket.listen(port: 0)
    try listener.setMode(.timeout(.seconds(10)))
    let python = try Python(
      """
      client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
      newline = sys.argv[2].replace("n", "\\n").replace("r", "\\r")
      with client, client.makefile("rw", encoding="utf-8", newline=newline) as file:
          for line in file:
              file.write(line.upper())
              file.flush()
              if line == "bye\\n".replace("\\n", newline): break
      print("done")
      """, "\(try #require(try listener.localAddress.port))",
      newline.replacing("\n", with: "n").replacing("\r", with: "r"))
    let ours = Socket.Newline(python: newline)
    let (socket, _) = try listener.accept()
    try socket.setMode(.timeout(.seconds(10)))
    let reader = try socket.makeTextReader(newline: ours)
    let writer = try socket.makeTextWriter(newline: ours, isLineBuffered: true)
    try socket.close()
    // Python translates what it writes, so that its "\n" in "\r\n" becomes "\r\n" once more.
    let answerEnd = newline == "\r\n" ? "\r" : ""
    for line in ["héllo", "", "a\tb\0c", String(repeating: "long ", count: 50_000), "bye"] {
      try writer.writeLine(line)
      #expect(try reader.readLine() == line.uppercased() + answerEnd)
    }
    #expect(try reader.readLine() == nil)
    #expect(try python.line() == "done")
    try writer.close()
    try reader.close()
    python.expectSuccess()
  }
}
