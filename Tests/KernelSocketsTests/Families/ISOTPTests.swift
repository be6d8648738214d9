import KernelSockets
import Testing

@Suite("AF_CAN: ISO-TP's options", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP))
struct ISOTPTests {
  /// Sends with identifier 0x711 and receives 0x712, or the other way about.
  static func socket(
    isFar: Bool = false, _ change: (inout Linux.can_isotp_options) -> Void = { _ in },
    before bind: (Socket) throws -> Void = { _ in }
  ) throws -> Socket {
    let socket = try impatientSocket(.can, .datagram, .CAN_ISOTP)
    var options = try socket.option(.CAN_ISOTP_OPTS)
    change(&options)
    try socket.setOption(.CAN_ISOTP_OPTS, options)
    #expect(try socket.option(.CAN_ISOTP_OPTS).flags == options.flags)
    try bind(socket)
    try socket.bind(to: .isotp(interface: "vcan1", rx: isFar ? 0x711 : 0x712, tx: isFar ? 0x712 : 0x711))
    return socket
  }

  /// Sees the frames themselves, which must be those of ISO 15765-2.
  static func rawSocket() throws -> Socket {
    let socket = try impatientSocket(.can, .raw, .CAN_RAW)
    try socket.setOption(.CAN_RAW_FD_FRAMES, true)
    try socket.setOption(.CAN_RAW_FILTER, [.only(0x711), .only(0x712)])
    try socket.bind(to: .can(interface: "vcan1"))
    return socket
  }

  @Test("frames are filled up with what was said, and as short as they can be otherwise")
  func padding() throws {
    let bus = try Self.rawSocket()
    try Self.socket().sendAll("abc".utf8)
    #expect(try bus.receiveCANFrame()?.description == "711#03616263")
    try Self.socket { $0.sentPadding = 0xCC }.sendAll("abc".utf8)
    #expect(try bus.receiveCANFrame()?.description == "711#03616263CCCCCCCC")
    try Self.socket {
      $0.sentPadding = 0xCC
      $0.sentPadding = nil
    }.sendAll("abc".utf8)
    #expect(try bus.receiveCANFrame()?.description == "711#03616263")
  }

  @Test("extended addresses stand first in frames; those for others are not received")
  func extendedAddressing() throws {
    let bus = try Self.rawSocket()
    let near = try Self.socket {
      $0.sentExtension = 0xAA
      $0.receivedExtension = 0xBB
    }
    let far = try Self.socket(isFar: true) {
      $0.sentExtension = 0xBB
      $0.receivedExtension = 0xAA
    }
    try near.sendAll("abc".utf8)
    #expect(try bus.receiveCANFrame()?.description == "711#AA03616263")
    #expect(try far.receive(upTo: 10) == Array("abc".utf8))
    try bus.send(CANFrame(parsing: "712#CC03616263"))
    try bus.send(CANFrame(parsing: "712#BB0178"))
    try expectBack(.AF_CAN, near.receive(upTo: 10), Array("x".utf8))
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    for (sender, receiver) in [(near, far), (far, near)] {
      try sender.sendAll(bytes)
      try expectBack(.AF_CAN, receiver.receive(upTo: 1000), bytes)
    }
  }

  @Test("what is asked of the sender stands in the frame of flow control, and the sender keeps to it")
  func flowControl() throws {
    let bus = try Self.rawSocket()
    let near = try Self.socket { $0.waitsUntilSent = true }
    let far = try Self.socket(isFar: true) {
      $0.sentPadding = 0x55
    } before: {
      let asked = try Linux.can_isotp_fc_options.asking(blockSize: 2, separation: .milliseconds(20), maximumWaits: 3)
      try $0.setOption(.CAN_ISOTP_RECV_FC, asked)
      #expect(try $0.option(.CAN_ISOTP_RECV_FC) == asked)
    }
    let bytes = Array(UInt8(1)...27)
    let start = ContinuousClock.now
    try near.sendAll(bytes)
    // Three frames that follow, two in one block
    #expect(ContinuousClock.now - start >= .milliseconds(20))
    #expect(try far.receive(upTo: 100) == bytes)
    let frames = try (0..<6).map { _ in try #require(try bus.receiveCANFrame()).description }
    #expect(
      frames == [
        "711#101B010203040506", "712#3002145555555555", "711#210708090A0B0C0D", "711#220E0F1011121314",
        "712#3002145555555555", "711#2315161718191A1B",
      ])
  }

  @Test("without flow control a send that waits fails, and a broadcast needs none")
  func broadcast() throws {
    let bus = try Self.rawSocket()
    let lonely = try Self.socket { $0.waitsUntilSent = true }
    #expect(failure { try lonely.sendAll(Array(0..<20)) }?.errno?.rawValue == ErrorNumber.ECOMM.rawValue)
    #expect(try bus.receiveCANFrame()?.description == "711#1014000102030405")
    let sender = try Self.socket { $0.broadcastsSegments = true }
    try sender.sendAll(Array(0..<9))
    #expect(try bus.receiveCANFrame()?.description == "711#1009000102030405")
    #expect(try bus.receiveCANFrame()?.description == "711#21060708")
    let single = try Self.socket { $0.broadcastsSingleFrames = true }
    #expect(failure { try single.sendAll(Array(0..<9)) }?.errno == .invalidArgument)
  }

  @Test("frames that are not filled up as they must be are refused")
  func checks() throws {
    let bus = try Self.rawSocket()
    let receiver = try Self.socket {
      $0.receivedPadding = 0xCC
      $0.checksPaddingLength = true
      $0.checksPaddingContent = true
    }
    for frame in ["712#0178", "712#0178CCCCCCCCCCCD"] {
      try bus.send(CANFrame(parsing: frame))
      #expect(failure { _ = try receiver.receive(upTo: 10) }?.errno == .badMessage)
    }
    try bus.send(CANFrame(parsing: "712#0178CCCCCCCCCCCC"))
    #expect(try receiver.receive(upTo: 10) == Array("x".utf8))
  }

  @Test("who only listens sends no flow control; forced times are kept to")
  func listening() throws {
    let bus = try Self.rawSocket()
    let listener = try Self.socket { $0.isListenOnly = true }
    try bus.send(CANFrame(parsing: "712#1009000102030405"))
    try bus.send(CANFrame(parsing: "712#21060708"))
    #expect(try listener.receive(upTo: 10) == Array(0..<9))
    try bus.setMode(.nonBlocking)
    #expect(try bus.receiveCANFrame() == nil)
    try listener.close()

    let far = try Self.socket(isFar: true)
    let near = try Self.socket {
      $0.forcesSentSeparation = true
      $0.waitsUntilSent = true
    } before: {
      try $0.setOption(.CAN_ISOTP_TX_STMIN, .milliseconds(30))
    }
    let start = ContinuousClock.now
    try near.sendAll(Array(0..<20))
    #expect(ContinuousClock.now - start >= .milliseconds(30))
    #expect(try far.receive(upTo: 100) == Array(0..<20))
  }

  @Test("with CAN FD, 62 bytes go in one frame; options are refused once a socket is bound")
  func flexibleDataRate() throws {
    let bus = try Self.rawSocket()
    let layer = try Linux.can_isotp_ll_options.flexibleDataRate(switchesBitRate: true)
    let near = try Self.socket(before: { try $0.setOption(.CAN_ISOTP_LL_OPTS, layer) })
    let far = try Self.socket(isFar: true, before: { try $0.setOption(.CAN_ISOTP_LL_OPTS, layer) })
    let bytes = Array(UInt8(0)..<62)
    for (sender, receiver) in [(near, far), (far, near)] {
      try sender.sendAll(bytes)
      try expectBack(.AF_CAN, receiver.receive(upTo: 1000), bytes)
    }
    let frame = try #require(try bus.receiveCANFrame())
    #expect(frame.isFD && Array(frame.data) == [0, 62] + bytes)
    #expect(failure { try near.setOption(.CAN_ISOTP_LL_OPTS, .classic) }?.errno == .socketIsConnected)
  }
}

@Suite("ISO-TP's numbers")
struct ISOTPNumberTests {
  @Test("times between frames are the numbers of ISO 15765-2")
  func separation() throws {
    for (time, number) in [
      (.zero, 0), (.milliseconds(1), 1), (.milliseconds(127), 0x7F), (.microseconds(100), 0xF1),
      (.microseconds(900), 0xF9),
    ] as [(Duration, UInt8)] {
      let options = try Linux.can_isotp_fc_options.asking(separation: time)
      #expect(options.stmin == number && options.separation == time)
    }
    for number: UInt8 in [0x80, 0xF0, 0xFA, 0xFF] {
      #expect(Linux.can_isotp_fc_options(stmin: number).separation == nil)
    }
  }

  @Test(
    "times without a number are refused",
    arguments: [
      Duration.milliseconds(128), .milliseconds(-1), .microseconds(950), .microseconds(1500), .microseconds(50),
    ])
  func badSeparation(time: Duration) {
    let error = failure { _ = try Linux.can_isotp_fc_options.asking(separation: time) }
    #expect(error?.kind == .invalidArgument && error?.description.contains("\(time)") == true)
  }

  @Test("lengths that a frame of CAN FD can't have are refused", arguments: [-1, 0, 7, 9, 63, 65, 1 << 40])
  func badLength(length: Int) {
    let error = failure { _ = try Linux.can_isotp_ll_options.flexibleDataRate(dataLength: length) }
    #expect(error?.kind == .invalidArgument && error?.description.contains("\(length)") == true)
  }
}
