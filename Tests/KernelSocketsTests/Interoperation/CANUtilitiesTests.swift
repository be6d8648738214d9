import Foundation
import KernelSockets
import Testing

@Suite(
  "AF_CAN: with can-utils", .needs(.AF_CAN),
  .programs(
    "candump", "cansend", "isotpsend", "isotprecv", "testj1939", "j1939cat", "j1939spy", of: "can-utils"))
struct CANUtilitiesTests {
  private static let classic = ["7A1#DEADBEEF", "7A2#", "7A3#0102030405060708", "7A4#R", "7A5#R3", "000007A6#CAFE"]
  private static let wide = ["7A7##1112233", "000007A8##0" + String(repeating: "5A", count: 64)]

  /// Waits for a program that has said what it wants to receive.
  private func awaitListener(_ interface: String, _ identifier: String, _ kind: String) throws {
    let _: Bool = try whenReady {
      for list in ["all", "fil", "inv", "eff", "sff"] {
        let text = try String(contentsOfFile: "/proc/net/can/rcvlist_\(list)", encoding: .utf8)
        for line in text.split(separator: "\n") {
          let words = line.split(separator: " ")
          if words.prefix(2) == [Substring(interface), Substring(identifier)], words.last! == kind { return true }
        }
      }
      return nil
    }
  }

  private func rawSocket() throws -> Socket {
    let socket = try impatientSocket(.can, .raw, .CAN_RAW)
    try socket.setOption(.CAN_RAW_FD_FRAMES, true)
    try socket.setOption(.CAN_RAW_FILTER, [Linux.can_filter(can_id: 0x7A0, can_mask: 0x7F0)])
    try socket.bind(to: .can(interface: "vcan1"))
    return socket
  }

  @Test("candump logs each frame as its description says")
  func candump() throws {
    let texts = Self.classic + Self.wide
    let candump = try Companion("candump", "-L", "-n", "\(texts.count)", "vcan1,7A0:7F0")
    try awaitListener("vcan1", "7a0", "raw")
    let socket = try rawSocket()
    for text in texts { try socket.send(CANFrame(parsing: text)) }
    let logged = try candump.lines().map { String($0.split(separator: " ").last!) }
    // Newer kernels mark CAN FD frames as such, which candump shows among the flags; parsing leaves that away.
    try expectBack(.AF_CAN, logged.map { try CANFrame(parsing: $0) }, texts.map { try CANFrame(parsing: $0) })
  }

  @Test("what cansend sends is received as the same frame")
  func cansend() throws {
    let socket = try rawSocket()
    for text in Self.classic + Self.wide {
      _ = try Companion.lines("cansend", "vcan1", text)
      let frame = try #require(try socket.receiveCANFrame())
      try expectBack(.AF_CAN, frame.description, text)
      #expect(try frame == CANFrame(parsing: text))
    }
  }

  @Test("isotprecv and isotpsend carry 300 bytes to and from Swift", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_ISOTP))
  func isotp() throws {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16).uppercased() }.joined(separator: " ")
    let socket = try impatientSocket(.can, .datagram, .CAN_ISOTP)
    try socket.bind(to: .isotp(interface: "vcan1", rx: 0x6A2, tx: 0x6A1))

    let receiver = try Companion("isotprecv", "-s", "6A2", "-d", "6A1", "vcan1")
    try awaitListener("vcan1", "6a1", "isotp")
    try socket.sendAll(bytes)
    let received = try receiver.lines().map { $0.trimmingCharacters(in: .whitespaces) }
    try expectBack(.AF_CAN, received, [digits])

    let sender = try Companion("isotpsend", "-b", "-s", "6A2", "-d", "6A1", "vcan1")
    try sender.send(digits + "\n")
    try expectBack(.AF_CAN, socket.receive(upTo: 1000), bytes)
    #expect(try sender.lines() == [])
  }

  @Test("what testj1939 sends is received, with its sender and group", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939() throws {
    let socket = try impatientSocket(.can, .datagram, .CAN_J1939)
    try socket.bind(to: .j1939(interface: "vcan1", address: 0xA0))
    let sender = try Companion("testj1939", "-s", "vcan1:0xA1", ":0xA0,0x12300")
    let (bytes, address) = try socket.receiveFrom(upTo: 1000)
    // As testj1939 makes them up
    try expectBack(.AF_CAN, bytes, [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF])
    #expect(address?.j1939?.address == 0xA1)
    #expect(address?.j1939?.pgn == 0x12300)
    #expect(try sender.lines() == [])
  }

  @Test("what j1939cat sends in packets is received whole", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939cat() throws {
    let socket = try impatientSocket(.can, .datagram, .CAN_J1939)
    try socket.bind(to: .j1939(interface: "vcan1", address: 0xA6))
    let text = String(repeating: "0123456789", count: 30)
    let folder = try TemporaryDirectory()
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/file"))
    let sender = try Companion("j1939cat", "-i", folder.path + "/file", "vcan1:0xA5", ":0xA6,0x12300")
    let (bytes, address) = try socket.receiveFrom(upTo: 1000)
    try expectBack(.AF_CAN, String(decoding: bytes, as: UTF8.self), text)
    #expect(address?.j1939?.address == 0xA5)
    withExtendedLifetime(sender) {}
  }

  @Test(
    "j1939spy shows what J1939 sends to everyone, with its sender, group and priority",
    .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939spy() throws {
    let socket = try impatientSocket(.can, .datagram, .CAN_J1939)
    try socket.setOption(.SO_BROADCAST, true)
    try socket.setOption(.SO_J1939_SEND_PRIO, 3)
    try socket.bind(to: .j1939(interface: "vcan1", address: 0xA8))
    let everyone = try SocketAddress.j1939(interface: "vcan1", pgn: 0xFEDC, address: UInt8(Linux.J1939_NO_ADDR))
    // Without it, what goes into a pipe stays in the program's buffer.
    let spy = try Companion("stdbuf", "-oL", "j1939spy", "-P", "vcan1:")
    let line = try whenReady {
      try socket.send([UInt8](1...9), to: everyone)
      return try spy.lineIfThere()
    }
    try expectBack(.AF_CAN, line.trimmingCharacters(in: .whitespaces), "a8,0fedc - !3 [9] 01020304 05060708 09")
  }

  @Test("candump shows what J1939 sends, as one frame and in packets", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
  func j1939Frames() throws {
    let candump = try Companion("candump", "-L", "-n", "4", "vcan1,000000A2:000000FF")
    try awaitListener("vcan1", "0a2", "raw")
    let socket = try impatientSocket(.can, .datagram, .CAN_J1939)
    try socket.setOption(.SO_BROADCAST, true)
    try socket.bind(to: .j1939(interface: "vcan1", address: 0xA2))
    let everyone = try SocketAddress.j1939(interface: "vcan1", pgn: 0xFEDC, address: UInt8(Linux.J1939_NO_ADDR))
    try socket.send([1, 2, 3], to: everyone)
    try socket.send([UInt8](1...9), to: everyone)
    let logged = try candump.lines().map { String($0.split(separator: " ").last!) }
    // SAE J1939-21: the message; then how many bytes follow in how many packets, for which group, and the packets. All
    // with the priority of the message, 6, where the standard would give packets 7.
    try expectBack(
      .AF_CAN, logged,
      ["18FEDCA2#010203", "18ECFFA2#20090002FFDCFE00", "18EBFFA2#0101020304050607", "18EBFFA2#020809FFFFFFFFFF"])
  }
}
