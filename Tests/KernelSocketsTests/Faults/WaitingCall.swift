import Glibc
import KernelSockets
import Testing

/// A call that waits, on a socket that leaves it nothing else to do.
struct WaitingCall: CustomTestStringConvertible, Sendable {
  /// How long it waits where it has a time-out of its own rather than the socket's.
  static let patience = Duration.milliseconds(150)

  let testDescription: String
  private let setting: Setting
  private let call: @Sendable (Socket, [Socket]) throws -> Void

  /// Why a call has to wait.
  enum Setting: Sendable {
    /// Nothing has come.
    case empty(SocketType)
    /// The peer reads nothing, and there is no more room.
    case full(SocketType)
    /// Nobody connects.
    case listening(SocketAddress)
    /// The listener at this address accepts nobody, and its queue is full.
    case connecting(SocketAddress)
  }

  init(_ name: String, _ setting: Setting, _ call: @escaping @Sendable (Socket) throws -> Void) {
    testDescription = name
    self.setting = setting
    self.call = { socket, _ in try call(socket) }
  }

  /// Connecting to a listener at this address that has no room.
  private init(connectingTo address: SocketAddress) {
    testDescription = "connect, \(address.family)"
    setting = .connecting(address)
    call = { socket, others in try socket.connect(to: others[0].localAddress) }
  }

  /// Calls, where nothing but a signal, a time-out or a close comes.
  func run(_ prepared: (socket: Socket, others: [Socket])) throws { try call(prepared.socket, prepared.others) }

  /// The socket to call on, and those that have to stay open; a listener is the first of them.
  func prepare() throws -> (socket: Socket, others: [Socket]) {
    switch setting {
    case .empty(let type):
      let pair = try Socket.pair(.unix, type)
      return (pair.0, [pair.1])
    case .full(let type):
      let pair = try Socket.pair(.unix, type)
      while try pair.0.send([UInt8](repeating: 1, count: 1024), flags: .MSG_DONTWAIT) != nil {}
      return (pair.0, [pair.1])
    case .listening(let address):
      return (try Socket.listen(at: address), [])
    case .connecting(let address):
      let listener = try Socket(address.family, .stream)
      try listener.bind(to: address)
      try listener.listen(backlog: 0)
      var others = [listener]
      var isFull = false
      while !isFull {
        let client = try Socket(address.family, .stream, mode: .timeout(.milliseconds(50)))
        others.append(client)
        isFull = failure { try client.connect(to: listener.localAddress) } != nil
      }
      return (try Socket(address.family, .stream), others)
    }
  }
}

extension WaitingCall {
  /// Those that wait for bytes, messages or connections.
  static let receiving: [WaitingCall] = [
    WaitingCall("receive(into:)", .empty(.stream)) { socket in
      var buffer: [UInt8] = [0]
      _ = try socket.receive(into: &buffer)
    },
    WaitingCall("receive(upTo:)", .empty(.sequentialPacket)) { _ = try $0.receive(upTo: 9) },
    WaitingCall("receive, all", .empty(.stream)) { _ = try $0.receive(upTo: 9, flags: .MSG_WAITALL) },
    WaitingCall("receiveFrom", .empty(.datagram)) { _ = try $0.receiveFrom(upTo: 9) },
    WaitingCall("receiveMessage", .empty(.stream)) { _ = try $0.receiveMessage(upTo: 9) },
    WaitingCall("receiveMessage into pieces", .empty(.stream)) { socket in
      var pieces: [[UInt8]] = [[0], [0]]
      _ = try socket.receiveMessage(into: &pieces)
    },
    WaitingCall("receiveDescriptors", .empty(.stream)) { _ = try $0.receiveDescriptors(upTo: 1, with: 1) },
    WaitingCall("receiveMessages", .empty(.datagram)) {
      _ = try $0.receiveMessages(into: MessageBatch(capacity: 4, byteCapacity: 16))
    },
    WaitingCall("splice", .empty(.stream)) { socket in
      let (target, peer) = try Socket.pair()
      defer { withExtendedLifetime(peer) {} }
      _ = try Splice(from: socket, to: target).move()
    },
    WaitingCall("accept", .listening(.inet(.loopback, port: 0))) { _ = try $0.accept() },
    WaitingCall("accept, unix", .listening(.unixUnnamed)) { _ = try $0.acceptAnonymous() },
  ]

  /// Those that wait for room.
  static let sending: [WaitingCall] = [
    WaitingCall("send", .full(.stream)) { _ = try $0.send([1]) },
    WaitingCall("send a message", .full(.sequentialPacket)) { _ = try $0.send([1]) },
    WaitingCall("sendAll", .full(.stream)) { try $0.sendAll([1, 2]) },
    WaitingCall("sendMessage", .full(.stream)) { _ = try $0.sendMessage([1]) },
    WaitingCall("sendMessage of pieces", .full(.datagram)) { _ = try $0.sendMessage([[1], [2]]) },
    WaitingCall("sendDescriptors", .full(.stream)) { socket in
      try socket.withFileDescriptor { _ = try socket.sendDescriptors([$0], with: [1]) }
    },
    WaitingCall("sendMessages", .full(.datagram)) { socket in
      let batch = try MessageBatch(capacity: 2, byteCapacity: 16)
      for _ in 0..<2 { try batch.append([1]) }
      _ = try socket.sendMessages(batch)
    },
    WaitingCall("sendFile", .full(.stream)) { socket in
      let file = try unsafe FileDescriptor.open("/proc/self/exe", .readOnly)
      defer { try? file.close() }
      try socket.sendFile(file)
    },
    WaitingCall("splice into it", .full(.stream)) { socket in
      let (source, peer) = try Socket.pair()
      let splice = try Splice(from: source, to: socket)
      // Kernels before 6.5 put some pieces into what is queued already, however full the queue is.
      while true {
        try peer.sendAll([1, 2, 3])
        _ = try splice.move(upTo: 3)
      }
    },
  ]

  /// Those that wait for a connection to be made.
  static let connecting = [
    WaitingCall(connectingTo: .inet(.loopback, port: 0)), WaitingCall(connectingTo: .unixUnnamed),
  ]

  /// Those with a time-out of their own.
  static let polling: [WaitingCall] = [
    WaitingCall("wait", .empty(.stream)) { socket in
      guard try socket.wait(for: .readable, timeout: patience).isEmpty else { return }
      throw SocketError("wait", .timedOut)
    },
    WaitingCall("wait for room", .full(.stream)) { socket in
      guard try socket.wait(for: .writable, timeout: patience).isEmpty else { return }
      throw SocketError("wait", .timedOut)
    },
    WaitingCall("a set's wait", .empty(.stream)) { socket in
      var set = PollSet()
      set.insert(socket, for: .readable)
      let ready = try set.wait(timeout: patience)
      throw SocketError("wait", ready.first?.events == .closed ? .closed : .timedOut)
    },
  ]

  /// Those of readers and writers, which close() leaves alone.
  static let files: [WaitingCall] = [
    WaitingCall("a reader's read", .empty(.stream)) { _ = try $0.makeReader().read(upTo: 1) },
    WaitingCall("a reader's line", .empty(.stream)) { _ = try $0.makeReader().readLine() },
    WaitingCall("a reader without a buffer", .empty(.stream)) { _ = try $0.makeReader(bufferSize: 0).readExactly(5) },
    WaitingCall("a text reader's end", .empty(.stream)) { _ = try $0.makeTextReader().readToEnd() },
    WaitingCall("a writer's flush", .full(.stream)) { socket in
      let writer = try socket.makeWriter()
      try writer.write([1])
      try writer.flush()
    },
  ]
}
