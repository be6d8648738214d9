import Foundation
import KernelSockets
import Testing

/// Where this library keeps to what CPython's `socket` does, and where it decides otherwise, as the documentation's page
/// "Differences from Python" says. What other suites cover is not repeated.
@Suite("What CPython does, kept or decided otherwise")
struct PythonDecisionTests {
  // MARK: Errors

  @Test(
    "every error number that callers tell apart has its kind",
    arguments: [
      (.resourceTemporarilyUnavailable, .wouldBlock), (.nowInProgress, .wouldBlock), (.alreadyInProcess, .wouldBlock),
      (.brokenPipe, .brokenPipe), (.socketShutdown, .brokenPipe), (.connectionAbort, .connectionAborted),
      (.connectionRefused, .connectionRefused), (.connectionReset, .connectionReset), (.interrupted, .interrupted),
      (.permissionDenied, .permissionDenied), (.notPermitted, .permissionDenied), (.timedOut, .timedOut),
      (.addressInUse, .addressInUse), (.noFunction, .unsupported), (.protocolNotAvailable, .unsupported),
      (.addressFamilyNotSupported, .unsupported), (.ioError, .operatingSystem),
    ] as [(Errno, SocketError.Kind)])
  func kinds(errno: Errno, kind: SocketError.Kind) {
    #expect(SocketError("connect", .errno(errno)).kind == kind)
  }

  @Test("a time-out of the module and one of the kernel are of one kind, and can be told apart")
  func timeouts() {
    let (own, kernel) = (SocketError("connect", .timedOut), SocketError("connect", .errno(.timedOut)))
    #expect(own.kind == kernel.kind && own != kernel && own.errno == nil)
  }

  @Test("a peer that breaks off is a reset, and the error names it")
  func reset() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let address = try server.localAddress
    try client.sendAll([1])
    _ = try server.wait(for: .readable, timeout: .seconds(5))
    // Closing with bytes unread sends a reset.
    try server.close()
    let error = failure { while try !client.receive(upTo: 1).isEmpty {} }
    #expect(error?.kind == .connectionReset)
    #expect(
      error?.subject?.contains("\(try client.localAddress)") == true || error?.subject?.contains("\(address)") == true)
  }

  @Test("an address in use is told, with the address")
  func inUse() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let address = try listener.localAddress
    let error = failure { _ = try Socket.listen(at: address) }
    #expect(error?.kind == .addressInUse && error?.subject == "to \(address)")
  }

  // MARK: Construction

  @Test("sockets of every origin are closed on exec, and non-blocking exactly if their mode is not blocking")
  func flags() throws {
    for mode in [Socket.Mode.blocking, .nonBlocking, .timeout(.seconds(1))] {
      let listener = try Socket.listen(at: .inet(.loopback, port: 0))
      let client = try Socket.connect(to: try listener.localAddress)
      let accepted = try listener.accept(mode: mode).socket
      let made = try Socket(.inet, .stream, mode: mode)
      let pair = try Socket.pair(.unix, .stream, mode: mode)
      for socket in [accepted, made, pair.0, pair.1, try made.duplicate()] {
        let number = try #require(socket.fileDescriptor).rawValue
        #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
        #expect((fcntl(number, F_GETFL) & O_NONBLOCK != 0) == (mode != .blocking))
        #expect(socket.mode == mode)
      }
      withExtendedLifetime(client) {}
    }
  }

  @Test("the protocol stays what was asked for; an adopted socket has the kernel's")
  func protocolNumber() throws {
    let socket = try Socket(.inet, .stream)
    #expect(socket.protocol.rawValue == 0)
    #expect(try Socket(duplicating: #require(socket.fileDescriptor)).protocol == .IPPROTO_TCP)
  }

  @Test("flags among the type are refused: there is a mode for that")
  func typeFlags() throws {
    let type = SocketType(rawValue: SocketType.stream.rawValue | SocketFlags.SOCK_NONBLOCK.rawValue)
    #expect(failure { _ = try Socket(.inet, type) }?.kind == .invalidArgument)
    #expect(failure { _ = try Socket.pair(.unix, type) }?.kind == .invalidArgument)
  }

  @Test("an adopted descriptor keeps its state: a non-blocking one is non-blocking, whatever the default")
  func adoptedMode() throws {
    let (left, right) = try Socket.pair(.unix, .stream, mode: .nonBlocking)
    defer { withExtendedLifetime(right) {} }
    let adopted = try Socket(adopting: left.detach())
    #expect(adopted.mode == .nonBlocking)
    #expect(failure { _ = try adopted.receive(upTo: 1) }?.kind == .wouldBlock)
  }

  @Test("detach gives the descriptor once, and says closed afterwards")
  func detach() throws {
    let (left, right) = try Socket.pair()
    let descriptor = try left.detach()
    #expect(failure { _ = try left.detach() }?.cause == .closed)
    #expect(left.isClosed && left.fileDescriptor == nil)
    try left.close()
    try descriptor.writeAll([1])
    #expect(try right.receive(upTo: 2) == [1])
    try descriptor.close()
  }

  // MARK: Time

  @Test("a default mode holds for new and accepted sockets, not for those that are there or adopted")
  func defaultMode() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        let before = try Socket.listen(at: .inet(.loopback, port: 0))
        try Socket.setDefaultMode(.timeout(.milliseconds(20)))
        let client = try Socket.connect(to: try before.localAddress)
        let accepted = try before.accept().socket
        let pair = try Socket.pair()
        let adopted = try Socket(adopting: FileDescriptor(rawValue: dup(try #require(before.fileDescriptor).rawValue)))
        let modes = [before, client, accepted, pair.0, adopted].map(\.mode)
        let short = Socket.Mode.timeout(.milliseconds(20))
        #expect(modes == [.blocking, short, short, short, .blocking], "\(modes)")
        #expect(failure { _ = try pair.0.receive(upTo: 1) }?.cause == .timedOut, "no time-out")
        let refused = failure { try Socket.setDefaultMode(.timeout(.seconds(-1))) }
        #expect(refused?.cause == .negativeTimeout, "\(String(describing: refused))")
        #expect(Socket.defaultMode == short, "\(Socket.defaultMode)")
      }
    }
  }

  @Test("setting the mode of a closed socket changes nothing")
  func modeOfClosed() throws {
    let (left, _) = try Socket.pair()
    try left.close()
    #expect(failure { try left.setMode(.nonBlocking) }?.cause == .closed)
    #expect(left.mode == .blocking)
  }

  @Test("a connection's outcome can be had as a value: standing, being made, refused, late")
  func connectResult() throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    let address = try listener.localAddress
    #expect(try Socket(.inet, .stream).connectResult(to: address) == .success(true))
    let (full, _) = try fullListener()
    let late = try Socket(.unix, .stream, mode: .timeout(.milliseconds(20))).connectResult(to: try full.localAddress)
    #expect(late == .failure(SocketError("connect", "to \(try full.localAddress)", .timedOut)))
    let (refusing, holder) = try refusingAddress()
    let refused = try Socket(.inet, .stream).connectResult(to: refusing)
    #expect(refused == .failure(SocketError("connect", "to \(refusing)", .errno(.connectionRefused))))
    try holder.close()
  }

  /// A unix listener whose queue is full, and those who fill it.
  private func fullListener() throws -> (Socket, [Socket]) {
    let listener = try Socket.listen(at: .unixUnnamed, backlog: 0)
    var clients: [Socket] = []
    while true {
      let client = try Socket(.unix, .stream, mode: .nonBlocking)
      guard (try? client.connect(to: try listener.localAddress)) == true else { return (listener, clients) }
      clients.append(client)
    }
  }

  // MARK: Transfers

  @Test("receiving no bytes still asks the kernel: it takes a datagram off, and a closed socket says so")
  func receiveNothing() throws {
    let (left, right) = try Socket.pair(.unix, .datagram, mode: .nonBlocking)
    try left.sendAll([1])
    #expect(try right.receive(upTo: 0) == [])
    #expect(failure { _ = try right.receive(upTo: 1) }?.kind == .wouldBlock)
    try right.close()
    #expect(failure { _ = try right.receive(upTo: 0) }?.cause == .closed)
  }

  @Test("on a non-blocking socket, sendAll tells how much went out before it would have had to wait")
  func sendAllProgress() throws {
    let (left, right) = try Socket.pair(.unix, .stream, mode: .nonBlocking)
    let bytes = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0) }
    let error = try #require(failure { try left.sendAll(bytes) })
    #expect(error.kind == .wouldBlock && error.bytesSent > 0)
    #expect(try right.receiveExactly(error.bytesSent) == Array(bytes.prefix(error.bytesSent)))
    #expect(failure { _ = try right.receive(upTo: 1) }?.kind == .wouldBlock)
  }

  @Test("descriptors are sent with the flags and to the address that are given")
  func descriptorArguments() throws {
    let receiver = try Socket(.unix, .datagram, mode: .timeout(.seconds(5)))
    try receiver.bind(to: .unixUnnamed)
    let sender = try Socket(.unix, .datagram)
    try sender.sendDescriptors([.standardInput], with: [7], to: try receiver.localAddress)
    let (descriptors, bytes, _) = try receiver.receiveDescriptors(upTo: 1, with: 1, flags: .MSG_PEEK)
    #expect(descriptors.count == 1 && bytes == [7])
    #expect(try receiver.receiveDescriptors(upTo: 1, with: 1, flags: .MSG_DONTWAIT).descriptors.count == 1)
    while try sender.sendDescriptors([.standardInput], with: [8], to: receiver.localAddress, flags: .MSG_DONTWAIT)
      != nil
    {}
  }

  @Test("an option may be longer than a kilobyte, and any integer is a value")
  func options() throws {
    let socket = try Socket(.inet, .datagram)
    #expect(try socket.option(level: 1, name: 3, upTo: 5000).count == 4)
    try socket.setOption(.SO_MARK, UInt32.max)
    #expect(try socket.option(.SO_MARK) == UInt32.max)
  }

  @Test("a negative backlog is none")
  func backlog() throws {
    let listener = try Socket(.inet, .stream)
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen(backlog: -5)
    _ = try Socket.connect(to: try listener.localAddress, timeout: .seconds(5))
  }

  @Test("a description has descriptor, kind and both addresses, or says closed")
  func description() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let number = try #require(client.fileDescriptor).rawValue
    let (own, peer) = (try client.localAddress, try server.localAddress)
    #expect(client.description == "Socket(fd \(number), AF_INET, SOCK_STREAM, local \(own), remote \(peer))")
    try client.close()
    #expect(client.description == "Socket(closed, AF_INET, SOCK_STREAM)")
  }
}
