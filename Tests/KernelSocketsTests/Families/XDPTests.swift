import KernelSockets
import Testing

@Suite(
  "AF_XDP: frames in shared memory", .needs(.AF_XDP),
  .needs(interfaces: "veth0", "veth1"), .serialized)
struct XDPTests {
  /// An Ethernet frame to everybody, of a type for experiments.
  static func frame(_ text: String) -> [UInt8] {
    [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 0x88, 0xB5] + Array(text.utf8)
      + [UInt8](repeating: 0, count: 60)
  }

  /// The other end of veth0, which sees these frames only.
  static func otherEnd() throws -> Socket {
    let socket = try impatientSocket(.packet, .raw)
    try socket.bind(to: .packet(interface: "veth1", protocol: EtherType(rawValue: 0x88B5)))
    return socket
  }

  static func received(_ xdp: XDPSocket) throws -> [[UInt8]] {
    var frames: [[UInt8]] = []
    try xdp.receive { bytes in frames.append([UInt8](copying: bytes)) }
    // Others use the network as well.
    return frames.filter { $0[12...13] == [0x88, 0xB5] }
  }

  @Test("frames go to the other end and come from there, more of them than there is room for at once")
  func bothWays() throws {
    let far = try Self.otherEnd()
    let near = try XDPSocket(interface: "veth0", frameCount: 8, mode: .timeout(.seconds(10)))
    for number in 1...50 {
      let (there, back) = (Self.frame("there \(number)"), Self.frame("back \(number)"))
      try near.send(there)
      var seen: [UInt8] = []
      // What it sent itself comes by as well.
      repeat { seen = try far.receive(upTo: 4096) } while seen.dropFirst(14).starts(with: "back".utf8)
      #expect(seen == there)
      try far.sendAll(back)
      var frames: [[UInt8]] = []
      while frames.isEmpty { frames = try Self.received(near) }
      try expectBack(.AF_XDP, frames, [back])
    }
    // A blocking socket waits as well.
    try near.socket.setMode(.blocking)
    let sending = Running {
      pause(100)
      try far.sendAll(Self.frame("at last"))
    }
    var frames: [[UInt8]] = []
    while frames.isEmpty { frames = try Self.received(near) }
    #expect(frames == [Self.frame("at last")])
    try sending.value()
    let statistics = try near.socket.option(.XDP_STATISTICS)
    #expect(statistics.rx_dropped == 0 && statistics.rx_invalid_descs == 0 && statistics.tx_invalid_descs == 0)
  }

  @Test("a socket that only sends leaves what comes to others")
  func sendOnly() throws {
    let far = try Self.otherEnd()
    let near = try XDPSocket(interface: "veth0", receives: false, mode: .nonBlocking)
    let stack = try impatientSocket(.packet, .raw)
    try stack.bind(to: .packet(interface: "veth0", protocol: EtherType(rawValue: 0x88B5)))
    let frame = Self.frame("only")
    try near.send(frame)
    #expect(try far.receive(upTo: 4096) == frame)
    try far.sendAll(Self.frame("for the stack"))
    var frames: [[UInt8]] = []
    while frames.last != Self.frame("for the stack") { frames.append(try stack.receive(upTo: 4096)) }
    #expect(try near.receive { _ in } == nil)
  }

  @Test("the interface's frames are everybody's again once the socket is gone")
  func end() throws {
    let far = try Self.otherEnd()
    let stack = try impatientSocket(.packet, .raw)
    try stack.bind(to: .packet(interface: "veth0", protocol: EtherType(rawValue: 0x88B5)))
    do {
      let near = try XDPSocket(interface: "veth0", mode: .timeout(.seconds(10)))
      let busy = failure { _ = try XDPSocket(interface: "veth0") }
      #expect(busy?.errno == .resourceBusy)
      try far.sendAll(Self.frame("taken"))
      var frames: [[UInt8]] = []
      while frames.isEmpty { frames = try Self.received(near) }
      #expect(frames == [Self.frame("taken")])
    }
    try far.sendAll(Self.frame("passed on"))
    #expect(try stack.receive(upTo: 4096) == Self.frame("passed on"))
  }

  @Test("frames that are too long, or none, are refused, and so are queues that there are not")
  func refused() throws {
    let xdp = try XDPSocket(interface: "veth0", receives: false)
    for count in [0, 2049] {
      let error = failure { try xdp.send([UInt8](repeating: 0, count: count)) }
      #expect(error?.cause == .invalidArgument("a frame has 1 to 2048 bytes, not \(count)"))
    }
    #expect(failure { _ = try XDPSocket(interface: "veth0", queue: 4_000_000) }?.errno == .invalidArgument)
    #expect(failure { _ = try XDPSocket(interface: "veth0", queue: .max) }?.errno == .invalidArgument)
  }
}

@Suite("XDP's numbers")
struct XDPNumberTests {
  @Test("numbers that are no powers of two are refused before anything is opened")
  func numbers() {
    for count in [-1, 0, 3, 1000, 1 << 40] {
      let error = failure { _ = try XDPSocket(interface: "lo", frameCount: count) }
      #expect(
        error?.cause == .invalidArgument("the number of frames is a power of two from 1 to 1048576, not \(count)"))
    }
    for size in [-1, 0, 1024, 3000, 1 << 20] {
      let error = failure { _ = try XDPSocket(interface: "lo", frameByteCount: size) }
      #expect(error?.cause == .invalidArgument("the size of a frame is a power of two from 2048 to 65536, not \(size)"))
    }
  }
}
