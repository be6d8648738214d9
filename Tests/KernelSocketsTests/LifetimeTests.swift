import Foundation
import KernelSockets
import Testing

@Suite("The life of a descriptor")
struct LifetimeTests {
  static let everyCall: [(String, @Sendable (Socket) throws -> Void)] = [
    ("bind", { try $0.bind(to: .unixUnnamed) }), ("listen", { try $0.listen() }), ("accept", { _ = try $0.accept() }),
    ("connect", { try $0.connect(to: .unixUnnamed) }), ("send", { _ = try $0.send([1]) }),
    ("send", { try $0.sendAll([1]) }),
    ("send", { try $0.send([1], to: .unixUnnamed) }), ("receive", { _ = try $0.receive(upTo: 1) }),
    ("receive", { _ = try $0.receiveFrom(upTo: 1) }), ("getsockname", { _ = try $0.localAddress }),
    ("getpeername", { _ = try $0.remoteAddress }), ("setsockopt", { try $0.setOption(.SO_KEEPALIVE, true) }),
    ("getsockopt", { _ = try $0.option(.SO_KEEPALIVE) }), ("setMode", { try $0.setMode(.nonBlocking) }),
    ("shutdown", { try $0.shutdown(.both) }), ("detach", { _ = try $0.detach() }),
    ("withFileDescriptor", { try $0.withFileDescriptor { _ in } }),
  ]

  @Test("after close, every call says so, and closing again does nothing")
  func useAfterClose() throws {
    let socket = try Socket(.unix, .stream)
    #expect(!socket.isClosed)
    try socket.close()
    try socket.close()
    #expect(socket.isClosed)
    #expect(socket.fileDescriptor == nil)
    #expect(socket.description == "Socket(closed, AF_UNIX, SOCK_STREAM)")
    for (operation, call) in Self.everyCall {
      #expect(failure { try call(socket) }?.cause == .closed)
      #expect(failure { try call(socket) }?.operation == operation)
    }
  }

  @Test("close wakes up a receive, in any mode", arguments: [Socket.Mode.blocking, .timeout(.seconds(60))])
  func closeWakesReceive(mode: Socket.Mode) throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    defer { withExtendedLifetime(server) {} }
    try client.setMode(mode)
    let receiving = Running { failure { _ = try client.receive(upTo: 1) } }
    usleep(50_000)
    try client.close()
    #expect(try receiving.value() == SocketError("receive", .closed))
  }

  @Test("close wakes up an accept, in any mode", arguments: [Socket.Mode.blocking, .timeout(.seconds(60))])
  func closeWakesAccept(mode: Socket.Mode) throws {
    for address in [SocketAddress.inet(.loopback, port: 0), .unixUnnamed] {
      let listener = try Socket.listen(at: address)
      try listener.setMode(mode)
      let accepting = Running { failure { _ = try listener.accept() } }
      usleep(50_000)
      try listener.close()
      #expect(try accepting.value() == SocketError("accept", .closed))
    }
  }

  @Test("close wakes up a receive on an unconnected datagram socket")
  func closeWakesDatagrams() throws {
    for address in [SocketAddress.inet(.loopback, port: 0), .unixUnnamed] {
      let socket = try Socket(address.family, .datagram)
      try socket.bind(to: address)
      let receiving = Running { failure { _ = try socket.receiveFrom(upTo: 1) } }
      usleep(50_000)
      try socket.close()
      #expect(try receiving.value() == SocketError("receive", .closed))
    }
  }

  @Test("close ends a receive by its time-out where the family has no shutdown")
  func closeWithoutShutdown() throws {
    let socket = try Socket(.AF_NETLINK, .raw, mode: .timeout(.milliseconds(200)))
    let receiving = Running { failure { _ = try socket.receive(upTo: 1) } }
    usleep(50_000)
    try socket.close()
    #expect(try receiving.value() == SocketError("receive", .closed))
  }

  @Test("a descriptor lent out stays open until it is given back")
  func lentDescriptor() throws {
    let socket = try Socket(.unix, .stream)
    try socket.withFileDescriptor { descriptor in
      try socket.close()
      #expect(fcntl(descriptor.rawValue, F_GETFD) >= 0)
      #expect(socket.isClosed)
    }
  }

  @Test("a socket closes with its last reference, and so the peer reads to the end")
  func deinitCloses() throws {
    var pair: (client: Socket, server: Socket)? = try connectedPair(at: .unixUnnamed)
    let server = try #require(pair).server
    pair = nil
    #expect(try server.receive(upTo: 1) == [])
  }

  @Test("a detached descriptor stays open, and can be adopted again")
  func detach() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    try listener.setMode(.nonBlocking)
    let address = try listener.localAddress
    let descriptor = try listener.detach()
    #expect(listener.isClosed)
    let adopted = try Socket(adopting: descriptor)
    #expect(adopted.fileDescriptor == descriptor)
    #expect((adopted.family, adopted.type, adopted.protocol.rawValue) == (.inet, .stream, 6))
    #expect(adopted.mode == .nonBlocking)
    #expect(try adopted.localAddress == address)
    #expect(try adopted.option(.SO_ACCEPTCONN))
  }

  @Test("only sockets can be adopted")
  func adoptOthers() throws {
    let file = try unsafe FileDescriptor.open("/dev/null", .readOnly)
    let number = file.rawValue
    #expect(
      failure { _ = try Socket(adopting: file) } == SocketError("adopt", "descriptor \(number)", .errno(.notSocket)))
    try file.close()
    #expect(failure { _ = try Socket(adopting: FileDescriptor(rawValue: -1)) }?.errno == .badFileDescriptor)
  }

  @Test("child processes do not inherit sockets")
  func closeOnExec() throws {
    let listener = try Socket.listen(at: .unixUnnamed)
    let client = try Socket(.unix, .stream)
    try client.connect(to: try listener.localAddress)
    for socket in [listener, client, try listener.accept().socket] {
      #expect(try socket.withFileDescriptor { fcntl($0.rawValue, F_GETFD) } & FD_CLOEXEC != 0)
    }
  }

  @Test("after many sockets and failures, as many are open as before")
  func noLeaks() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        _ = try AddressInfo.lookup(host: "localhost", port: 1)
        let before = try openSockets()
        for round in 0..<300 {
          let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
          try client.sendAll([1])
          _ = try server.receive(upTo: 1)
          if round.isMultiple(of: 3) { try client.close() }
          _ = try? Socket.connect(to: "127.0.0.1", port: 1)
          _ = try? Socket.listen(at: .inet(IPv4Address(192, 0, 2, 250), port: 1))
          _ = try? Socket(.inet, SocketType(rawValue: 99))
          let adopted = try Socket(adopting: try Socket(.unix, .datagram).detach())
          _ = try? adopted.connect(to: .unixUnnamed)
        }
        let after = try openSockets()
        #expect(after == before, "\(before) sockets before, \(after) after")
      }
    }
  }

  @Test("closing in one thread while others use the socket never touches a descriptor that is not its own")
  func closeRace() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        for _ in 0..<200 {
          let (client, server) = try connectedPair(at: .unixUnnamed)
          let users = (0..<4).map { index in
            Running {
              while true {
                let error = failure {
                  _ = index.isMultiple(of: 2) ? try client.send([1]) ?? 0 : try client.receive(upTo: 1).count
                }
                guard let error else { continue }
                // A wrong descriptor would show as EBADF, ENOTSOCK or ENOTCONN.
                if error.cause != .closed, error.errno != .brokenPipe { throw error }
                if error.cause == .closed { return }
              }
            }
          }
          try server.sendAll([1, 2, 3])
          let closers = (0..<2).map { _ in Running { try client.close() } }
          for closer in closers { try closer.value() }
          for user in users { try user.value() }
        }
      }
    }
  }

  @Test("sending to a closed peer is EPIPE, and never the signal")
  func noSignal() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        signal(SIGPIPE, SIG_DFL)
        for address in [SocketAddress.inet(.loopback, port: 0), .unixUnnamed] {
          let (client, server) = try connectedPair(at: address)
          try server.close()
          var errors: [SocketError?] = []
          for _ in 0..<3 {
            usleep(10_000)
            errors.append(failure { _ = try client.send([1]) })
          }
          errors.append(failure { try client.sendAll([1]) })
          if address.family == .unix { errors.append(failure { try client.send([1], to: .unixUnnamed) }) }
          #expect(errors.contains { $0?.errno == .brokenPipe }, "\(errors)")
        }
      }
    }
  }
}
