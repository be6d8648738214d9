import Foundation
import KernelSockets
import Testing

@Suite("AF_BLUETOOTH: devices nearby", .needs(.AF_BLUETOOTH), .serialized)
struct BluetoothTests {
  @Test("the management channel answers with its version")
  func management() throws {
    let socket = try impatientSocket(.AF_BLUETOOTH, .SOCK_RAW, .BTPROTO_HCI)
    try socket.bind(to: .hci(device: HCIAddress.noDevice, channel: HCIAddress.controlChannel))
    // doc/mgmt-api.txt: read the version, of no controller, without parameters; numbers are little-endian.
    try socket.sendAll([1, 0, 0xff, 0xff, 0, 0])
    let answer = try socket.receive(upTo: 100)
    // The command is complete, of no controller, with 6 bytes: the command, 0 for success, version and revision.
    try expectBack(.AF_BLUETOOTH, Array(answer.prefix(10)), [1, 0, 0xff, 0xff, 6, 0, 1, 0, 0, 1])
    #expect(answer.count == 12)
  }

  @Test("what a program sends to a controller comes there, and what that answers comes back")
  func controller() throws {
    let controller = try #require(FileHandle(forUpdatingAtPath: "/dev/vhci"))
    // A virtual one that the kernel leaves alone. The answer has its number.
    try controller.write(contentsOf: [0xff, 0x80])
    let made = [UInt8](controller.availableData)
    #expect(made.prefix(2) == [0xff, 0x80])
    let device = UInt16(made[2]) | UInt16(made[3]) << 8

    let socket = try impatientSocket(.AF_BLUETOOTH, .SOCK_RAW, .BTPROTO_HCI)
    let address = SocketAddress.hci(device: device, channel: HCIAddress.userChannel)
    // It is busy until it has been set up.
    let end = ContinuousClock.now + .seconds(10)
    while let error = failure({ try socket.bind(to: address) }) {
      try #require(error.errno == .resourceBusy && ContinuousClock.now < end, "\(error)")
      pause(20)
    }
    // The command to reset, and that it is complete
    let (command, event): ([UInt8], [UInt8]) = ([1, 0x03, 0x0c, 0], [4, 0x0e, 4, 1, 0x03, 0x0c, 0])
    try socket.sendAll(command)
    #expect([UInt8](controller.availableData) == command)
    try controller.write(contentsOf: event)
    try expectBack(.AF_BLUETOOTH, socket.receive(upTo: 100), event)
    try socket.close()
  }

  @Test("L2CAP, RFCOMM and SCO listen at an address of theirs")
  func listeners() throws {
    let any = BluetoothAddress.any
    for (type, address) in [
      (SocketType.SOCK_SEQPACKET, SocketAddress.l2cap(any, psm: 0x1001)),
      (.SOCK_STREAM, .l2cap(any, psm: 0x1003)),
    ] {
      let socket = try impatientSocket(.AF_BLUETOOTH, type, .BTPROTO_L2CAP)
      try socket.bind(to: address)
      try socket.listen()
      #expect(try socket.localAddress.l2cap == address.l2cap)
    }
    _ = try impatientSocket(.AF_BLUETOOTH, .SOCK_DGRAM, .BTPROTO_L2CAP)

    let stream = try impatientSocket(.AF_BLUETOOTH, .SOCK_STREAM, .BTPROTO_RFCOMM)
    try stream.bind(to: .rfcomm(any, channel: 5))
    try stream.listen()
    #expect(try stream.localAddress == .rfcomm(any, channel: 5))
    let other = try impatientSocket(.AF_BLUETOOTH, .SOCK_STREAM, .BTPROTO_RFCOMM)
    #expect(failure { try other.bind(to: .rfcomm(any, channel: 5)) }?.errno == .addressInUse)

    let voice = try impatientSocket(.AF_BLUETOOTH, .SOCK_SEQPACKET, .BTPROTO_SCO)
    try voice.bind(to: .sco(any))
    try voice.listen()
    #expect(try voice.localAddress == .sco(any))
  }

  @Test("isochronous channels listen once they are switched on, and are bound to broadcasts")
  func isochronous() throws {
    let management = try impatientSocket(.AF_BLUETOOTH, .SOCK_RAW, .BTPROTO_HCI)
    try management.bind(to: .hci(device: HCIAddress.noDevice, channel: HCIAddress.controlChannel))
    // doc/mgmt-api.txt: an experimental feature, of no controller; the identifier's bytes in reverse, then yes.
    let feature: [UInt8] = [
      0x3e, 0xe0, 0xb4, 0xfd, 0xdd, 0xd6, 0x85, 0x98, 0x6a, 0x49, 0xe0, 0x05, 0x88, 0xf1, 0xba, 0x6f,
    ]
    try management.sendAll([0x4a, 0, 0xff, 0xff, 17, 0] + feature + [1])
    // The command is complete, with success.
    var answer: [UInt8] = []
    while answer.prefix(2) != [1, 0] { answer = try management.receive(upTo: 100) }
    #expect(answer.dropFirst(6).prefix(3) == [0x4a, 0, 0])

    let socket = try impatientSocket(.AF_BLUETOOTH, .SOCK_SEQPACKET, .BTPROTO_ISO)
    try socket.bind(to: .iso(.any))
    try socket.listen()
    #expect(try socket.localAddress.iso == ISOAddress(device: .any))

    let device = try #require(BluetoothAddress("01:23:45:67:89:AB"))
    let broadcast = ISOAddress(device: .any, broadcast: try .init(device: device, set: 1, streams: [1, 2]))
    try impatientSocket(.AF_BLUETOOTH, .SOCK_SEQPACKET, .BTPROTO_ISO).bind(to: broadcast.socketAddress)
  }

  @Test(
    "there are sockets for networks and for input devices", arguments: [SocketProtocol.BTPROTO_BNEP, .BTPROTO_HIDP])
  func profiles(protocol: SocketProtocol) throws {
    #expect(try impatientSocket(.AF_BLUETOOTH, .SOCK_RAW, `protocol`).family == .AF_BLUETOOTH)
  }
}
