import KernelSockets
import Testing

@Suite("AF_CAN: the broadcast manager", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_BCM))
struct BroadcastManagerTests {
  /// A socket for requests, and one that sees the frames with one identifier.
  func sockets(seeing identifier: UInt32) throws -> (manager: Socket, bus: Socket) {
    let manager = try impatientSocket(.AF_CAN, .SOCK_DGRAM, .CAN_BCM)
    try manager.connect(to: .can(interface: "vcan0"))
    let bus = try impatientSocket(.AF_CAN, .SOCK_RAW, .CAN_RAW)
    try bus.setOption(.CAN_RAW_FILTER, [Linux.can_filter(can_id: identifier, can_mask: 0x1fff_ffff)])
    try bus.bind(to: .can(interface: "vcan0"))
    return (manager, bus)
  }

  func frame(_ identifier: UInt32, _ data: UInt8...) -> Linux.can_frame {
    Linux.can_frame(can_id: identifier, len: UInt8(data.count), data: CArray(data))
  }

  /// A request with its frames, which follow its head.
  func request(
    _ operation: Int32, _ identifier: UInt32, _ flags: Int32 = 0, count: UInt32 = 0, first: Int = 0, then: Int = 0,
    _ frames: Linux.can_frame...
  ) -> [UInt8] {
    let head = Linux.bcm_msg_head(
      opcode: UInt32(operation), flags: UInt32(flags), count: count,
      ival1: Linux.bcm_timeval(tv_usec: first), ival2: Linux.bcm_timeval(tv_usec: then), can_id: identifier,
      nframes: UInt32(frames.count))
    return head.bytes + frames.flatMap(\.bytes)
  }

  /// The operation of an answer, and its frame if there is one.
  func answer(to manager: Socket) throws -> (operation: UInt32, frame: [UInt8]) {
    let bytes = try manager.receive(upTo: 200)
    return (Linux.bcm_msg_head(bytes: bytes).opcode, Array(bytes.dropFirst(Linux.bcm_msg_head.size)))
  }

  @Test("frames go out in turn, as often as was asked for, and then it is told")
  func cyclic() throws {
    let (manager, bus) = try sockets(seeing: 0x55)
    let frames = (frame(0x55, 1, 2), frame(0x55, 3))
    try manager.sendAll(
      request(
        Linux.TX_SETUP, 0x55, Linux.SETTIMER | Linux.STARTTIMER | Linux.TX_COUNTEVT, count: 4, first: 20_000, frames.0,
        frames.1))
    for _ in 0..<2 {
      #expect(try bus.receive(upTo: 100) == frames.0.bytes)
      #expect(try bus.receive(upTo: 100) == frames.1.bytes)
    }
    try expectBack(.AF_CAN, answer(to: manager).operation, UInt32(Linux.TX_EXPIRED))
    #expect(try bus.hasNothing)
  }

  @Test("frames go out without end, until the request is taken back")
  func endless() throws {
    let (manager, bus) = try sockets(seeing: 0x56)
    let own = frame(0x56, 7)
    try manager.sendAll(request(Linux.TX_SETUP, 0x56, Linux.SETTIMER | Linux.STARTTIMER, then: 10_000, own))
    for _ in 0..<5 { #expect(try bus.receive(upTo: 100) == own.bytes) }
    try manager.sendAll(request(Linux.TX_READ, 0x56))
    let status = try answer(to: manager)
    #expect(status.frame == own.bytes)
    try expectBack(.AF_CAN, status.operation, UInt32(Linux.TX_STATUS))
    try manager.sendAll(request(Linux.TX_DELETE, 0x56))
    while try !bus.hasNothing { _ = try bus.receive(upTo: 100) }
    pause(50)
    #expect(try bus.hasNothing)
    // There is nothing left to read.
    #expect(failure { try manager.sendAll(request(Linux.TX_READ, 0x56)) }?.errno == .invalidArgument)
  }

  @Test("a frame is told of if it changed where it was asked about, and if it stays away too long")
  func filtered() throws {
    let (manager, bus) = try sockets(seeing: 0)
    let mask = frame(0x57, 0xff, 0)
    try manager.sendAll(
      request(Linux.RX_SETUP, 0x57, Linux.SETTIMER | Linux.STARTTIMER, first: 200_000, mask))
    let frames = [frame(0x57, 1, 1), frame(0x57, 1, 2), frame(0x57, 2, 3)]
    for frame in frames { try bus.sendAll(frame.bytes) }
    // The second differs in a byte that is masked out.
    for expected in [frames[0], frames[2]] {
      let changed = try answer(to: manager)
      #expect(changed.operation == UInt32(Linux.RX_CHANGED))
      try expectBack(.AF_CAN, changed.frame, expected.bytes)
    }
    try expectBack(.AF_CAN, answer(to: manager).operation, UInt32(Linux.RX_TIMEOUT))
  }
}
