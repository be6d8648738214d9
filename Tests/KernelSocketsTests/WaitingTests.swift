import Glibc
import KernelSockets
import Testing

@Suite("Waiting: time-outs and non-blocking sockets")
struct WaitingTests {
  /// How long `body` takes.
  func time(_ body: () -> Void) -> Duration { ContinuousClock().measure(body) }

  @Test("accept, receive and receiveFrom time out, not before time")
  func timeouts() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let address = try listener.localAddress
    let client = try Socket.connect(to: address)
    let server = try listener.accept().socket
    defer { withExtendedLifetime(server) {} }
    for socket in [listener, client] { try socket.setMode(.timeout(.milliseconds(50))) }
    let calls: [(SocketError, () throws -> Void)] = [
      (SocketError("accept", "at \(address)", .timedOut), { _ = try listener.accept() }),
      (SocketError("receive", "from \(address)", .timedOut), { _ = try client.receive(upTo: 1) }),
      (SocketError("receive", "from \(address)", .timedOut), { _ = try client.receiveFrom(upTo: 1) }),
    ]
    for (error, call) in calls {
      let duration = time { #expect(failure(call) == error) }
      #expect(duration >= .milliseconds(50))
      #expect(duration < .seconds(5))
    }
  }

  @Test(
    "connecting to a listener whose queue is full times out",
    arguments: [
      SocketAddress.inet(.loopback, port: 0), .unixUnnamed,
    ])
  func fullBacklog(address: SocketAddress) throws {
    let listener = try Socket(address.family, .stream)
    try listener.bind(to: address)
    try listener.listen(backlog: 0)
    let target = try listener.localAddress
    var clients: [Socket] = []
    var error: SocketError?
    while error == nil, clients.count < 20 {
      clients.append(try Socket(address.family, .stream, mode: .timeout(.milliseconds(100))))
      error = failure { try clients.last!.connect(to: target) }
    }
    #expect(error == SocketError("connect", "to \(target)", .timedOut))
    if let port = target.port {
      let error = failure { _ = try Socket.connect(to: "127.0.0.1", port: port, timeout: .milliseconds(100)) }
      #expect(error?.cause == .timedOut)
      #expect(error?.attempts == [SocketError("connect", "to \(target)", .timedOut)])
    }
  }

  @Test("connecting to a full unix listener goes on when there is room")
  func backlogWithRoom() throws {
    let listener = try Socket(.unix, .stream)
    try listener.bind(to: .unixUnnamed)
    try listener.listen(backlog: 0)
    let address = try listener.localAddress
    try Socket(.unix, .stream).connect(to: address)
    let waiting = Running { try Socket(.unix, .stream, mode: .timeout(.seconds(60))).connect(to: address) }
    usleep(50_000)
    _ = try listener.accept()
    #expect(try waiting.value())
  }

  @Test("sendAll has one time-out for all, and tells how much went out")
  func sendAllTimeout() throws {
    let (client, server) = try connectedPair(at: .unixUnnamed)
    try client.setMode(.timeout(.milliseconds(300)))
    let bytes = [UInt8](repeating: 1, count: 20_000_000)
    let reading = Running {
      // Makes room again and again: if the time began anew with each call, all would go out.
      var buffer = [UInt8](repeating: 0, count: 100_000)
      var count = 0
      while let more = try server.receive(into: &buffer), more > 0 {
        count += more
        usleep(20_000)
      }
      return count
    }
    var error: SocketError?
    let duration = time {
      error = failure { try client.sendAll(bytes) }
    }
    #expect(error?.cause == .timedOut)
    #expect(error?.operation == "send")
    // All of it takes four seconds.
    #expect(duration >= .milliseconds(300) && duration < .seconds(4))
    try client.close()
    let count = try reading.value()
    #expect(count > 0 && error?.bytesSent == count)
  }

  @Test("on a non-blocking socket, what would block is nil, or EAGAIN where there is no nil")
  func nonBlocking() throws {
    let listener = try Socket.listen(at: .unixUnnamed)
    try listener.setMode(.nonBlocking)
    #expect(try listener.acceptIfReady() == nil)
    #expect(failure { _ = try listener.accept() }?.errno == .resourceTemporarilyUnavailable)
    let client = try Socket(.unix, .stream, mode: .nonBlocking)
    #expect(client.mode == .nonBlocking)
    #expect(try client.connect(to: listener.localAddress))
    let server = try #require(try listener.acceptIfReady(mode: .timeout(.zero))).socket
    #expect(server.mode == .nonBlocking)
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(try client.receive(into: &buffer) == nil)
    #expect(try client.receiveFrom(into: &buffer) == nil)
    #expect(failure { _ = try client.receive(upTo: 1) }?.errno == .resourceTemporarilyUnavailable)
    #expect(failure { _ = try client.receiveFrom(upTo: 1) }?.errno == .wouldBlock)
    let chunk = [UInt8](repeating: 1, count: 100_000)
    var sent = 0
    while let count = try client.send(chunk) { sent += count }
    let error = failure { try client.sendAll(chunk) }
    #expect(error?.errno == .wouldBlock)
    #expect(error?.bytesSent == 0)
    #expect(try server.receive(upTo: 1).count == 1)
    #expect(sent > 0)
  }

  @Test("a non-blocking connection is being made, then stands")
  func nonBlockingConnect() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let client = try Socket(.inet, .stream, mode: .nonBlocking)
    #expect(try client.connect(to: listener.localAddress) == false)
    _ = try listener.accept()
    #expect(try client.option(.SO_ERROR) == 0)
    #expect(try client.remoteAddress == listener.localAddress)
  }

  @Test("MSG_DONTWAIT does not wait, whatever the mode", arguments: [Socket.Mode.blocking, .timeout(.seconds(60))])
  func dontWait(mode: Socket.Mode) throws {
    let (client, server) = try connectedPair(at: .unixUnnamed)
    defer { withExtendedLifetime(server) {} }
    try client.setMode(mode)
    var buffer: [UInt8] = [0]
    #expect(try client.receive(into: &buffer, flags: .MSG_DONTWAIT) == nil)
  }

  @Test("SO_RCVTIMEO on a blocking socket is a time-out")
  func receiveTimeoutOption() throws {
    let (client, server) = try connectedPair(at: .unixUnnamed)
    defer { withExtendedLifetime(server) {} }
    try client.setOption(.SO_RCVTIMEO, .milliseconds(20))
    #expect(failure { _ = try client.receive(upTo: 1) }?.cause == .timedOut)
  }

  @Test("modes: what is set is read; zero does not block; fractions round up; negatives are refused")
  func modes() throws {
    let socket = try Socket(.inet, .stream)
    #expect(socket.mode == .blocking)
    let cases: [(Socket.Mode, Socket.Mode)] = [
      (.timeout(.zero), .nonBlocking), (.blocking, .blocking), (.timeout(.seconds(3)), .timeout(.seconds(3))),
      (.timeout(Duration(secondsComponent: 0, attosecondsComponent: 1)), .timeout(.nanoseconds(1))),
      (.timeout(.seconds(60 * 86400)), .timeout(.seconds(60 * 86400))),
      (.timeout(.seconds(Int64.max)), .timeout(.nanoseconds(Int64.max))), (.nonBlocking, .nonBlocking),
    ]
    for (set, read) in cases {
      try socket.setMode(set)
      #expect(socket.mode == read)
      let flags = try socket.withFileDescriptor { fcntl($0.rawValue, F_GETFL) }
      #expect((flags & O_NONBLOCK != 0) == (read != .blocking))
    }
    let negative = Socket.Mode.timeout(.seconds(-1))
    #expect(failure { try socket.setMode(negative) } == SocketError("setMode", .negativeTimeout))
    #expect(socket.mode == .nonBlocking)
    #expect(failure { _ = try Socket(.inet, .stream, mode: negative) } == SocketError("socket", .negativeTimeout))
    #expect(
      failure { _ = try Socket.connect(to: "127.0.0.1", port: 1, timeout: .seconds(-1)) }
        == SocketError("connect", .negativeTimeout))
  }

  @Test("a time-out of sixty days waits, and wakes up", arguments: [60 * 86400, .max] as [Int64])
  func longTimeout(seconds: Int64) throws {
    let (client, server) = try connectedPair(at: .unixUnnamed)
    try client.setMode(.timeout(.seconds(seconds)))
    let receiving = Running { try client.receive(upTo: 1) }
    usleep(50_000)
    try server.sendAll([1])
    #expect(try receiving.value() == [1])
  }
}
