import Foundation
import KernelSockets
import Testing

/// The code of the documentation's pages about families, run: tests of the documentation see to it that it is the same.
@Suite("Code on pages about families")
struct FamilyPageTests {
  @Test("Unix sockets", .needs(.AF_UNIX))
  func unixSockets() throws {
    let path = "/tmp/greetings.socket"
    try? FileManager.default.removeItem(atPath: path)  // left over from an earlier run
    let listener = try Socket.listen(at: .unix(path))
    let client = try Socket(.unix, .stream)
    try client.connect(to: .unix(path))
    let (connection, _) = try listener.accept()
    try client.sendAll("hello".utf8)
    print(try connection.option(.SO_PEERCRED).pid, "says", try connection.receive(upTo: 100))

    let server = try Socket(.unix, .datagram)
    try server.bind(to: .unixUnnamed)
    let sender = try Socket(.unix, .datagram)
    try sender.bind(to: .unix(abstract: "greeter"))
    try sender.send("a datagram".utf8, to: server.localAddress)
    let (bytes, address) = try server.receiveFrom(upTo: 100)
    print(bytes.count, "bytes from", address as Any)

    let (left, right) = try Socket.pair(.unix, .SOCK_SEQPACKET)
    try left.sendAll([1, 2, 3])
    try left.sendAll([4])
    print(try right.receive(upTo: 100), try right.receive(upTo: 100))  // [1, 2, 3] [4]

    // Not on the page
    #expect(try connection.option(.SO_PEERCRED).pid == getpid() && bytes.count == 10 && address != nil)
    try FileManager.default.removeItem(atPath: path)
  }

  @Test("Packet sockets", .needs(.AF_PACKET))
  func packetSockets() throws {
    let protocolNumber = EtherType(rawValue: 0x88B5)  // IEEE 802's number for experiments
    let socket = try Socket(.packet, .datagram)
    try socket.bind(to: .packet(interface: "lo", protocol: protocolNumber))

    let sender = try Socket(.packet, .datagram)
    try sender.send(
      "a frame".utf8,
      to: .packet(interface: "lo", protocol: protocolNumber, hardwareAddress: [0, 0, 0, 0, 0, 0]))
    let (bytes, source) = try socket.receiveFrom(upTo: 2000)
    print(String(decoding: bytes, as: UTF8.self), source?.packet?.packetType as Any)

    try socket.setPromiscuous(true, interface: "lo")
    try socket.attachFilter([
      Linux.sock_filter(code: UInt16(Linux.BPF_RET | Linux.BPF_K), k: 64)  // the first 64 bytes of everything
    ])

    let capture = try Socket(.packet, .raw)
    let ring = try PacketRing(capture)
    try capture.bind(to: .packet(interface: "lo", protocol: protocolNumber))
    try capture.joinFanout(7, mode: Linux.PACKET_FANOUT_HASH)
    try sender.send(
      "another".utf8,
      to: .packet(interface: "lo", protocol: protocolNumber, hardwareAddress: [0, 0, 0, 0, 0, 0]))
    try ring.receive { frame, bytes in print(frame.time, frame.length, bytes.byteCount) }

    // Not on the page
    #expect(bytes == Array("a frame".utf8))
  }

  @Test("Cryptography by the kernel", .needs(.AF_ALG))
  func cryptographyByTheKernel() throws {
    let digest = try KernelCrypto.hash("sha256", of: "abc".utf8)
    let code = try KernelCrypto.hash("hmac(sha256)", of: "abc".utf8, key: Array("key".utf8))
    let random = try KernelCrypto.randomBytes(16)
    print(digest.count, code.count, random.count)  // 32 32 16

    let key = try KernelCrypto.randomBytes(16)
    let cipher = try KernelCrypto.Cipher("ctr(aes)", key: key)
    let secret = try cipher.encrypt(Array("attack at dawn".utf8), vector: random)
    print(String(decoding: try cipher.decrypt(secret, vector: random), as: UTF8.self))

    let sealing = try KernelCrypto.AEAD("gcm(aes)", key: key)
    let nonce = Array(random.prefix(12))
    var sealed = try sealing.seal(Array("attack at dawn".utf8), nonce: nonce, authenticating: [1, 2])
    sealed[0] ^= 1
    let opened = try? sealing.open(sealed, nonce: nonce, authenticating: [1, 2])
    print(opened == nil ? "somebody changed it" : "as it was sealed")

    let algorithm = try Socket(.algorithm, .SOCK_SEQPACKET)
    try algorithm.bind(to: .algorithm(type: "hash", name: "sha1"))
    guard let operation = try algorithm.acceptAnonymous() else { return }
    try operation.sendAll("abc".utf8)
    print(try operation.receive(upTo: 64).count)  // 20

    // Not on the page
    #expect(digest.count == 32 && code.count == 32 && random.count == 16)
    #expect(secret != Array("attack at dawn".utf8) && opened == nil)
  }

  @Test("Bluetooth devices", .needs(.AF_BLUETOOTH))
  func bluetoothDevices() throws {
    let packets = try Socket(.AF_BLUETOOTH, .SOCK_SEQPACKET, .BTPROTO_L2CAP)
    try packets.bind(to: .l2cap(.any, psm: 0x1001))
    try packets.listen()

    let serial = try Socket(.AF_BLUETOOTH, .stream, .BTPROTO_RFCOMM)
    try serial.bind(to: .rfcomm(.any, channel: 7))
    try serial.listen()
    print(try serial.localAddress)  // rfcomm:00:00:00:00:00:00 channel 7

    func thermometer() throws -> Socket {
      let socket = try Socket(.AF_BLUETOOTH, .SOCK_SEQPACKET, .BTPROTO_L2CAP)
      try socket.connect(to: .l2cap("01:23:45:67:89:AB", psm: 0, channel: 4, kind: .lowEnergyPublic))
      return socket
    }

    let management = try Socket(.AF_BLUETOOTH, .raw, .BTPROTO_HCI)
    try management.bind(to: .hci(device: HCIAddress.noDevice, channel: HCIAddress.controlChannel))
    try management.sendAll([1, 0, 0xFF, 0xFF, 0, 0])  // read the version
    let answer = try management.receive(upTo: 100)
    print("management, version", answer[9])

    // Not on the page
    #expect(answer.count == 12)
    #expect(failure { _ = try thermometer() } != nil)
  }

  @Test("Other transports over IP", .needs(.AF_INET, .SOCK_SEQPACKET, .IPPROTO_SCTP))
  func otherTransports() throws {
    let server = try Socket(.inet, .SOCK_SEQPACKET, .IPPROTO_SCTP)
    try server.bind(to: .inet(.loopback, port: 0))
    try server.listen()
    try server.setOption(.SCTP_RECVRCVINFO, true)

    let client = try Socket(.inet, .SOCK_SEQPACKET, .IPPROTO_SCTP)
    let control = ControlBuffer()
    control.append(.sctpSendInfo, Linux.sctp_sndinfo(snd_sid: 3, snd_ppid: 42))
    try client.sendMessage("on stream three".utf8, control: control, to: server.localAddress)

    let received = ControlBuffer(for: [.room(for: .sctpReceiveInfo)])
    let (bytes, message) = try server.receiveMessage(upTo: 1000, control: received)
    print(String(decoding: bytes, as: UTF8.self), received.first(.sctpReceiveInfo)?.rcv_sid as Any)
    if let peer = message.address { try server.send("answer".utf8, to: peer) }
    print(String(decoding: try client.receive(upTo: 1000), as: UTF8.self))

    func datagramSocket() throws -> Socket {
      let socket = try Socket(.inet, .SOCK_DCCP, .IPPROTO_DCCP)
      try socket.setOption(.DCCP_SOCKOPT_SERVICE, [UInt32(42).bigEndian])
      return socket
    }

    func reliableDatagrams() throws {
      let near = try Socket(.AF_RDS, .SOCK_SEQPACKET)
      try near.bind(to: .inet(.loopback, port: 0))
      let far = try Socket(.AF_RDS, .SOCK_SEQPACKET)
      try far.bind(to: .inet(.loopback, port: 0))
      try near.send("reliably".utf8, to: far.localAddress)
      print(try far.receiveFrom(upTo: 100).address as Any)
    }

    func sharedMemory() throws {
      let listener = try Socket(.AF_SMC, .stream)
      try listener.bind(to: .inet(.loopback, port: 0))
      try listener.listen()
      let socket = try Socket(.AF_SMC, .stream)
      try socket.connect(to: listener.localAddress)
      let (connection, _) = try listener.accept()
      try socket.sendAll("hello".utf8)
      print(try connection.receive(upTo: 100).count)
    }

    // Not on the page
    #expect(bytes == Array("on stream three".utf8))
    #expect(received.first(.sctpReceiveInfo)?.rcv_sid == 3)
    try datagramSocket().close()
    try reliableDatagrams()
    try sharedMemory()
  }

  @Test("Processors of a device", .needs(.AF_QIPCRTR))
  func processorsOfADevice() throws {
    let service = try Socket(.qrtr, .datagram)
    try service.bind(to: service.localAddress)
    let client = try Socket(.qrtr, .datagram)
    try client.send("ping".utf8, to: service.localAddress)
    let (bytes, sender) = try service.receiveFrom(upTo: 100)
    print(String(decoding: bytes, as: UTF8.self), sender?.qrtr?.port as Any)

    func askEndpoint() throws -> [UInt8] {
      let socket = try Socket(.AF_MCTP, .datagram)
      try socket.send([0x80, 0x02], to: .mctp(network: 1, endpoint: 8, type: 0, tag: MCTPAddress.tagOwner))
      let (answer, _) = try socket.receiveFrom(upTo: 100)
      return answer
    }

    let modem = SocketAddress.phonet(device: 0x6C, object: 0x10, resource: 0xD9)
    print(modem, modem.phonet?.object as Any)  // phonet:0x6c object 0x10 resource 0xd9

    let link = try SocketAddress(parsing: "caif:utility psock_test")
    print(link.caif(protocol: .CAIFPROTO_UTIL) as Any)

    // Not on the page
    #expect(bytes == Array("ping".utf8))
    #expect(try sender == client.localAddress)
    #expect(link.caif(protocol: .CAIFPROTO_UTIL) == .utility(service: "psock_test"))
  }

  @Test("Rarer families")
  func rarerFamilies() throws {
    let addresses: [SocketAddress] = [
      // Tunnels: PPP over Ethernet, over GRE and over L2TP; L2TP itself over IP
      try .pppoe(session: 5, remote: [2, 0, 0, 0, 0, 1], device: "lo"),
      .pptp(call: 7, host: IPv4Address("192.0.2.7")!),
      try .pppol2tp(local: .init(tunnel: 1, session: 2), remote: .init(tunnel: 3, session: 4)),
      .l2tp(IPv4Address("192.0.2.7")!, connection: 5),
      // Networks before IP, and beside it
      .llc(station: [2, 0, 0, 0, 0, 1], sap: 0x42),
      try .x25("1234567"),
      .appleTalk(network: 65_280, node: 1, port: 4),
      .ipx(network: 1, node: [2, 0, 0, 0, 0, 1], port: 0x451),
      .atm(interface: 0, path: 5, channel: 100),
      // Amateur radio
      try .ax25("N0CALL-1", via: ["AB1C"]),
      try .netrom("N0CALL"),
      try .rose(node: "0123456789", "N0CALL-1"),
      // Tags and sensors
      .nfc(device: 0, target: 1, protocol: 2),
      try .llcp(NFCAddress(device: 0, target: 1, protocol: 5), dsap: 4),
      .ieee802154(network: 0xABCD, short: 1),
      // Guests of a mainframe; files of AFS
      try .iucv(user: "GUEST1", application: "APP"),
      .rxrpc(service: 52, host: IPv4Address("192.0.2.7")!, port: 7000),
    ]
    for address in addresses {
      // The text reads back as the same address.
      precondition(SocketAddress(address.description) == address)
      print(address.family, address)
    }

    if let call = addresses[1].pptp { print("call", call.call, "to", call.host) }
    if let station = addresses[9].ax25 { print(station.station, "through", station.digipeaters.count) }

    for family in [AddressFamily.AF_X25, .AF_AX25, .AF_NFC, .AF_IUCV, .AF_KCM] where !family.probe() {
      print(family, "is not here:", family.availability as Any)
    }

    // Not on the page
    #expect(addresses[1].pptp?.call == 7 && addresses[9].ax25?.digipeaters.count == 1)
  }
}
