import KernelSockets
import Testing

@Suite("AF_CAN: J1939's options", .needs(.AF_CAN, .SOCK_DGRAM, .CAN_J1939))
struct J1939Tests {
  func socket(_ address: UInt8) throws -> Socket {
    let socket = try impatientSocket(.can, .datagram, .CAN_J1939)
    try socket.bind(to: .j1939(interface: "vcan1", address: address))
    return socket
  }

  @Test("filters let through what they name: a sender, a group, or both")
  func filters() throws {
    let (first, second, receiver) = try (socket(0x51), socket(0x52), socket(0x53))
    // Gets all, after the receiver: frames go out a little later, and those of two senders in any order.
    let witness = try socket(0x53)
    func received(_ filters: Linux.j1939_filter...) throws -> [String] {
      try receiver.setOption(.SO_J1939_FILTER, filters)
      for (sender, name) in [(first, "first"), (second, "second")] {
        for group: UInt32 in [0x12300, 0x12400] {
          try sender.send(
            "\(name) \(group >> 8 & 15)".utf8, to: .j1939(interface: "vcan1", pgn: group, address: 0x53))
          _ = try witness.receive(upTo: 100)
        }
      }
      // What ends each round, whatever the filters are
      try receiver.setOption(.SO_J1939_FILTER, [])
      try first.send("end".utf8, to: .j1939(interface: "vcan1", pgn: 0x12500, address: 0x53))
      _ = try witness.receive(upTo: 100)
      var texts: [String] = []
      while let text = try texts.last == "end" ? nil : String(receiver.receive(upTo: 100)) { texts.append(text) }
      return texts.dropLast()
    }
    #expect(try received() == ["first 3", "first 4", "second 3", "second 4"])
    #expect(try received(.only(address: 0x52)) == ["second 3", "second 4"])
    #expect(try received(.only(pgn: 0x12300)) == ["first 3", "second 3"])
    #expect(try received(.only(pgn: 0x12400, address: 0x51)) == ["first 4"])
    #expect(try received(.only(address: 0x51), .only(pgn: 0x12300)) == ["first 3", "first 4", "second 3"])
    #expect(try received(.only(name: 1)) == [])
  }

  @Test("the priority of what is sent stands in the identifiers of its frames")
  func priority() throws {
    let bus = try impatientSocket(.can, .raw, .CAN_RAW)
    try bus.setOption(.CAN_RAW_FILTER, [.matching(0x54, mask: 0xFF, isExtended: true)])
    try bus.bind(to: .can(interface: "vcan1"))
    let sender = try socket(0x54)
    // Of 0 to 7; the usual one is 6.
    #expect(try sender.option(.SO_J1939_SEND_PRIO) == 6)
    for priority: Int32 in [6, 7, 2, 0] {
      try sender.setOption(.SO_J1939_SEND_PRIO, priority)
      try sender.send([1], to: .j1939(interface: "vcan1", pgn: 0x12300, address: 0x55))
      #expect(try bus.receiveCANFrame()?.identifier == UInt32(priority) << 26 | 0x1235554)
    }
    #expect(failure { try sender.setOption(.SO_J1939_SEND_PRIO, 8) }?.errno?.rawValue == ErrorNumber.EDOM.rawValue)
  }

  @Test("a promiscuous socket sees what is for others")
  func promiscuous() throws {
    let (sender, receiver, onlooker) = try (socket(0x56), socket(0x57), socket(0x58))
    func send(_ text: String, to address: UInt8) throws {
      try sender.send(text.utf8, to: .j1939(interface: "vcan1", pgn: 0x12300, address: address))
    }
    try send("unseen", to: 0x57)
    // Frames go out a little later.
    #expect(try String(receiver.receive(upTo: 100)) == "unseen")
    try onlooker.setOption(.SO_J1939_PROMISC, true)
    try send("seen", to: 0x57)
    try send("too", to: 0x58)
    #expect(try String(onlooker.receive(upTo: 100)) == "seen")
    #expect(try String(onlooker.receive(upTo: 100)) == "too")
    try expectBack(.AF_CAN, String(receiver.receive(upTo: 100)), "seen")
  }
}
