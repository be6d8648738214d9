import KernelSockets
import Testing

@Suite("AF_CAN: controller area networks", .needs(.AF_CAN))
struct CANTests {
  func address(_ interface: String, _ protocolPart: Linux.sockaddr_can.CanAddr = .bytes([])) throws -> SocketAddress {
    let index = Int32(bitPattern: try NetworkInterface.index(of: interface))
    return SocketAddress(Linux.sockaddr_can(can_ifindex: index, can_addr: protocolPart))
  }

  /// A socket that takes frames with one identifier only: other tests share the interface.
  func rawSocket(on interface: String, taking identifier: UInt32) throws -> Socket {
    let socket = try impatientSocket(.AF_CAN, .SOCK_RAW, .CAN_RAW)
    try socket.setOption(.CAN_RAW_FILTER, [Linux.can_filter(can_id: identifier, can_mask: 0x1fff_ffff)])
    try socket.bind(to: address(interface))
    return socket
  }

  @Test(
    "frames go both ways, over one interface and through a pair", arguments: [("vcan0", "vcan0"), ("vxcan0", "vxcan1")])
  func classic(near: String, far: String) throws {
    let (near, far) = try (rawSocket(on: near, taking: 0x123), rawSocket(on: far, taking: 0x123))
    for (sender, receiver) in [(near, far), (far, near)] {
      let frame = Linux.can_frame(can_id: 0x123, len: 4, data: [0xde, 0xad, 0xbe, 0xef])
      try sender.sendAll(frame.bytes)
      #expect(try receiver.receive(upTo: 100) == frame.bytes)
    }
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
    #expect(Array(Array(answer.data)[..<Int(answer.len)]) == Array("abc".utf8))
    python.expectSuccess()
  }

  @Test("frames of 64 bytes go once they are switched on, and not before")
  func flexibleDataRate() throws {
    let (near, far) = try (rawSocket(on: "vcan0", taking: 0x322), rawSocket(on: "vcan0", taking: 0x322))
    let frame = Linux.canfd_frame(can_id: 0x322, len: 64, flags: UInt8(Linux.CANFD_BRS), data: CArray(0..<64))
    #expect(failure { try near.sendAll(frame.bytes) }?.errno == .invalidArgument)
    try near.setOption(.CAN_RAW_FD_FRAMES, true)
    try far.setOption(.CAN_RAW_FD_FRAMES, true)
    try near.sendAll(frame.bytes)
    let received = Linux.canfd_frame(bytes: try far.receive(upTo: 100))
    #expect(received.can_id == 0x322)
    #expect(received.flags & UInt8(Linux.CANFD_BRS) != 0)
    #expect(Array(received.data) == Array(0..<64))
  }

  @Test("filters let through what they name, and the sender is told by its interface")
  func filters() throws {
    let sender = try rawSocket(on: "vcan1", taking: 0)
    let receiver = try impatientSocket(.AF_CAN, .SOCK_RAW, .CAN_RAW)
    try receiver.setOption(.CAN_RAW_FILTER, [Linux.can_filter(can_id: 0x200, can_mask: 0x700)])
    // All interfaces
    try receiver.bind(to: SocketAddress(Linux.sockaddr_can()))
    for identifier: UInt32 in [0x1ff, 0x2ab, 0x300] { try sender.sendAll(Linux.can_frame(can_id: identifier).bytes) }
    let (bytes, sendersAddress) = try receiver.receiveFrom(upTo: 100)
    #expect(Linux.can_frame(bytes: bytes).can_id == 0x2ab)
    let interface = try #require(sendersAddress).view(as: Linux.sockaddr_can.self).can_ifindex
    #expect(try NetworkInterface.name(of: UInt32(interface)) == "vcan1")
    #expect(try receiver.hasNothing)
  }

  @Test("ISO-TP carries 300 bytes in segments, both ways", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP))
  func isotp() throws {
    let (near, far) = try (
      impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP), impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP)
    )
    try near.bind(to: address("vcan0", .tp(.init(rx_id: 0x702, tx_id: 0x701))))
    try far.bind(to: address("vcan0", .tp(.init(rx_id: 0x701, tx_id: 0x702))))
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for (sender, receiver) in [(near, far), (far, near)] {
      try sender.sendAll(bytes)
      #expect(try receiver.receive(upTo: 1000) == bytes)
    }
  }

  @Test(
    "J1939 carries 100 bytes by its transport protocol, and names sender and group",
    .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939() throws {
    let none = UInt32(Linux.J1939_NO_PGN)
    func part(_ address: UInt8, _ group: UInt32) -> Linux.sockaddr_can.CanAddr {
      .j1939(.init(pgn: group, addr: address))
    }
    let near = try impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_J1939)
    let far = try impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_J1939)
    try near.bind(to: address("vcan0", part(0x20, none)))
    try far.bind(to: address("vcan0", part(0x30, none)))
    let bytes = (0..<100).map { UInt8($0) }
    try near.send(bytes, to: address("vcan0", part(0x30, 0x12300)))
    let (received, sender) = try far.receiveFrom(upTo: 1000)
    #expect(received == bytes)
    let structure = try #require(sender).withBytes { span in
      try Linux.sockaddr_can(decoding: span, protocol: .CAN_J1939)
    }
    guard case .j1939(let from) = structure.can_addr else { return #expect(Bool(false), "\(structure)") }
    #expect(from.addr == 0x20)
    #expect(from.pgn == 0x12300)
  }
}
