import Glibc
import KernelSockets
import Testing

@Suite("No descriptors left")
struct ExhaustionTests {
  @Test("every call that needs one says so, leaves none open, and works again when there are some")
  func exhaustion() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        try Namespace.descriptors.enter()
        let listener = try Socket.listen(at: .unixUnnamed)
        let target = try listener.localAddress
        let waiting = try Socket.connect(to: target)
        let (left, right) = try Socket.pair()
        let source = try Socket.pair()
        try left.withFileDescriptor { _ = try left.sendDescriptors([$0, $0, $0], with: [1]) }
        var limit = rlimit(rlim_cur: 64, rlim_max: 64)
        try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        var all: [Socket] = []
        while let socket = try? Socket(.inet, .datagram) { all.append(socket) }

        let sockets = all.count
        let calls: [(String, () throws -> Void)] = [
          ("socket", { _ = try Socket(.inet, .stream) }), ("pair", { _ = try Socket.pair() }),
          ("accept", { _ = try listener.accept() }), ("anonymous", { _ = try listener.acceptAnonymous() }),
          ("duplicate", { _ = try left.duplicate() }), ("splice", { _ = try Splice(from: source.0, to: left) }),
          ("netlink", { _ = try NetlinkSocket() }), ("connect", { _ = try Socket.connect(to: target) }),
          ("listen", { _ = try Socket.listen(at: .inet(.loopback, port: 0)) }),
          ("connect to a host", { _ = try Socket.connect(to: "127.0.0.1", port: 1) }),
          ("overlapping", { _ = try Socket.connect(to: "127.0.0.1", port: 1, attempts: .overlapping()) }),
        ]
        // A reactor needs three: those that it got are free again.
        for free in 0..<3 {
          for socket in all.suffix(free) { try socket.close() }
          #expect(failure { _ = try Reactor() }?.errno == .tooManyOpenFiles, "with \(free)")
          all.removeLast(free)
          while let socket = try? Socket(.inet, .datagram) { all.append(socket) }
        }
        #expect(all.count == sockets, "\(sockets) before, \(all.count) after")
        for round in 0..<3 {
          for (name, call) in calls {
            let error = failure(call)
            #expect(error?.errno == .tooManyOpenFiles, "\(name), round \(round): \(String(describing: error))")
          }
        }

        // The kernel drops descriptors that it has no numbers for, and says that something is missing.
        let (none, bytes, message) = try right.receiveDescriptors(upTo: 3, with: 1)
        #expect(none.isEmpty && bytes == [1] && message.isControlTruncated, "\(none.count), \(message)")

        for socket in all { try socket.close() }
        let server = try listener.accept().socket
        try waiting.sendAll([5])
        #expect(try server.receive(upTo: 9) == [5], "the connection was lost")
        var again: [Socket] = []
        while let socket = try? Socket(.inet, .datagram) { again.append(socket) }
        #expect(again.count == all.count - 1, "\(all.count) before, \(again.count) after")
      }
    }
  }

  @Test("descriptors that nobody asked for are closed: two hundred thousand of them")
  func flood() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    let (file, other) = try FileDescriptor.pipe()
    defer {
      try? file.close()
      try? other.close()
    }
    let before = try openDescriptors(of: file)
    let sent = [FileDescriptor](repeating: file, count: Socket.maximumDescriptors)
    let batch = try MessageBatch(capacity: 4, byteCapacity: 8)
    let control = ControlBuffer(capacity: 100)
    var buffer: [UInt8] = [0]
    for round in 0..<200 {
      for _ in 0..<4 { try left.sendDescriptors(sent, with: [1]) }
      switch round % 4 {
      case 0: for _ in 0..<4 { _ = try right.receive(upTo: 9) }
      case 1: for _ in 0..<4 { _ = try right.receiveFrom(into: &buffer) }
      case 2: for _ in 0..<4 { _ = try right.receiveMessage(into: &buffer, control: control) }
      default: #expect(try right.receiveMessages(into: batch) == 4)
      }
    }
    control.removeAll()
    #expect(try openDescriptors(of: file) == before)
  }
}
