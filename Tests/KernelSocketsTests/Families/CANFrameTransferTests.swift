import KernelSockets
import Testing

@Suite("AF_CAN: frames sent and received", .needs(.AF_CAN))
struct CANFrameTransferTests {
  /// Two sockets on a bus of the calling thread's own.
  static func bus(mtu: Int, _ options: SocketOption<Bool>...) throws -> (Socket, Socket) {
    let route = try NetlinkSocket(mode: .timeout(.seconds(10)))
    var request = NetlinkMessage(
      Linux.RTM_NEWLINK, flags: Linux.NLM_F_CREATE | Linux.NLM_F_EXCL,
      body: Linux.ifinfomsg(ifi_flags: UInt32(Linux.IFF_UP), ifi_change: UInt32(Linux.IFF_UP)))
    request.append(Linux.IFLA_IFNAME, "bus0")
    request.append(Linux.IFLA_MTU, UInt32(mtu))
    request.append(Linux.IFLA_LINKINFO) { $0.append(Linux.IFLA_INFO_KIND, "vcan") }
    try route.request(request)
    let sockets = try (0..<2).map { _ in
      let socket = try impatientSocket(.can, .raw, .CAN_RAW)
      for option in options { try socket.setOption(option, true) }
      try socket.bind(to: .can(interface: "bus0"))
      return socket
    }
    return (sockets[0], sockets[1])
  }

  @Test("classic frames of every form arrive as they were sent", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func classic() throws {
    try Namespace.network.run {
      let (near, far) = try Self.bus(mtu: Linux.can_frame.size)
      for text in ["123#DEADBEEF", "1F334455#1122334455667788", "7FF#", "123#R4", "00000001#R"] {
        let frame = try CANFrame(parsing: text)
        for (sender, receiver) in [(near, far), (far, near)] {
          try sender.send(frame)
          try expectBack(.AF_CAN, receiver.receiveCANFrame(), frame)
        }
      }
      let fd = try CANFrame(1, data: [], isFD: true)
      #expect(failure { try near.send(fd) }?.errno == .invalidArgument)
      try far.setMode(.nonBlocking)
      #expect(try far.receiveCANFrame() == nil)
    }
  }

  @Test(
    "frames of CAN FD and CAN XL arrive as they were sent",
    .enabled(if: Namespace.isAllowed, Namespace.reason))
  func newer() throws {
    let socket = try impatientSocket(.can, .raw, .CAN_RAW)
    guard isKnown("CAN_RAW_XL_FRAMES", { try socket.setOption(.CAN_RAW_XL_FRAMES, true) }) else { return }
    try Namespace.network.run {
      let (near, far) = try Self.bus(mtu: Linux.canxl_frame.size, .CAN_RAW_FD_FRAMES, .CAN_RAW_XL_FRAMES)
      let fd = try CANFrame(parsing: "123##1" + String(repeating: "5A", count: 64))
      let xl = try CANXLFrame(priority: 9, dataType: 3, acceptance: 4, data: (0..<2048).map { UInt8($0 & 255) })
      for (sender, receiver) in [(near, far), (far, near)] {
        try sender.send(fd)
        try expectBack(.AF_CAN, receiver.receiveAnyCANFrame(), .frame(fd))
        try sender.send(xl)
        try expectBack(.AF_CAN, receiver.receiveAnyCANFrame(), .xl(xl))
      }
      try near.send(xl)
      let error = failure { _ = try far.receiveCANFrame() }
      #expect(error?.description.contains("receiveAnyCANFrame") == true)
    }
  }

  @Test("filters pass the frames that they say they pass", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func filters() throws {
    try Namespace.network.run {
      let (near, far) = try Self.bus(mtu: Linux.can_frame.size)
      let frames = try ["123#01", "00000123#02", "123#R", "124#03", "12F#04", "1F334455#05"].map {
        try CANFrame(parsing: $0)
      }
      let filters: [Linux.can_filter] = [
        .only(0x123), .only(0x123, isExtended: true), .matching(0x120, mask: 0x7f0), .only(0x123).inverted,
      ]
      for filter in filters {
        try far.setOption(.CAN_RAW_FILTER, [filter])
        for frame in frames { try near.send(frame) }
        var passed: [CANFrame] = []
        while let frame = try far.receiveCANFrame(flags: .MSG_DONTWAIT) { passed.append(frame) }
        #expect(passed == frames.filter(filter.matches), "\(filter)")
      }
    }
  }
}
