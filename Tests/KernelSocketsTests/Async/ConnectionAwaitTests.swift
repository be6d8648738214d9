import KernelSockets
import Testing

@Suite("Awaited connections")
struct ConnectionAwaitTests {
  @Test("a connection is made and accepted", arguments: [AddressFamily.inet, .inet6, .unix])
  func connects(family: AddressFamily) async throws {
    let folder = try TemporaryDirectory()
    let address: SocketAddress =
      switch family {
      case .inet: .inet(.loopback, port: 0)
      case .inet6: .inet6(.loopback, port: 0)
      default: try .unix(folder.path + "/s")
      }
    let listener = try Socket.listen(at: address)
    try listener.setMode(.nonBlocking)
    let accepting = Task { try await listener.accept() }
    try await pause()
    let client = try await Socket.connect(to: listener.localAddress, timeout: .patience)
    let (server, peer) = try await accepting.value
    if family != .unix { #expect(try peer == client.localAddress) }
    try await client.sendAll("ping".utf8)
    #expect(try await server.awaitExactly(4) == Array("ping".utf8))
  }

  @Test("a refused connection is an error that names the address")
  func refused() async throws {
    let (address, holder) = try refusingAddress()
    let error = await awaitedFailure { _ = try await Socket.connect(to: address) }
    #expect(error == SocketError("connect", "to \(address)", .errno(.connectionRefused)))
    try holder.close()
  }

  @Test("a host that does not answer ends with the time, and with the task")
  func noAnswer() async throws {
    let hole = try BlackHole(.inet(.loopback, port: 0))
    let error = await awaitedFailure {
      _ = try await Socket.connect(to: hole.address, timeout: .milliseconds(30))
    }
    #expect(error?.cause == .timedOut)
    let task = Task { try await Socket.connect(to: hole.address) }
    try await pause()
    task.cancel()
    #expect(await wasCancelled(task))
  }

  @Test("a unix listener whose queue is full is asked again")
  func fullBacklog() async throws {
    let folder = try TemporaryDirectory()
    let listener = try Socket.listen(at: .unix(folder.path + "/s"), backlog: 0)
    try listener.setMode(.nonBlocking)
    let address = try listener.localAddress
    let first = try await Socket.connect(to: address)
    let second = Task { try await Socket.connect(to: address) }
    let third = Task { try await Socket.connect(to: address, timeout: .milliseconds(30)) }
    guard case .failure(let error) = await third.result else {
      Issue.record("there was room")
      return
    }
    #expect((error as? SocketError)?.cause == .timedOut)
    _ = try await listener.accept()
    _ = try await second.value
    withExtendedLifetime(first) {}
  }

  @Test("a lookup does not take the task's thread, and can be cancelled")
  func lookup() async throws {
    let answers = try await AddressInfo.lookup(host: "127.0.0.1", port: 80, type: .stream)
    #expect(answers.map(\.address) == [.inet(.loopback, port: 80)])
    let error = await awaitedFailure { _ = try await AddressInfo.lookup(host: "256.1.1.1.", service: "http") }
    #expect(error?.kind == .nameResolution)
    let task = Task { try await AddressInfo.lookup(host: "localhost", port: 80) }
    task.cancel()
    #expect(await wasCancelled(task))
    let many = try await withThrowingTaskGroup(of: Int.self) { group in
      for port in 1...100 { group.addTask { try await AddressInfo.lookup(host: "::1", port: UInt16(port)).count } }
      return try await group.reduce(0, +)
    }
    #expect(many >= 100)
  }

  @Test("the first address that answers wins: one that does not answer is passed over")
  func happyEyeballs() async throws {
    let good = try Socket.listen(at: .inet6(.loopback, port: 0))
    let hole = try BlackHole(.inet(IPv4Address(127, 0, 0, 2), port: 0))
    let addresses = [hole.address, try good.localAddress]
    let answers = addresses.map {
      AddressInfo(family: $0.family, type: .stream, protocol: .automatic, address: $0)
    }
    let socket = try await Socket.connect(toFirstOf: answers, attempts: .overlapping(delay: .milliseconds(20)))
    #expect(try socket.remoteAddress == good.localAddress)
    let other = try await Socket.connect(toFirstOf: answers, attempts: .inTurn(timeout: .milliseconds(20)))
    #expect(try other.remoteAddress == good.localAddress)

    let error = await awaitedFailure {
      _ = try await Socket.connect(toFirstOf: [answers[0]], timeout: .milliseconds(30))
    }
    #expect(error?.cause == .timedOut && error?.attempts.count == 1)
    #expect(await awaitedFailure { _ = try await Socket.connect(toFirstOf: []) }?.cause == .notFound)
  }

  @Test("a host is looked up and connected to")
  func host() async throws {
    let listener = try Socket.listen(port: 0)
    try listener.setMode(.nonBlocking)
    let port = try #require(listener.localAddress.port)
    let socket = try await Socket.connect(to: "localhost", port: port, timeout: .patience)
    try await socket.sendAll([7])
    #expect(try await listener.accept().socket.receive(upTo: 1) == [7])
  }
}
