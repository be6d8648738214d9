import Foundation
import KernelSockets
import Testing

/// How long `body` takes, and what it returns.
private func timed<Value>(_ body: () throws -> Value) rethrows -> (value: Value, time: Duration) {
  let start = ContinuousClock.now
  let value = try body()
  return (value, ContinuousClock.now - start)
}

/// The shortest time of a few: another program may take the processor from one, hardly from all.
private func fastest(_ body: () throws -> Socket) throws -> Duration {
  try (0..<5).map { _ in try timed(body).time }.min()!
}

@Suite("Connecting to one of several addresses")
struct AttemptTests {
  let good: Socket
  let target: AddressInfo

  init() throws {
    good = try Socket.listen(at: .inet6(.loopback, port: 0))
    target = AddressInfo(try good.localAddress)
  }

  func hole(_ last: UInt8 = 2) throws -> BlackHole { try BlackHole(.inet(IPv4Address(127, 0, 0, last), port: 0)) }

  @Test("one after the other: a refused address is followed by the next, and all failures are told")
  func inTurn() throws {
    let (address, holder) = try refusingAddress()
    defer { try? holder.close() }
    let refusing = AddressInfo(address)
    let socket = try Socket.connect(toFirstOf: [refusing, target], timeout: .seconds(5))
    #expect(try socket.remoteAddress == target.address)
    #expect(socket.mode == .timeout(.seconds(5)))
    let refused = SocketError("connect", "to \(address)", .errno(.connectionRefused))
    for attempts in [ConnectionAttempts.inTurn(), .overlapping()] {
      let error = failure { _ = try Socket.connect(toFirstOf: [refusing, refusing], attempts: attempts) }
      #expect(
        error
          == SocketError(
            "connect", "to the first of 2 addresses", .errno(.connectionRefused), attempts: [refused, refused]))
    }
    #expect(
      try Python.value(
        "socket.create_connection(('127.0.0.1', int(a[0])), all_errors=True)", "\(try #require(address.port))"
      )
      .hasPrefix("ExceptionGroup"))
  }

  @Test("one after the other: each has its time, and the socket waits afterwards as was asked")
  func eachInTurn() throws {
    let hole = try hole()
    let answers = [AddressInfo(hole.address), target]
    let (socket, time) = try timed {
      try Socket.connect(toFirstOf: answers, attempts: .inTurn(timeout: .milliseconds(100)))
    }
    #expect(try socket.remoteAddress == target.address)
    #expect(socket.mode == .blocking)
    #expect(time >= .milliseconds(100) && time < .seconds(5))
    let other = try Socket.connect(
      toFirstOf: answers, timeout: .seconds(5), attempts: .inTurn(timeout: .milliseconds(100)))
    #expect(other.mode == .timeout(.seconds(5)))
  }

  @Test(
    "the overall time-out ends all attempts",
    arguments: [ConnectionAttempts.inTurn(), .inTurn(timeout: .seconds(60)), .overlapping(delay: .milliseconds(50))])
  func overall(attempts: ConnectionAttempts) throws {
    let (first, second) = (try hole(2), try hole(3))
    let answers = [AddressInfo(first.address), AddressInfo(second.address)]
    let (error, time) = timed {
      failure { _ = try Socket.connect(toFirstOf: answers, timeout: .milliseconds(300), attempts: attempts) }
    }
    #expect(error?.cause == .timedOut)
    #expect(time >= .milliseconds(300) && time < .seconds(5))
    let overlap = if case .overlapping = attempts { true } else { false }
    let timeouts = answers.map { SocketError("connect", "to \($0.address)", .timedOut) }
    #expect(error?.attempts == (overlap ? timeouts : [timeouts[0]]))
  }

  @Test("overlapping: an address that does not answer delays the next one, no more")
  func overlapping() throws {
    let hole = try hole()
    let answers = [AddressInfo(hole.address), target]
    let attempts = ConnectionAttempts.overlapping(delay: .milliseconds(150))
    let socket = try Socket.connect(toFirstOf: answers, attempts: attempts)
    #expect(try socket.remoteAddress == target.address)
    #expect(socket.mode == .blocking)
    try socket.sendAll("hello".utf8)
    #expect(try String(good.accept().socket.receive(upTo: 10)) == "hello")
    let time = try fastest { try Socket.connect(toFirstOf: answers, attempts: attempts) }
    #expect(time >= .milliseconds(150) && time < .milliseconds(900))
  }

  @Test("overlapping: the delay of RFC 8305 is 250 ms, and at least 10 ms")
  func delays() throws {
    let hole = try hole()
    let answers = [AddressInfo(hole.address), target]
    #expect(try timed { try Socket.connect(toFirstOf: answers, attempts: .overlapping()) }.time >= .milliseconds(250))
    let short = try fastest { try Socket.connect(toFirstOf: answers, attempts: .overlapping(delay: .zero)) }
    #expect(short >= .milliseconds(10) && short < .milliseconds(200))
  }

  @Test("overlapping: a refused address is followed by the next at once")
  func refusedAtOnce() throws {
    let (address, holder) = try refusingAddress()
    defer { try? holder.close() }
    let (socket, time) = try timed {
      try Socket.connect(
        toFirstOf: [AddressInfo(address), target], timeout: .seconds(9), attempts: .overlapping(delay: .seconds(60)))
    }
    #expect(try socket.remoteAddress == target.address)
    #expect(socket.mode == .timeout(.seconds(9)))
    #expect(time < .seconds(5))
  }

  @Test("overlapping: the families take turns, beginning with the first")
  func interleaved() throws {
    let holes = [try hole(2), try hole(3), try hole(4)]
    let answers = holes.map { AddressInfo($0.address) } + [target]
    let time = try fastest {
      let socket = try Socket.connect(toFirstOf: answers, attempts: .overlapping(delay: .milliseconds(300)))
      #expect(try socket.remoteAddress == target.address)
      return socket
    }
    // It came second; as the fourth, it would have come after 900 ms.
    #expect(time >= .milliseconds(300) && time < .milliseconds(850))
  }

  @Test("overlapping: the first attempt still wins if it is the first to end")
  func lateWinner() throws {
    let (first, second) = (try hole(2), try hole(3))
    let answers = [AddressInfo(first.address), AddressInfo(second.address)]
    let connecting = Running {
      try Socket.connect(toFirstOf: answers, timeout: .seconds(9), attempts: .overlapping(delay: .milliseconds(20)))
    }
    Thread.sleep(forTimeInterval: 0.2)
    try first.open()
    // The kernel asks again after a second.
    #expect(try connecting.value().remoteAddress == first.address)
  }

  @Test("overlapping: what did not win is closed, and nothing stays open on failure")
  func nothingLeaks() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        try Namespace.descriptors.enter()
        func openFiles() throws -> Int {
          try FileManager.default.contentsOfDirectory(atPath: "/proc/thread-self/fd").count
        }
        let good = try Socket.listen(at: .inet6(.loopback, port: 0))
        let hole = try BlackHole(.inet(IPv4Address(127, 0, 0, 2), port: 0))
        let (refusing, holder) = try refusingAddress()
        let answers = [hole.address, refusing].map { AddressInfo($0) }
        let before = try openFiles()
        for attempts in [ConnectionAttempts.overlapping(delay: .milliseconds(20)), .inTurn(timeout: .milliseconds(20))]
        {
          let winner = try Socket.connect(toFirstOf: answers + [AddressInfo(good.localAddress)], attempts: attempts)
          #expect(try openFiles() == before + 1, "what lost is open")
          try winner.close()
          #expect(throws: SocketError.self) {
            try Socket.connect(toFirstOf: answers, timeout: .milliseconds(100), attempts: attempts)
          }
          #expect(try openFiles() == before, "what failed is open")
        }
        // Nor do listeners stay that could not be made.
        let taken = try good.localAddress
        #expect(failure { _ = try Socket.listen(at: taken) }?.errno == .addressInUse)
        #expect(failure { _ = try Socket.listen(at: .inet(.loopback, port: 0), type: .datagram) } != nil)
        #expect(try openFiles() == before, "a listener is open")
        try holder.close()
      }
    }
  }

  @Test(
    "a source is bound first, and the peer sees it",
    arguments: [ConnectionAttempts.inTurn(), .overlapping(delay: .seconds(60))])
  func source(attempts: ConnectionAttempts) throws {
    let listener = try Socket.listen(at: .inet(.any, port: 0))
    let port = try #require(try listener.localAddress.port)
    let source = SocketAddress.inet(IPv4Address(127, 0, 0, 77), port: 0)
    let socket = try Socket.connect(to: "127.0.0.1", port: port, attempts: attempts, from: source)
    let peer = try listener.accept().address
    #expect(peer.ipv4 == source.ipv4)
    #expect(try socket.localAddress == peer)

    let python = try Python.value(
      "socket.create_connection(('127.0.0.1', int(a[0])), source_address=('127.0.0.77', 0)).getsockname()[0]", "\(port)"
    )
    #expect(python == "127.0.0.77")

    // An address of another family can't be reached from there, and one that is not here can't be bound.
    let error = failure { _ = try Socket.connect(toFirstOf: [target], attempts: attempts, from: source) }
    #expect(
      error?.attempts == [
        SocketError("connect", "to \(target.address) from \(source)", .invalidAddress(.wrongFamily(.inet6)))
      ])
    // What fails before it begins does not delay the next.
    let answers = [target, AddressInfo(.inet(.loopback, port: port))]
    let (second, time) = try timed { try Socket.connect(toFirstOf: answers, attempts: attempts, from: source) }
    #expect(try second.localAddress.ipv4 == source.ipv4)
    #expect(time < .seconds(5))
    let foreign = SocketAddress.inet(IPv4Address(192, 0, 2, 1), port: 0)
    let cause = failure { _ = try Socket.connect(to: "127.0.0.1", port: port, attempts: attempts, from: foreign) }
    #expect(cause?.errno == .addressNotAvailable)
    #expect(cause?.attempts.first?.operation == "bind")
  }

  @Test("a name with one family only", arguments: [ConnectionAttempts.inTurn(), .overlapping()])
  func family(attempts: ConnectionAttempts) throws {
    let port = try #require(target.address.port)
    let socket = try Socket.connect(to: "::1", port: port, family: .inet6, timeout: .seconds(5), attempts: attempts)
    #expect(socket.family == .inet6)
    #expect(
      failure { _ = try Socket.connect(to: "::1", port: port, family: .inet, attempts: attempts) }?.cause
        == .resolver(.EAI_ADDRFAMILY))
  }

  @Test("bad times and no addresses are told before anything is done")
  func badInput() {
    let negative = Duration.milliseconds(-1)
    #expect(failure { _ = try Socket.connect(toFirstOf: [target], timeout: negative) }?.cause == .negativeTimeout)
    #expect(
      failure { _ = try Socket.connect(toFirstOf: [target], attempts: .inTurn(timeout: negative)) }?.cause
        == .negativeTimeout)
    #expect(
      failure { _ = try Socket.connect(to: "\0", port: 1, attempts: .overlapping(delay: negative)) }?.cause
        == .negativeTimeout)
    #expect(
      failure { _ = try Socket.connect(toFirstOf: []) }
        == SocketError("connect", "to the first of 0 addresses", .notFound))
  }

  @Test("a time-out of zero does not wait, as in Python", arguments: [ConnectionAttempts.inTurn(), .overlapping()])
  func noTime(attempts: ConnectionAttempts) throws {
    let hole = try hole()
    let error = failure {
      _ = try Socket.connect(toFirstOf: [AddressInfo(hole.address)], timeout: .zero, attempts: attempts)
    }
    #expect(error?.errno == .nowInProgress)
    #expect(failure { _ = try Socket.connect(to: hole.address, timeout: .zero) }?.errno == .nowInProgress)
    let port = try #require(hole.address.port)
    #expect(
      try Python.value("socket.create_connection(('127.0.0.2', int(a[0])), 0)", "\(port)") == "BlockingIOError 115")
  }
}
