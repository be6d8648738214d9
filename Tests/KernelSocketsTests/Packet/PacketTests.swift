import KernelSockets
import Testing

@Suite("AF_PACKET: rings, filters, shared and promiscuous reception")
struct PacketTests {
  /// A socket for frames of one type on the loopback interface.
  static func socket(_ type: EtherType, bound: Bool = true) throws -> Socket {
    let socket = try Socket(.packet, .raw, mode: .timeout(.seconds(10)))
    if bound { try socket.bind(to: .packet(interface: "lo", protocol: type)) }
    return socket
  }

  /// A frame with a payload that is different each time.
  static func frame(_ type: EtherType, _ number: Int, byteCount: Int) -> [UInt8] {
    let header = [UInt8](repeating: 0, count: 12) + type.bytes
    return header + [UInt8(number >> 8), UInt8(truncatingIfNeeded: number)] + [UInt8](repeating: 7, count: byteCount)
  }

  @Test("a ring has the frames that were sent, in order, and as many")
  func ring() throws {
    let type = EtherType.unused
    let receiver = try Self.socket(type, bound: false)
    // Small blocks, so that the ring goes round.
    let ring = try PacketRing(receiver, blockCount: 4, blockByteCount: 1 << 14, retireTime: .milliseconds(5))
    try receiver.bind(to: .packet(interface: "lo", protocol: type))
    let sender = try Self.socket(EtherType(rawValue: 0), bound: false)
    let destination = try SocketAddress.packet(interface: "lo", protocol: type)
    let before = try #require(Double(Python.value("__import__('time').time()")))
    var received = 0
    for round in 0..<30 {
      let frames = (0..<10).map { Self.frame(type, round * 10 + $0, byteCount: 100 * $0) }
      for frame in frames { _ = try sender.send(frame, to: destination) }
      var arrived: [[UInt8]] = []
      while arrived.count < frames.count {
        try ring.receive { frame, bytes in
          arrived.append((0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) })
          #expect(frame.length == bytes.byteCount)
          #expect(frame.address?.protocol == type, "\(frame.link)")
          let seconds = Double(frame.time.components.seconds)
          #expect(seconds >= before.rounded(.down) && seconds < before + 60)
        }
      }
      #expect(arrived == frames)
      received += arrived.count
    }
    #expect(received == 300)
    #expect(try receiver.option(.PACKET_STATISTICS).tp_drops == 0)
    try receiver.setMode(.nonBlocking)
    #expect(try ring.receive { _, _ in } == nil)
  }

  @Test("the ring of a blocking socket waits for a frame")
  func blockingRing() throws {
    let type = EtherType.unused
    let receiver = try Socket(.packet, .raw, mode: .blocking)
    let ring = try PacketRing(receiver, blockCount: 4, blockByteCount: 1 << 14, retireTime: .milliseconds(5))
    try receiver.bind(to: .packet(interface: "lo", protocol: type))
    let sending = Running {
      pause(100)
      let sender = try Self.socket(EtherType(rawValue: 0), bound: false)
      return try sender.send(Self.frame(type, 1, byteCount: 100), to: .packet(interface: "lo", protocol: type))
    }
    var lengths: [Int] = []
    #expect(try ring.receive { frame, _ in lengths.append(frame.length) } == 1)
    #expect(lengths == [116])
    #expect(try sending.value() == 116)
  }

  @Test("a ring that nobody reads drops frames, and the kernel counts them; a frame longer than a block is cut")
  func full() throws {
    let type = EtherType.unused
    let receiver = try Self.socket(type, bound: false)
    // Long enough to fill a block: half-filled ones would be handed over on a slow machine.
    let ring = try PacketRing(receiver, blockCount: 2, blockByteCount: 1 << 13, retireTime: .milliseconds(500))
    try receiver.bind(to: .packet(interface: "lo", protocol: type))
    let sender = try Self.socket(EtherType(rawValue: 0), bound: false)
    let destination = try SocketAddress.packet(interface: "lo", protocol: type)
    _ = try sender.send(Self.frame(type, 0, byteCount: 20_000), to: destination)
    var (onWire, inRing) = (0, 0)
    try ring.receive { frame, bytes in (onWire, inRing) = (frame.length, bytes.byteCount) }
    #expect(onWire == 20_016)
    #expect(inRing > 7_000 && inRing < 1 << 13)
    for number in 0..<100 { _ = try sender.send(Self.frame(type, number, byteCount: 1000), to: destination) }
    #expect(try receiver.option(.PACKET_STATISTICS).tp_drops > 50)
    var count = 0
    try receiver.setMode(.timeout(.milliseconds(200)))
    let error = failure { while let frames = try ring.receive({ _, _ in }) { count += frames } }
    #expect(error?.cause == .timedOut)
    #expect(count > 5 && count < 50)
  }

  @Test("a ring that can't be is refused")
  func badRing() throws {
    let socket = try Socket(.packet, .raw)
    #expect(failure { _ = try PacketRing(socket, blockByteCount: 1000) }?.errno == .invalidArgument)
    #expect(failure { _ = try PacketRing(socket, blockCount: -1) }?.kind == .invalidArgument)
    #expect(failure { _ = try PacketRing(socket, blockCount: .max) }?.kind == .invalidArgument)
    #expect(failure { _ = try PacketRing(socket, retireTime: .seconds(-1)) }?.cause == .negativeTimeout)
    let ring = try PacketRing(socket)
    #expect(failure { _ = try PacketRing(socket) }?.errno == .resourceBusy)
    try ring.socket.close()
    #expect(failure { try ring.receive { _, _ in } }?.cause == .closed)
    #expect(failure { _ = try PacketRing(Socket(.inet, .datagram)) }?.errno != nil)
  }

  @Test("a filter passes what its program takes, cut as it says, and is taken away again")
  func filter() throws {
    let (near, far) = try Socket.pair(.unix, .datagram, mode: .nonBlocking)
    // Takes three bytes of what begins with a 7.
    try far.attachFilter([
      Linux.sock_filter(code: UInt16(Linux.BPF_LD | Linux.BPF_B | Linux.BPF_ABS), k: 0),
      Linux.sock_filter(code: UInt16(Linux.BPF_JMP | Linux.BPF_JEQ | Linux.BPF_K), jt: 0, jf: 1, k: 7),
      Linux.sock_filter(code: UInt16(Linux.BPF_RET | Linux.BPF_K), k: 3),
      Linux.sock_filter(code: UInt16(Linux.BPF_RET | Linux.BPF_K), k: 0),
    ])
    for first: UInt8 in [6, 7, 8] { _ = try near.send([first, 1, 2, 3, 4]) }
    #expect(try far.receive(upTo: 100) == [7, 1, 2])
    #expect(try far.hasNothing)
    try far.detachFilter()
    _ = try near.send([9])
    #expect(try far.receive(upTo: 100) == [9])
    #expect(failure { try far.detachFilter() }?.errno == .noSuchFileOrDirectory)
    #expect(failure { try far.attachFilter([]) }?.errno == .invalidArgument)
    // A program has to return.
    let endless = Linux.sock_filter(code: UInt16(Linux.BPF_LD | Linux.BPF_B | Linux.BPF_ABS), k: 0)
    #expect(failure { try far.attachFilter([endless]) }?.errno == .invalidArgument)
  }

  @Test("sockets of a group share the frames")
  func fanout() throws {
    let type = EtherType.unused
    let sockets = try (0..<2).map { _ in
      let socket = try Self.socket(type)
      try socket.joinFanout(4711, mode: Linux.PACKET_FANOUT_LB)
      try socket.setMode(.nonBlocking)
      return socket
    }
    let sender = try Self.socket(EtherType(rawValue: 0), bound: false)
    let destination = try SocketAddress.packet(interface: "lo", protocol: type)
    for number in 0..<10 { _ = try sender.send(Self.frame(type, number, byteCount: 50), to: destination) }
    var counts: [Int] = []
    for socket in sockets {
      var (count, buffer) = (0, [UInt8](repeating: 0, count: 100))
      while try socket.receive(into: &buffer) != nil { count += 1 }
      counts.append(count)
    }
    #expect(counts == [5, 5])
    let other = try Self.socket(type)
    #expect(failure { try other.joinFanout(4711, mode: Linux.PACKET_FANOUT_HASH) }?.errno == .invalidArgument)
  }

  @Test("an interface is promiscuous as long as a socket wants it", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func promiscuous() throws {
    try Namespace.network.run {
      let socket = try Socket(.packet, .raw)
      func isPromiscuous() throws -> Bool {
        let links = try NetlinkSocket().request(
          NetlinkMessage(Linux.RTM_GETLINK, body: Linux.ifinfomsg(ifi_index: 1)))
        let count: UInt32? = links[0].attributes(after: Linux.ifinfomsg.self)[Linux.IFLA_PROMISCUITY]?.value()
        return count == 1
      }
      try socket.setPromiscuous(true, interface: "lo")
      #expect(try isPromiscuous())
      try socket.setPromiscuous(false, interface: "lo")
      #expect(try !isPromiscuous())
      try socket.setPromiscuous(true, interface: "lo")
      try socket.close()
      #expect(try !isPromiscuous())
      let missing = failure { try Socket(.packet, .raw).setPromiscuous(true, interface: "none0") }
      #expect(missing?.cause == .invalidAddress(.unknownInterface))
    }
  }
}
