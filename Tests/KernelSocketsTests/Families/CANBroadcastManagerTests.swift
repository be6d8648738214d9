import KernelSockets
import Testing

@Suite("AF_CAN: jobs of the broadcast manager", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_BCM))
struct CANBroadcastManagerTests {
  static func manager() throws -> CANBroadcastManager {
    try CANBroadcastManager(interface: "bus0", mode: .timeout(.seconds(10)))
  }

  @Test(
    "frames are sent in turn at their times, until told to stop", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func transmitting() throws {
    try Namespace.network.run {
      let (listener, _) = try CANFrameTransferTests.bus(mtu: Linux.canfd_frame.size, .CAN_RAW_FD_FRAMES)
      let manager = try Self.manager()
      for texts in [["123#01", "123#02", "123#03"], ["1F334455##1AA"]] {
        let frames = try texts.map { try CANFrame(parsing: $0) }
        let start = ContinuousClock.now
        try manager.transmit(frames, every: .milliseconds(20))
        for number in 0..<7 { #expect(try listener.receiveCANFrame() == frames[number % frames.count]) }
        // Six intervals lie between them; the clock of the kernel is not ours.
        #expect(ContinuousClock.now - start > .milliseconds(100))
        try manager.stopTransmitting(frames[0])
        while try listener.receiveCANFrame(flags: .MSG_DONTWAIT) != nil {}
        pause(60)
        #expect(try listener.receiveCANFrame(flags: .MSG_DONTWAIT) == nil)
        #expect(failure { try manager.stopTransmitting(frames[0]) }?.errno == .invalidArgument)
      }
    }
  }

  @Test(
    "a change of the bits that matter is told, and that nothing came",
    .enabled(if: Namespace.isAllowed, Namespace.reason))
  func watching() throws {
    try Namespace.network.run {
      let (sender, _) = try CANFrameTransferTests.bus(mtu: Linux.can_frame.size)
      let manager = try Self.manager()
      let mask = try CANFrame(parsing: "200#FF00")
      try manager.watch(mask, timeout: .milliseconds(300))
      let frames = try ["200#0001", "200#0002", "201#0303", "200#0103", "200#0104"].map { try CANFrame(parsing: $0) }
      for frame in frames { try sender.send(frame) }
      try expectBack(.AF_CAN, manager.receive(), .changed(frames[0]))
      try expectBack(.AF_CAN, manager.receive(), .changed(frames[3]))
      #expect(try manager.receive() == .missing(rawIdentifier: 0x200))
      try manager.stopWatching(mask)

      // Without data, every frame is told of.
      let all = try CANFrame(parsing: "300#")
      try manager.watch(all)
      for _ in 0..<3 { try sender.send(CANFrame(parsing: "300#07")) }
      for _ in 0..<3 { #expect(try manager.receive() == .changed(CANFrame(parsing: "300#07"))) }
      try manager.socket.setMode(.nonBlocking)
      #expect(try manager.receive() == nil)
      try manager.stopWatching(all)
      #expect(failure { try manager.stopWatching(all) }?.errno == .invalidArgument)
    }
  }

  @Test("what can't be a job is refused", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func refusals() throws {
    try Namespace.network.run {
      let (listener, _) = try CANFrameTransferTests.bus(mtu: Linux.can_frame.size)
      let manager = try Self.manager()
      let (one, other) = (try CANFrame(parsing: "123#01"), try CANFrame(parsing: "124#01"))
      #expect(Self.refusal(of: [one, other], by: manager)?.kind == .invalidArgument)
      #expect(Self.refusal(of: [], by: manager)?.kind == .invalidArgument)
      #expect(Self.refusal(of: Array(repeating: one, count: 257), by: manager)?.kind == .invalidArgument)
      #expect(Self.refusal(of: [one], every: .seconds(-1), by: manager)?.cause == .negativeTimeout)
      #expect(try listener.receiveCANFrame(flags: .MSG_DONTWAIT) == nil)
      let missing = failure { _ = try CANBroadcastManager(interface: "none0") }
      #expect(missing?.cause == .invalidAddress(.unknownInterface))
    }
  }

  static func refusal(
    of frames: [CANFrame], every interval: Duration = .milliseconds(10), by manager: CANBroadcastManager
  ) -> SocketError? {
    failure { try manager.transmit(frames, every: interval) }
  }
}
