import Glibc
import KernelSockets
import Testing

@Suite("Cancelling, closing and waiting in line")
struct ReactorTests {
  /// The calls that can be suspended, on a socket where they are.
  enum Call: String, CaseIterable {
    case accept, receive, receiveInto, receiveMessage, receiveFrom, send, sendAll, sendMessage, wait

    func socket() throws -> (Socket, keep: Socket?) {
      switch self {
      case .accept: return (try .awaitedListener(), nil)
      case .send, .sendAll, .sendMessage:
        let (left, right) = try Socket.awaitedPair()
        try left.fill()
        return (left, right)
      default: return try Socket.awaitedPair()
      }
    }

    nonisolated(nonsending) func make(
      on socket: Socket, timeout: Duration? = nil, until deadline: ContinuousClock.Instant? = nil
    ) async throws {
      switch self {
      case .accept: _ = try await socket.accept(timeout: timeout, until: deadline)
      case .receive: _ = try await socket.receive(upTo: 1, timeout: timeout, until: deadline)
      case .receiveInto:
        var buffer: [UInt8] = [0]
        _ = try await socket.receive(into: &buffer, timeout: timeout, until: deadline)
      case .receiveMessage: _ = try await socket.receiveMessage(upTo: 1, timeout: timeout, until: deadline)
      case .receiveFrom: _ = try await socket.receiveFrom(upTo: 1, timeout: timeout, until: deadline)
      case .send: _ = try await socket.send([1], timeout: timeout, until: deadline)
      case .sendAll: try await socket.sendAll([1], timeout: timeout, until: deadline)
      case .sendMessage: try await socket.sendMessage([1], timeout: timeout, until: deadline)
      case .wait:
        let ready = try await socket.wait(for: .readable, timeout: timeout, until: deadline)
        if ready.isEmpty { throw SocketError("wait", .timedOut) }
      }
    }

    /// Makes the call possible, and makes it.
    func makePossible(_ socket: Socket, _ other: Socket?) async throws {
      switch self {
      case .accept: _ = try await Socket.connect(to: socket.localAddress)
      case .send, .sendAll, .sendMessage: while try await other!.receive(upTo: 65_536)?.count == 65_536 {}
      default: try await other!.sendAll([1])
      }
      try await make(on: socket, timeout: .patience)
    }
  }

  @Test("a cancelled call throws at once, and the socket goes on", arguments: Call.allCases)
  func cancel(call: Call) async throws {
    let (socket, other) = try call.socket()
    let task = Task { try await call.make(on: socket) }
    try await pause()
    task.cancel()
    #expect(await wasCancelled(task))
    // A task that was cancelled before makes no attempt.
    let early = Task {
      unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
      try await call.make(on: socket)
    }
    #expect(await wasCancelled(early))
    try await call.makePossible(socket, other)
  }

  @Test("closing a socket ends the call", arguments: Call.allCases)
  func close(call: Call) async throws {
    let (socket, other) = try call.socket()
    let tasks = (0..<3).map { _ in Task { await awaitedFailure { try await call.make(on: socket) } } }
    try await pause()
    try socket.close()
    for task in tasks { #expect(await task.value?.cause == .closed) }
    #expect(await awaitedFailure { try await call.make(on: socket) }?.cause == .closed)
    withExtendedLifetime(other) {}
  }

  @Test("giving the descriptor away ends the call, and it is no longer watched")
  func detach() async throws {
    let (left, right) = try Socket.awaitedPair()
    let task = Task { await awaitedFailure { _ = try await right.receive(upTo: 1) } }
    try await pause()
    let descriptor = try right.detach()
    #expect(await task.value?.cause == .closed)
    let again = try Socket(adopting: descriptor)
    let next = Task { try await again.receive(upTo: 1) }
    try await pause()
    try await left.sendAll([3])
    #expect(try await next.value == [3])
  }

  @Test("time is up by a duration, an instant, or the socket's mode", arguments: Call.allCases)
  func deadline(call: Call) async throws {
    let (socket, other) = try call.socket()
    let start = ContinuousClock.now
    let byDuration = await awaitedFailure { try await call.make(on: socket, timeout: .milliseconds(20)) }
    #expect(byDuration?.cause == .timedOut)
    #expect(start.duration(to: .now) >= .milliseconds(20))
    let end = ContinuousClock.now.advanced(by: .milliseconds(20))
    let byInstant = await awaitedFailure { try await call.make(on: socket, timeout: .seconds(60), until: end) }
    #expect(byInstant?.cause == .timedOut)
    #expect(ContinuousClock.now >= end)
    let past = await awaitedFailure { try await call.make(on: socket, until: .now.advanced(by: .seconds(-1))) }
    #expect(past?.cause == .timedOut)
    #expect(await awaitedFailure { try await call.make(on: socket, timeout: .zero) }?.cause == .timedOut)
    let negative = await awaitedFailure { try await call.make(on: socket, timeout: .nanoseconds(-1)) }
    #expect(negative?.cause == .negativeTimeout)
    if call != .wait {
      try socket.setMode(.timeout(.milliseconds(10)))
      #expect(await awaitedFailure { try await call.make(on: socket) }?.cause == .timedOut)
    }
    try await call.makePossible(socket, other)
  }

  @Test("each of many deadlines comes, and none too early, whatever the order in which they were set")
  func manyDeadlines() async throws {
    let (left, right) = try Socket.awaitedPair()
    let start = ContinuousClock.now
    await withTaskGroup(of: Void.self) { group in
      for number in (0..<100).map({ $0 * 7 % 100 }) {
        group.addTask {
          let end = start.advanced(by: .milliseconds(2 * number))
          let error = await awaitedFailure { _ = try await right.receive(upTo: 1, until: end) }
          #expect(error?.cause == .timedOut)
          #expect(ContinuousClock.now >= end)
        }
      }
    }
    withExtendedLifetime(left) {}
  }

  @Test("several tasks at one socket: first come, first served")
  func line() async throws {
    let (left, right) = try Socket.awaitedPair(.datagram)
    // Tasks of one thread begin in the order in which they are made.
    let reactor = try Reactor()
    var tasks = (0..<8).map { _ in Task(executorPreference: reactor) { try await right.receive(upTo: 1) } }
    try await pause()
    // One in the middle leaves; all others move up.
    tasks.remove(at: 3).cancel()
    for number in 0..<7 { try await left.sendAll([UInt8(number)]) }
    for (number, task) in tasks.enumerated() { #expect(try await task.value == [UInt8(number)]) }
    withExtendedLifetime(reactor) {}
  }

  @Test("a reader and a writer at one socket don't disturb each other")
  func bothDirections() async throws {
    let (left, right) = try Socket.awaitedPair()
    try left.fill()
    async let sent = left.send([1])
    async let received = left.receive(upTo: 1)
    try await pause()
    try await right.sendAll([9])
    #expect(try await received == [9])
    while try await right.receive(upTo: 65_536)?.count == 65_536 {}
    #expect(try await sent == 1)
  }

  @Test("a task whose socket is always ready lets others run in its thread")
  func fairness() async throws {
    let reactor = try Reactor()
    let (left, right) = try Socket.awaitedPair(.datagram)
    let (quiet, wakes) = try Socket.awaitedPair()
    let busy = Task(executorPreference: reactor) {
      // Always ready: the socket sends to itself, so to say.
      while true {
        try await left.sendAll([1])
        _ = try await right.receive(upTo: 1)
      }
    }
    let other = Task(executorPreference: reactor) { try await quiet.receive(upTo: 1) }
    try await pause()
    try await wakes.sendAll([1])
    #expect(try await other.value == [1])
    busy.cancel()
    #expect(await wasCancelled(busy))
  }

  @Test("a reactor of one's own waits for its sockets and for what they accept, and runs tasks in its thread")
  func ownReactor() async throws {
    let reactor = try Reactor()
    let listener = try Socket.awaitedListener()
    try reactor.attach(listener)
    try reactor.attach(listener)
    let address = try listener.localAddress
    let server = Task(executorPreference: reactor) {
      let (connection, _) = try await listener.accept()
      #expect(throws: SocketError.self) { try Reactor().attach(connection) }
      try await connection.sendAll(try await connection.receive(upTo: 10)!)
    }
    let client = try await Socket.connect(to: address)
    try await pause()
    try await client.sendAll([1, 2])
    #expect(try await client.awaitExactly(2) == [1, 2])
    try await server.value
    try listener.close()
    #expect(failure { try reactor.attach(listener) }?.cause == .closed)
  }

  @Test("a reactor's thread stands back, unless whoever makes it has a policy already: sched(7)")
  func policy() async throws {
    func policy(of reactor: Reactor) async -> CInt {
      await Task(executorPreference: reactor) { sched_getscheduler(0) }.value
    }
    let (batch, idle) = (CInt(3), CInt(5))
    #expect(await policy(of: try Reactor()) == batch)
    let made = Running {
      var parameter = sched_param()
      try #require(unsafe sched_setscheduler(0, idle, &parameter) == 0)
      return try Reactor()
    }
    #expect(await policy(of: try made.value()) == idle)
  }
}
