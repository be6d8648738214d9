import KernelSockets
import Testing

@Suite("AF_CAN: control messages and the error queue", .needs(.AF_CAN), .serialized)
struct CANControlTests {
  func rawSocket(taking identifier: UInt32) throws -> Socket {
    let socket = try impatientSocket(.AF_CAN, .SOCK_RAW, .CAN_RAW)
    try socket.setOption(.CAN_RAW_FILTER, [Linux.can_filter(can_id: identifier, can_mask: 0x1fff_ffff)])
    try socket.bind(to: address(Linux.sockaddr_can.CanAddr.bytes([])))
    return socket
  }

  func address(_ part: Linux.sockaddr_can.CanAddr) throws -> SocketAddress {
    let index = Int32(bitPattern: try NetworkInterface.index(of: "vcan0"))
    return SocketAddress(Linux.sockaddr_can(can_ifindex: index, can_addr: part))
  }

  @Test("frames tell when they came, and how many were dropped before")
  func timestampAndDropCount() throws {
    let (sender, receiver) = try (rawSocket(taking: 0), rawSocket(taking: 0x410))
    try receiver.setOption(.SO_TIMESTAMP, true)
    try receiver.setOption(.SO_RXQ_OVFL, true)
    let frame = Linux.can_frame(can_id: 0x410, len: 1, data: [1])
    let control = ControlBuffer(for: [.room(for: .timestamp), .room(for: .dropCount)])
    try sender.sendAll(frame.bytes)
    _ = try receiver.receiveMessage(upTo: 100, control: control)
    #expect(try #require(control.first(.timestamp)) > .zero)
    #expect(control.first(.dropCount) == nil)

    try receiver.setOption(.SO_RCVBUF, 2048)
    for _ in 0..<100 { try sender.sendAll(frame.bytes) }
    try receiver.setMode(.nonBlocking)
    while (try? receiver.receive(upTo: 100)) != nil {}
    try receiver.setMode(.timeout(.seconds(10)))
    try sender.sendAll(frame.bytes)
    _ = try receiver.receiveMessage(upTo: 100, control: control)
    #expect(try #require(control.first(.dropCount)) > 0)
  }

  @Test("a raw socket's error queue tells when a frame went out")
  func transmitTimestamp() throws {
    let socket = try rawSocket(taking: 0)
    let flags = Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_TX_SOFTWARE | Linux.SOF_TIMESTAMPING_OPT_ID
    try socket.setOption(.SO_TIMESTAMPING, Linux.so_timestamping(flags: flags))
    try socket.sendAll(Linux.can_frame(can_id: 0x411).bytes)
    let queue = ErrorQueue(of: socket)
    let entry = try #require(try queue.next(timeout: .seconds(10)))
    guard case .transmitTimestamp(let stamp) = entry.event else { return #expect(Bool(false), "\(entry)") }
    #expect(stamp.stage == .sent && stamp.timestamps.software != nil)
    #expect(queue.control.first(.canExtendedError) != nil)
  }

  @Test("J1939 tells which address a message was for, and how urgent it is", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939() throws {
    let (near, far) = try (j1939Socket(0x40), j1939Socket(0x41))
    try near.setOption(.SO_J1939_SEND_PRIO, 3)
    try near.send("for you".utf8, to: address(.j1939(.init(pgn: 0x12300, addr: 0x41))))
    let control = ControlBuffer(for: [.room(for: .j1939Destination), .room(for: .j1939Priority)])
    let (bytes, message) = try far.receiveMessage(upTo: 100, control: control)
    #expect(String(bytes) == "for you" && !message.isControlTruncated)
    #expect(control.first(.j1939Destination) == 0x41 && control.first(.j1939Priority) == 3)
  }

  @Test(
    "J1939 tells which name a message was for, once the name has an address", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939Name() throws {
    let name: UInt64 = 0x1122_3344_5566_7788
    let none = UInt32(Linux.J1939_NO_PGN)
    let far = try impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_J1939)
    try far.setOption(.SO_BROADCAST, true)
    try far.bind(to: address(.j1939(.init(name: name, pgn: none, addr: 0x43))))
    // The address is the name's a quarter of a second after it was claimed.
    let claim = (0..<8).map { UInt8(truncatingIfNeeded: name >> (8 * $0)) }
    let everybody = try address(
      .j1939(.init(pgn: UInt32(Linux.J1939_PGN_ADDRESS_CLAIMED), addr: UInt8(Linux.J1939_NO_ADDR))))
    try far.send(claim, to: everybody)
    pause(500)
    let near = try j1939Socket(0x42)
    try near.send("by name".utf8, to: address(.j1939(.init(name: name, pgn: 0x12300))))
    let control = ControlBuffer(capacity: 256)
    let (bytes, _) = try far.receiveMessage(upTo: 100, control: control)
    #expect(String(bytes) == "by name")
    #expect(control.first(.j1939DestinationName) == name && control.first(.j1939Destination) == 0x43)
  }

  @Test("J1939's error queue tells that a long message was acknowledged", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939ErrorQueue() throws {
    let (near, far) = try (j1939Socket(0x44), j1939Socket(0x45))
    try near.setOption(.SO_J1939_ERRQUEUE, true)
    let flags = Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_TX_ACK | Linux.SOF_TIMESTAMPING_OPT_ID
    try near.setOption(.SO_TIMESTAMPING, Linux.so_timestamping(flags: flags))
    try near.send([UInt8](repeating: 5, count: 100), to: address(.j1939(.init(pgn: 0x12300, addr: 0x45))))
    #expect(try far.receive(upTo: 200).count == 100)
    let queue = ErrorQueue(of: near)
    let entry = try #require(try queue.next(timeout: .seconds(10)))
    guard case .transmitTimestamp(let stamp) = entry.event else { return #expect(Bool(false), "\(entry)") }
    #expect(stamp.stage == .acknowledged && queue.control.first(.j1939ExtendedError) != nil)
  }

  private func j1939Socket(_ number: UInt8) throws -> Socket {
    let socket = try impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_J1939)
    try socket.bind(to: address(.j1939(.init(pgn: UInt32(Linux.J1939_NO_PGN), addr: number))))
    return socket
  }
}
