import KernelSockets
import Testing

@Suite("Parts that no address can hold")
struct AddressLimitTests {
  static let tooMany = [UInt8](repeating: 1, count: 33)

  @Test("a name of an interface is looked up, or refused")
  func interfaces() throws {
    let makers: [@Sendable (String) throws -> SocketAddress] = [
      { try .packet(interface: $0) }, { try .can(interface: $0) }, { try .isotp(interface: $0, rx: 1, tx: 2) },
      { try .j1939(interface: $0) }, { try .xdp(interface: $0, queue: 0) },
      { try .mctp(MCTPAddress(type: 1), interface: $0, hardwareAddress: []) },
    ]
    for make in makers {
      for (name, problem) in [
        ("nosuchif0", .unknownInterface), ("lo\0", .containsNUL), ("sixteen-bytes-16", .tooLong(limit: 15)),
        ("fifteen-bytes15", .unknownInterface), ("ü", .unknownInterface), (" lo", .unknownInterface),
      ] as [(String, SocketError.AddressProblem)] {
        let error = failure { _ = try make(name) }
        #expect(error == SocketError("address", "interface \"\(name)\"", .invalidAddress(problem)))
      }
      _ = try make("lo")
    }
    for make in makers.prefix(4) { _ = try make("") }
    for make in makers.dropFirst(4) {
      #expect(failure { _ = try make("") }?.cause == .invalidAddress(.unknownInterface))
    }
  }

  @Test("a CAN identifier has 29 bits, and no flag but the one for extended ones")
  func identifiers() throws {
    for (identifier, value) in [
      (0x2000_0000, 0x2000_0000), (0x4000_0001, 0x4000_0001), (.max, 0x7FFF_FFFF), (0xA000_0000, 0x2000_0000),
    ] as [(UInt32, UInt64)] {
      let problem = SocketError.AddressProblem.outOfRange("receiving identifier", value: value, limit: 0x1FFF_FFFF)
      let error = failure { _ = try SocketAddress.isotp(interface: "lo", rx: identifier, tx: 0) }
      #expect(error == SocketError("address", .invalidAddress(problem)))
      #expect(failure { _ = try SocketAddress.isotp(interface: "lo", rx: 0, tx: identifier) } != nil)
    }
    #expect(
      failure { _ = try SocketAddress.isotp(interface: "lo", rx: 1 << 29, tx: 0) }?.description
        == "address: receiving identifier 536870912 is out of range, which ends at 536870911")
    let parts = try #require(try SocketAddress.isotp(interface: "lo", rx: 0x1FFF_FFFF, tx: 0x7FF).isotp)
    #expect(parts.receiving == 0x9FFF_FFFF)
    #expect(parts.sending == 0x7FF)
  }

  @Test("hardware addresses and algorithms have their limits")
  func lengths() throws {
    #expect(
      failure { _ = try SocketAddress.packet(interface: "lo", hardwareAddress: Self.tooMany) }?.cause
        == .invalidAddress(.tooLong(limit: 32)))
    #expect(
      failure { _ = try SocketAddress.mctp(MCTPAddress(type: 1), interface: "lo", hardwareAddress: Self.tooMany) }?
        .cause
        == .invalidAddress(.tooLong(limit: 32)))
    func algorithm(_ type: String, _ name: String) -> SocketError? {
      failure { _ = try SocketAddress.algorithm(type: type, name: name) }
    }
    func text(_ count: Int) -> String { String(repeating: "a", count: count) }
    #expect(algorithm(text(13), text(103)) == nil)
    #expect(
      algorithm(text(14), "x")
        == SocketError("address", "algorithm type \"\(text(14))\"", .invalidAddress(.tooLong(limit: 13))))
    #expect(
      algorithm("x", text(104))
        == SocketError("address", "algorithm name \"\(text(104))\"", .invalidAddress(.tooLong(limit: 103))))
    #expect(algorithm("a\0", "x")?.cause == .invalidAddress(.containsNUL))
    #expect(algorithm("a", "x\0")?.cause == .invalidAddress(.containsNUL))
    #expect(try SocketAddress.algorithm(type: "hash", name: text(63)).byteCount == 88)
    #expect(try SocketAddress.algorithm(type: "hash", name: text(64)).byteCount == 24 + 65)
    #expect(try SocketAddress.algorithm(type: "hash", name: text(103)).byteCount == 128)
  }

  @Test(
    "what is no Bluetooth address is refused",
    arguments: [
      "", "01:23:45:67:89", "01:23:45:67:89:AB:CD", "1:2:3:4:5:6", "01-23-45-67-89-AB", "01:23:45:67:89:GG",
      "01:23:45:67:89:AB ", "+1:23:45:67:89:AB", "01:23:45:67:89:", "001:23:45:67:89:AB", "０1:23:45:67:89:AB",
    ])
  func bluetooth(text: String) {
    #expect(BluetoothAddress(text) == nil)
    let expected = SocketError("Bluetooth address", "\"\(text)\"", .invalidAddress(.malformed))
    #expect(failure { _ = try SocketAddress.l2cap(text) } == expected)
    #expect(failure { _ = try SocketAddress.rfcomm(text, channel: 1) } == expected)
    #expect(failure { _ = try SocketAddress.sco(text) } == expected)
  }

  @Test("a Bluetooth address is read in any case, and written in upper case")
  func bluetoothText() throws {
    let address = try #require(BluetoothAddress("aB:cD:0e:F1:23:45"))
    #expect(address.description == "AB:CD:0E:F1:23:45")
    #expect(address == BluetoothAddress(0xAB, 0xCD, 0x0E, 0xF1, 0x23, 0x45))
    #expect(address.bits == 0xABCD_0EF1_2345)
    #expect(Array(address.structure.b) == [0x45, 0x23, 0xF1, 0x0E, 0xCD, 0xAB])
    #expect(BluetoothAddress(address.structure) == address)
  }

  @Test(
    "texts that are no address are refused, with the reason",
    arguments: [
      ("netlink:", .malformed), ("netlink:x", .malformed), ("netlink:-1", .malformed), ("netlink:+1", .malformed),
      ("netlink:1 ", .malformed), ("netlink:1 groups", .malformed), ("netlink:1 groups 0x", .malformed),
      ("netlink:1 groups 1 1", .malformed), ("netlink:１", .malformed), ("netlink: 1", .malformed),
      ("netlink:99999999999999999999", .malformed), ("netlink", .malformed), ("Netlink:1", .malformed),
      ("netlink:4294967296", .outOfRange("port", value: 1 << 32, limit: 0xFFFF_FFFF)),
      ("netlink:1 groups 0x100000000", .outOfRange("groups", value: 1 << 32, limit: 0xFFFF_FFFF)),
      ("netlink:1 length", .malformed), ("netlink:1 length 4", .malformed), ("netlink:1 length 129", .malformed),
      ("netlink:1 length -1", .malformed),
      ("packet:lo", .malformed), ("packet:lo 0x10000", .outOfRange("protocol", value: 65536, limit: 65535)),
      ("packet:nosuchif0 1", .unknownInterface), ("packet:sixteen-bytes-16 1", .tooLong(limit: 15)),
      ("packet: 1", .unknownInterface), ("packet:lo 1 address", .malformed), ("packet:lo 1 address 1:2", .malformed),
      ("packet:lo 1 address 01:", .malformed),
      ("packet:lo 1 type 256", .outOfRange("type", value: 256, limit: 255)),
      ("packet:4294967296 1", .outOfRange("interface", value: 1 << 32, limit: 0xFFFF_FFFF)),
      ("can:", .unknownInterface), ("can:lo rx 1 tx 2", .malformed), ("isotp:lo", .malformed),
      ("isotp:lo rx 1", .malformed), ("isotp:lo tx 1 rx 2", .malformed),
      ("isotp:lo rx 0x20000000 tx 0", .outOfRange("receiving identifier", value: 1 << 29, limit: 0x1FFF_FFFF)),
      ("j1939:lo address 256", .outOfRange("address", value: 256, limit: 255)),
      ("vsock:1", .malformed), ("vsock:1:2:3", .malformed), ("vsock::", .malformed), ("vsock:any:x", .malformed),
      ("alg:hash", .malformed), ("alg:hash:\\xff", .malformed), ("alg:hash:a b", .malformed),
      ("alg:hash:\\x00", .containsNUL), ("alg:hash567890abcd:a", .tooLong(limit: 13)),
      ("tipc:1:2", .malformed), ("tipc:service 1", .malformed), ("tipc:range 1:2", .malformed),
      ("tipc:socket 1:2 scope 128", .outOfRange("scope", value: 128, limit: 127)),
      ("tipc:socket 1:2 scope -129", .outOfRange("scope", value: 129, limit: 127)),
      ("l2cap:1:2:3:4:5:6", .malformed), ("rfcomm:01:23:45:67:89:AB", .malformed), ("hci:", .malformed),
      ("hci:65536", .outOfRange("device", value: 65536, limit: 65535)), ("sco:", .malformed),
      ("qrtr:1", .malformed), ("xdp:lo", .malformed), ("xdp:lo queue", .malformed), ("mctp:1:2", .malformed),
      ("mctp:1:256 type 1", .outOfRange("endpoint", value: 256, limit: 255)), ("mctp-ext:1:2 type 1", .malformed),
    ] as [(String, SocketError.AddressProblem)])
  func refused(text: String, problem: SocketError.AddressProblem) {
    let error = failure { _ = try SocketAddress(parsing: text) }
    #expect(error == SocketError("parse", "\"\(text)\"", .invalidAddress(problem)))
  }

  @Test("names that combine with the characters around them are printed and read")
  func combiningCharacters() throws {
    for name in ["\u{301}", "\u{301}x\u{308}", "\r\n", "e\u{301}", "\u{200D}", "🇩", "\\", ":"] {
      for address in [
        try .unix(name), try .unix("/" + name), try .unix(abstract: name),
        try .algorithm(type: name, name: name + name),
      ] as [SocketAddress] {
        #expect(try SocketAddress(parsing: address.description) == address, "\(address)")
      }
    }
  }
}
