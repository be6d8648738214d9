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

  @Test("names and digits of the rarer families have their limits")
  func rarerFamilies() throws {
    func cause(_ body: () throws -> SocketAddress) -> SocketError.Cause? { failure { _ = try body() }?.cause }
    let phone = NFCAddress(device: 0, target: 0, protocol: 5)
    let (long, zero) = (String(repeating: "1", count: 64), "a\0")
    let tooLong: [(Int, () throws -> SocketAddress)] = [
      (15, { try .pppoe(session: 1, remote: [], device: String(long.prefix(16))) }),
      (15, { try .x25(String(long.prefix(16))) }), (12, { try .atm(endSystem: [], number: String(long.prefix(13))) }),
      (63, { try .llcp(phone, service: long) }), (8, { try .iucv(user: String(long.prefix(9)), application: "") }),
      (8, { try .iucv(user: "", application: String(long.prefix(9))) }),
      (16, { try .caif(.utility(service: String(long.prefix(17)))) }),
      (16, { try .caif(.fileManager(connection: 0, volume: String(long.prefix(17)))) }),
      (10, { try .rose(node: String(long.prefix(11)), "A") }),
    ]
    for (limit, body) in tooLong { #expect(cause(body) == .invalidAddress(.tooLong(limit: limit))) }
    let containingNUL: [() throws -> SocketAddress] = [
      { try .pppoe(session: 1, remote: [], device: zero) }, { try .llcp(phone, service: zero) },
      { try .iucv(user: zero, application: "") }, { try .caif(.utility(service: zero)) },
    ]
    for body in containingNUL { #expect(cause(body) == .invalidAddress(.containsNUL)) }
    #expect(
      failure { _ = try SocketAddress.x25("1x") }
        == SocketError("X.25 address", "\"1x\"", .invalidAddress(.malformed)))
    #expect(
      failure { _ = try SocketAddress.ax25("N0-CALL") }
        == SocketError("call sign", "\"N0-CALL\"", .invalidAddress(.malformed)))
    #expect(
      cause { try .ax25("A", via: [String](repeating: "B", count: 9)) }
        == .invalidAddress(.outOfRange("number of digipeaters", value: 9, limit: 8)))
    #expect(try SocketAddress.ax25("A", via: [String](repeating: "B-15", count: 8)).ax25?.digipeaters.count == 8)
    #expect(CallSign("N0CALL-15")?.station == 15)
    #expect(try SocketAddress.iucv(user: "A  ", application: "").iucv?.user == "A")
  }

  @Test("an isochronous channel has at most 31 streams; to one device, its bytes are those of RFCOMM too")
  func isochronous() throws {
    let device = try #require(BluetoothAddress("01:23:45:67:89:AB"))
    let most = [UInt8](0..<31)
    #expect(try ISOAddress.Broadcast(device: device, streams: most).streams == most)
    #expect(
      failure { _ = try ISOAddress.Broadcast(device: device, streams: most + [31]) }
        == SocketError("address", "32 streams", .invalidAddress(.tooLong(limit: 31))))
    // More streams than there is room for, and an end that is missing.
    var bytes = SocketAddress(ISOAddress(device: .any, broadcast: try .init(device: device, streams: most))).bytes
    let countOffset = Linux.sockaddr_iso.size - 1 + 8
    #expect(try bytes[countOffset] == 31 && SocketAddress(bytes: bytes).iso?.broadcast?.streams == most)
    bytes[countOffset] = 32
    #expect(try SocketAddress(bytes: bytes).iso == nil)
    bytes[countOffset] = 31
    #expect(try SocketAddress(bytes: bytes.dropLast()).iso == nil)

    let address = SocketAddress.iso(device, kind: .lowEnergyRandom)
    #expect(address == .rfcomm(device, channel: 2))
    let parts = try #require(address.iso)
    #expect(parts == ISOAddress(device: device, kind: .lowEnergyRandom))
    #expect(parts.description == "iso:01:23:45:67:89:AB type 2")
    #expect(try SocketAddress(parsing: parts.description) == address)
    for text in ["iso:", "iso:1", "\(parts) broadcast", "\(parts) broadcast \(device) streams", "\(parts) x"] {
      #expect(failure { _ = try SocketAddress(parsing: text) }?.cause == .invalidAddress(.malformed), "\(text)")
    }
    #expect(failure { _ = try SocketAddress(parsing: "\(parts) broadcast \(device) streams 1,,2") } != nil)
    #expect(failure { _ = try SocketAddress(parsing: "\(parts) broadcast \(device) streams 256") } != nil)
  }

  @Test("L2TP's numbers have 16 bits in its second version, and its peer an address of the Internet")
  func tunnels() throws {
    let (fits, large) = (PPPoL2TPAddress.Numbers(tunnel: 1, session: 0xFFFF), PPPoL2TPAddress.Numbers(tunnel: 0x10000))
    let problem = SocketError.AddressProblem.outOfRange("L2TP number", value: 0x10000, limit: 0xFFFF)
    for (local, remote) in [(fits, large), (large, fits)] {
      #expect(
        failure { _ = try SocketAddress.pppol2tp(local: local, remote: remote) }?.cause == .invalidAddress(problem))
      #expect(try SocketAddress.pppol2tp(local: local, remote: remote, version: .three).byteCount == 46)
    }
    let unix = try SocketAddress.unix("/x")
    #expect(
      failure { _ = try PPPoL2TPAddress(local: fits, remote: fits, peer: unix) }
        == SocketError("address", "/x", .invalidAddress(.malformed)))
    for text in ["1/2", "1/2 to 3", "1/2 to 3/4 version 4", "1/2 to 3/4 at x"] {
      #expect(failure { _ = try SocketAddress(parsing: "pppol2tp:\(text)") } != nil, "\(text)")
    }
  }

  @Test("a station of IEEE 802.15.4 is read from as many bytes as its kind has")
  func stations() throws {
    let short = SocketAddress.ieee802154(network: 0xABCD, short: IEEE802154Address.everyone)
    let extended = SocketAddress.ieee802154(network: 0xABCD, extended: [1, 2, 3, 4, 5, 6, 7, 8])
    for (address, least) in [(short, 12), (extended, 18)] {
      for count in 0...20 {
        let parts = IEEE802154Address(reading: try SocketAddress(bytes: address.bytes.prefix(count)))
        #expect(parts == (count < least ? nil : address.ieee802154), "\(address), \(count) bytes")
      }
    }
    #expect(short.ieee802154?.station == .short(0xFFFF))
    // A kind that nobody knows
    var bytes = short.bytes
    bytes[4] = 9
    #expect(try SocketAddress(bytes: bytes).ieee802154 == nil)
  }

  @Test("a CAIF address is read as the socket's protocol says")
  func caif() throws {
    let samples: [(CAIFAddress, SocketProtocol, String)] = [
      (.commands(type: 2), .CAIFPROTO_AT, "commands 2"),
      (.utility(service: "sixteen-bytes-16"), .CAIFPROTO_UTIL, "utility sixteen-bytes-16"),
      (.utility(service: "a b:\u{e9}"), .CAIFPROTO_UTIL, #"utility a\x20b\x3a\xc3\xa9"#),
      (.datagram(connection: 0x0102_0304), .CAIFPROTO_DATAGRAM, "datagram 16909060"),
      (.datagram(connection: 5), .CAIFPROTO_DATAGRAM_LOOP, "datagram 5"),
      (.fileManager(connection: 7, volume: "v"), .CAIFPROTO_RFM, "fileManager 7:v"),
      (.debug(type: 1, service: 2), .CAIFPROTO_DEBUG, "debug 1:2"),
    ]
    for (parts, proto, text) in samples {
      let address = try SocketAddress.caif(parts)
      #expect(address.caif(protocol: proto) == parts)
      #expect(address.byteCount == Linux.sockaddr_caif.size)
      #expect(SocketAddress(address.description) == address)
      #expect(parts.description == "caif:\(text)")
      #expect(SocketAddress(parts.description) == address)
      for count in 0..<address.byteCount {
        #expect(try SocketAddress(bytes: address.bytes.prefix(count)).caif(protocol: proto) == nil)
      }
    }
    #expect(try SocketAddress.caif(.debug(type: 1, service: 2)).caif(protocol: .CAIFPROTO_AT) == nil)
    let texts = [
      "", "5", "commands", "commands 256", "datagram 1 2", "debug 1", "rfm 1:v", "fileManager v",
      "utility seventeen-bytes-17", #"utility a\x00"#,
    ]
    for text in texts {
      #expect(SocketAddress("caif:\(text)") == nil, "\(text)")
    }
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
      ("pppoe:1 remote 01:23:45:67:89 device lo", .malformed), ("pppoe:1 device lo", .malformed),
      ("pptp:1.2.3 call 1", .malformed), ("l2tp:1.2.3.4", .malformed), ("l2tp6:1.2.3.4 connection 1", .malformed),
      ("rxrpc:1 at @x", .malformed), ("rxrpc:1 at 1.2.3.4:5 interface lo", .malformed), ("rxrpc:1", .malformed),
      ("rxrpc:1 at 1.2.3.4:99999", .port), ("llc:01:23 sap 1", .malformed), ("x25:12a", .malformed),
      ("x25:1234567890123456", .tooLong(limit: 15)), ("ax25:", .malformed), ("ax25:SEVENCH", .malformed),
      ("ax25:A-16", .malformed), ("ax25:A-", .malformed), ("ax25:A-001", .malformed), ("ax25:Ä", .malformed),
      ("ax25:A via", .malformed), ("ax25:A via B,", .malformed),
      ("netrom:A via B,B,B,B,B,B,B,B,B", .outOfRange("number of digipeaters", value: 9, limit: 8)),
      ("rose:012345678:A", .malformed), ("rose:01234567890:A", .tooLong(limit: 10)), ("rose:012345678x:A", .malformed),
      ("rose:0123456789:A via B,B,B,B,B,B,B", .outOfRange("number of digipeaters", value: 7, limit: 6)),
      ("atmpvc:1.2", .malformed), ("atmpvc:-32769.0.0", .outOfRange("interface", value: 32769, limit: 32767)),
      ("atmsvc:47", .malformed), ("appletalk:1:2", .malformed), ("appletalk:1.2.3:4", .malformed),
      ("nfc:1", .malformed), ("llcp:1 target 2 protocol 5 service \\x00", .containsNUL),
      ("iucv:NINEBYTES:A", .tooLong(limit: 8)), ("ipx:1 node 01 port 2", .malformed),
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
