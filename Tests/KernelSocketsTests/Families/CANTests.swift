import KernelSockets
import TestSupport
import Testing

@Suite("AF_CAN: controller area networks", .needs(.AF_CAN))
struct CANTests {
  /// A socket that takes frames with one identifier only: other tests share the interface.
  func rawSocket(on interface: String, taking identifier: UInt32) throws -> Socket {
    let socket = try impatientSocket(.AF_CAN, .SOCK_RAW, .CAN_RAW)
    try socket.setOption(.CAN_RAW_FILTER, [Linux.can_filter(can_id: identifier, can_mask: 0x1fff_ffff)])
    try socket.bind(to: .can(interface: interface))
    return socket
  }

  @Test(
    "frames go both ways, over one interface and through a pair", arguments: [("vcan0", "vcan0"), ("vxcan0", "vxcan1")])
  func classic(near: String, far: String) throws {
    let (near, far) = try (rawSocket(on: near, taking: 0x123), rawSocket(on: far, taking: 0x123))
    try expectRoundTrip(
      near, far, there: Linux.can_frame(can_id: 0x123, len: 4, data: [0xde, 0xad, 0xbe, 0xef]).bytes,
      back: Linux.can_frame(can_id: 0x8000_0123, len: 1, data: [7]).bytes)
  }

  @Test("frames that Python packs are those that Swift reads, and the other way about")
  func python() throws {
    let socket = try rawSocket(on: "vcan0", taking: 0x321)
    let python = try Python(
      """
      import struct
      can = socket.socket(socket.AF_CAN, socket.SOCK_RAW, socket.CAN_RAW)
      can.bind(("vcan0",))
      can.setsockopt(socket.SOL_CAN_RAW, socket.CAN_RAW_FILTER, struct.pack("=II", 0x42, 0x7ff))
      print("ready")
      frame = can.recv(100)
      print(struct.unpack("=IB3x8s", frame))
      can.send(struct.pack("=IB3x8s", 0x321 | socket.CAN_EFF_FLAG, 3, b"abc"))
      """)
    #expect(try python.line() == "ready")
    try socket.sendAll(Linux.can_frame(can_id: 0x42, len: 2, data: [0x68, 0x69]).bytes)
    #expect(try python.line() == #"(66, 2, b'hi\x00\x00\x00\x00\x00\x00')"#)
    let answer = Linux.can_frame(bytes: try socket.receive(upTo: 100))
    #expect(answer.can_id == 0x8000_0321)
    try expectBack(.AF_CAN, Array(answer.data).prefix(Int(answer.len)), Array("abc".utf8)[...])
    python.expectSuccess()
  }

  @Test("frames of 64 bytes go once they are switched on, and not before")
  func flexibleDataRate() throws {
    let (near, far) = try (rawSocket(on: "vcan0", taking: 0x322), rawSocket(on: "vcan0", taking: 0x322))
    let frame = Linux.canfd_frame(can_id: 0x322, len: 64, flags: UInt8(Linux.CANFD_BRS), data: CArray(0..<64))
    #expect(failure { try near.sendAll(frame.bytes) }?.errno == .invalidArgument)
    try near.setOption(.CAN_RAW_FD_FRAMES, true)
    try far.setOption(.CAN_RAW_FD_FRAMES, true)
    for (sender, receiver) in [(near, far), (far, near)] {
      try sender.sendAll(frame.bytes)
      let received = Linux.canfd_frame(bytes: try receiver.receive(upTo: 100))
      #expect(received.can_id == 0x322)
      #expect(received.flags & UInt8(Linux.CANFD_BRS) != 0)
      try #require(Array(received.data) == Array(0..<64))
    }
    try RoundTrips.note("AF_CAN")
  }

  @Test("filters let through what they name, and the sender is told by its interface")
  func filters() throws {
    let sender = try rawSocket(on: "vcan1", taking: 0)
    let receiver = try impatientSocket(.AF_CAN, .SOCK_RAW, .CAN_RAW)
    try receiver.setOption(.CAN_RAW_FILTER, [Linux.can_filter(can_id: 0x200, can_mask: 0x700)])
    // All interfaces
    try receiver.bind(to: SocketAddress(CANAddress()))
    for identifier: UInt32 in [0x1ff, 0x2ab, 0x300] { try sender.sendAll(Linux.can_frame(can_id: identifier).bytes) }
    let (bytes, sendersAddress) = try receiver.receiveFrom(upTo: 100)
    #expect(Linux.can_frame(bytes: bytes).can_id == 0x2ab)
    #expect(try sendersAddress == .can(interface: "vcan1"))
    #expect(try receiver.hasNothing)
  }

  @Test("ISO-TP carries 300 bytes in segments, both ways", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP))
  func isotp() throws {
    let (near, far) = try (
      impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP), impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP)
    )
    try near.bind(to: .isotp(interface: "vcan0", rx: 0x702, tx: 0x701))
    try far.bind(to: .isotp(interface: "vcan0", rx: 0x701, tx: 0x702))
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try expectRoundTrip(near, far, there: bytes, back: bytes.reversed())
  }

  @Test(
    "J1939 carries 100 bytes by its transport protocol, and names sender and group",
    .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939() throws {
    let near = try impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_J1939)
    let far = try impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_J1939)
    try near.bind(to: .j1939(interface: "vcan0", address: 0x20))
    try far.bind(to: .j1939(interface: "vcan0", address: 0x30))
    let sender = try expectRoundTrip(
      near, far, to: .j1939(interface: "vcan0", pgn: 0x12300, address: 0x30), there: Array(0..<100))
    #expect(sender.j1939?.address == 0x20)
    #expect(sender.j1939?.pgn == 0x12300)
  }
}
