import KernelSockets
import TestSupport
import Testing

/// What the kernel does with controllers when it is told to: doc/mgmt-api.txt of BlueZ. Numbers are little-endian.
private struct Management {
  private let socket: Socket

  init() throws {
    socket = try impatientSocket(.AF_BLUETOOTH, .SOCK_RAW, .BTPROTO_HCI)
    try socket.bind(to: .hci(device: HCIAddress.noDevice, channel: HCIAddress.controlChannel))
  }

  /// The controllers that are ready to be used. Read Controller Index List.
  func controllers() throws -> Set<UInt16> {
    let answer = try command(0x0003)
    return Set(stride(from: 2, to: answer.count, by: 2).map { UInt16(answer[$0]) | UInt16(answer[$0 + 1]) << 8 })
  }

  /// Switches a controller on, for classic Bluetooth and for low energy; whoever wants may connect. Returns its address.
  func start(_ controller: UInt16, advertising: Bool) throws -> BluetoothAddress {
    // Powered, Low Energy, Connectable, Bondable
    for setting: UInt16 in [0x0005, 0x000d, 0x0007, 0x0009] { _ = try command(setting, of: controller, [1]) }
    _ = try command(0x0029, of: controller, [advertising ? 1 : 0])
    let information = try command(0x0004, of: controller)
    return try #require(
      BluetoothAddress(information.prefix(6).reversed().map { [$0].hexadecimal }.joined(separator: ":")))
  }

  /// Gives a command, of no controller unless one is named; returns the answer's parameters.
  private func command(
    _ code: UInt16, of controller: UInt16 = HCIAddress.noDevice, _ parameters: [UInt8] = []
  ) throws -> [UInt8] {
    func bytes(_ number: UInt16) -> [UInt8] { [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)] }
    try socket.sendAll(bytes(code) + bytes(controller) + bytes(UInt16(parameters.count)) + parameters)
    while true {
      let event = try socket.receive(upTo: 600)
      // That a command is complete, or what became of it; anything else that happens is told too.
      guard [bytes(1), bytes(2)].contains(Array(event.prefix(2))), Array(event[6..<8]) == bytes(code) else { continue }
      try #require(event[8] == 0, "command \(code) of controller \(controller): status \(event[8])")
      return Array(event[9...])
    }
  }
}

@Suite(
  "AF_BLUETOOTH: between two virtual controllers", .needs(.AF_BLUETOOTH), .programs("btvirt", of: "bluez-test-tools"),
  .serialized)
struct BluetoothLinkTests {
  @Test("packets, streams, serial lines and low energy's channels go both ways")
  func links() throws {
    let management = try Management()
    let others = try management.controllers()
    let air = try Companion("btvirt", "-l2")
    let controllers = try whenReady { () -> [UInt16]? in
      let new = try management.controllers().subtracting(others)
      return new.count == 2 ? new.sorted() : nil
    }
    // In low energy, one that is to be found advertises, and the other looks for it.
    let near = try management.start(controllers[0], advertising: false)
    let far = try management.start(controllers[1], advertising: true)
    #expect(near != far)

    func connect(_ type: SocketType, _ proto: SocketProtocol, from own: SocketAddress, to address: SocketAddress) throws
    {
      let (listener, client) = try (
        impatientSocket(.AF_BLUETOOTH, type, proto), impatientSocket(.AF_BLUETOOTH, type, proto)
      )
      try listener.bind(to: address)
      try listener.listen()
      try client.bind(to: own)
      try expectRoundTrip(client, accepted(by: listener) { try client.connect(to: address) })
    }
    try connect(.SOCK_SEQPACKET, .BTPROTO_L2CAP, from: .l2cap(near), to: .l2cap(far, psm: 0x1001))
    try connect(.SOCK_STREAM, .BTPROTO_L2CAP, from: .l2cap(near), to: .l2cap(far, psm: 0x1003))
    try connect(.SOCK_STREAM, .BTPROTO_RFCOMM, from: .rfcomm(near, channel: 0), to: .rfcomm(far, channel: 7))
    try connect(
      .SOCK_SEQPACKET, .BTPROTO_L2CAP, from: .l2cap(near, kind: .lowEnergyPublic),
      to: .l2cap(far, psm: 0x80, kind: .lowEnergyPublic))
    withExtendedLifetime(air) {}
  }
}
