import KernelSockets
import Testing

@Suite("Waiting for readiness")
struct PollTests {
  @Test("wait tells what a socket is ready for, or nothing when time is up")
  func wait() throws {
    let (left, right) = try Socket.pair()
    #expect(try left.wait(for: [.readable, .writable]) == .writable)
    let duration = try ContinuousClock().measure { () throws in
      #expect(try left.wait(for: .readable, timeout: .milliseconds(30)) == [])
    }
    #expect(duration >= .milliseconds(30))
    #expect(try left.wait(for: .readable, timeout: .zero) == [])
    try right.sendAll([1])
    #expect(try left.wait(for: .readable, timeout: .seconds(100 * 86_400)) == .readable)
    try right.close()
    #expect(try left.wait(for: [.readable, .peerClosed]) == [.readable, .hangUp, .peerClosed])
    #expect(failure { _ = try left.wait(for: .readable, timeout: .seconds(-1)) }?.cause == .negativeTimeout)
  }

  @Test("events print as poll(2) calls them")
  func description() {
    #expect(PollEvents([.readable, .urgent, .writable]).description == "[POLLIN, POLLPRI, POLLOUT]")
    #expect(
      PollEvents([.error, .hangUp, .closed, .peerClosed]).description == "[POLLERR, POLLHUP, POLLNVAL, POLLRDHUP]")
    #expect(PollEvents().description == "[]")
  }

  @Test("a connection that is refused shows as an error")
  func refused() throws {
    let (address, holder) = try refusingAddress()
    defer { try? holder.close() }
    let socket = try Socket(.inet, .stream, mode: .nonBlocking)
    switch socket.connectResult(to: address) {
    case .success(let stands):
      #expect(!stands)
      #expect(try socket.wait(for: .writable, timeout: .seconds(5)).contains(.error))
      #expect(try socket.option(.SO_ERROR) == Errno.connectionRefused.rawValue)
    case .failure(let error):
      #expect(error.kind == .connectionRefused)
    }
  }

  @Test("closing ends a wait in another thread")
  func close() throws {
    let (left, right) = try Socket.pair()
    defer { withExtendedLifetime(right) {} }
    let waiting = Running { failure { _ = try left.wait(for: .readable) } }
    let polling = Running {
      var set = PollSet()
      set.insert(left, for: .readable)
      return try set.wait().map(\.events)
    }
    pause(50)
    try left.close()
    #expect(try waiting.value()?.cause == .closed)
    #expect(try polling.value() == [.closed])
  }

  @Test("several sockets are waited for at once")
  func several() throws {
    let pairs = try (0..<3).map { _ in try Socket.pair(.unix, .datagram) }
    var set = PollSet()
    #expect(try set.wait().isEmpty)
    for (socket, _) in pairs { set.insert(socket, for: .readable) }
    #expect(try set.wait(timeout: .milliseconds(10)).isEmpty)
    try pairs[1].1.sendAll([1])
    try pairs[2].1.sendAll([1])
    let ready = try set.wait()
    #expect(ready.map { ObjectIdentifier($0.socket) } == [pairs[1].0, pairs[2].0].map(ObjectIdentifier.init))
    #expect(ready.allSatisfy { $0.events == .readable })
    set.insert(pairs[0].0, for: .writable)
    set.remove(pairs[1].0)
    #expect(set.members.map(\.events) == [.writable, .readable])
    #expect(try set.wait().map(\.events) == [.writable, .readable])
    try pairs[2].0.close()
    #expect(try set.wait().map(\.events) == [.writable, .closed])
  }
}
