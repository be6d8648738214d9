import Foundation
import KernelSockets
import Testing

@Suite(
  "AF_NFC: devices that touch", .needs(.AF_NFC, .stream, .NFC_SOCKPROTO_LLCP),
  .enabled(if: hasDevices, "there are no devices nfc0 and nfc1 here: scripts/test --vm has"))
struct NFCTests {
  private let generic: NetlinkSocket
  private let family: GenericNetlinkFamily

  init() throws {
    generic = try NetlinkSocketTests.socket(.NETLINK_GENERIC)
    family = try generic.family(named: "nfc")
  }

  /// A command to a device, with numbers.
  private func message(_ command: Int32, _ device: UInt32) -> NetlinkMessage {
    var message = NetlinkMessage(family.id, body: Linux.genlmsghdr(cmd: UInt8(command), version: 1))
    message.append(Linux.NFC_ATTR_DEVICE_INDEX, device)
    return message
  }

  /// Switches both devices on, one to be found by the other. Returns the number that it has there.
  private func touch() throws -> UInt32 {
    for device in 0..<2 as Range<UInt32> { try generic.request(message(Linux.NFC_CMD_DEV_UP, device)) }
    for (device, role) in [(1, Linux.NFC_ATTR_TM_PROTOCOLS), (0, Linux.NFC_ATTR_IM_PROTOCOLS)] as [(UInt32, Int32)] {
      var poll = message(Linux.NFC_CMD_START_POLL, device)
      poll.append(role, UInt32(1) << UInt32(Linux.NFC_PROTO_NFC_DEP))
      try generic.request(poll)
    }
    let target = try whenReady {
      try generic.dump(message(Linux.NFC_CMD_GET_TARGET, 0)).first?
        .attributes(after: Linux.genlmsghdr.self)[Linux.NFC_ATTR_TARGET_INDEX]?.value(as: UInt32.self)
    }
    var link = message(Linux.NFC_CMD_DEP_LINK_UP, 0)
    link.append(Linux.NFC_ATTR_TARGET_INDEX, target)
    link.append(Linux.NFC_ATTR_COMM_MODE, UInt8(Linux.NFC_COMM_PASSIVE))
    link.append(Linux.NFC_ATTR_RF_MODE, UInt8(Linux.NFC_RF_INITIATOR))
    try generic.request(link)
    return target
  }

  @Test("a connection to a service of the other device goes both ways")
  func service() throws {
    let target = try touch()
    let (listener, client) = try (
      impatientSocket(.AF_NFC, .stream, .NFC_SOCKPROTO_LLCP), impatientSocket(.AF_NFC, .stream, .NFC_SOCKPROTO_LLCP)
    )
    func address(_ device: UInt32, _ target: UInt32) throws -> SocketAddress {
      let number = UInt32(Linux.NFC_PROTO_NFC_DEP)
      return try .llcp(NFCAddress(device: device, target: target, protocol: number), service: "urn:nfc:sn:greeter")
    }
    try listener.bind(to: address(1, 0))
    try listener.listen()
    let server = try accepted(by: listener) {
      // The kernel answers before the link is up.
      try whenReady {
        let error = failure { try client.connect(to: address(0, target)) }
        if let error, error.errno?.rawValue != ErrorNumber.ENOLINK.rawValue { throw error }
        return error == nil ? () : nil
      }
    }
    try expectRoundTrip(client, server)
  }
}

private let hasDevices = ["nfc0", "nfc1"].allSatisfy { FileManager.default.fileExists(atPath: "/sys/class/nfc/\($0)") }
