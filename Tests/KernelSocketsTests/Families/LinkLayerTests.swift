import Foundation
import Glibc
import KernelSockets
import Testing

/// The hardware address of an Ethernet interface.
private func station(_ interface: String) throws -> CArray<6, UInt8> {
  let text = try String(contentsOfFile: "/sys/class/net/\(interface)/address", encoding: .utf8)
  return CArray(try text.dropLast().split(separator: ":").map { try #require(UInt8($0, radix: 16)) })
}

@Suite(
  "AF_LLC: stations of a link", .needs(.AF_LLC),
  .needs(interfaces: "veth0", "veth1"))
struct LLCTests {
  @Test("a datagram goes from one station to the other, and its answer back")
  func datagrams() throws {
    let (near, far) = try (impatientSocket(.AF_LLC, .datagram), impatientSocket(.AF_LLC, .datagram))
    let (here, there) = try (station("veth0"), station("veth1"))
    try near.bind(to: .llc(station: here, sap: 0x40))
    try far.bind(to: .llc(station: there, sap: 0x42))
    #expect(try far.localAddress.llc == LLCAddress(station: there, sap: 0x42))
    let sender = try expectRoundTrip(near, far, to: .llc(station: there, sap: 0x42))
    #expect(sender.llc?.station == here && sender.llc?.sap == 0x40)
  }

  @Test("a connection to a service access point goes both ways")
  func connection() throws {
    let (listener, client) = try (impatientSocket(.AF_LLC, .stream), impatientSocket(.AF_LLC, .stream))
    let there = try station("veth1")
    try listener.bind(to: .llc(station: there, sap: 0x44))
    try listener.listen()
    try client.bind(to: .llc(station: station("veth0"), sap: 0x46))
    try expectRoundTrip(
      client, accepted(by: listener) { try client.connect(to: .llc(station: there, sap: 0x44)) })
  }
}

@Suite(
  "AF_PPPOX: sessions of PPP over Ethernet", .needs(.AF_PPPOX, .stream, .PX_PROTO_OE),
  .needs(interfaces: "veth0", "veth1"))
struct PPPoETests {
  @Test("the frames of a session go to the peer that it is with, and come from there")
  func session() throws {
    func socket(_ device: String, to peer: String) throws -> Socket {
      let socket = try impatientSocket(.AF_PPPOX, .stream, .PX_PROTO_OE)
      try socket.connect(to: .pppoe(session: 5, remote: station(peer), device: device))
      return socket
    }
    let (near, far) = try (socket("veth0", to: "veth1"), socket("veth1", to: "veth0"))
    // PPP's number for IPv4, and what would be a packet.
    try expectRoundTrip(near, far, there: [0, 0x21, 1, 2, 3], back: [0, 0x21, 4, 5])
    #expect(try near.localAddress.pppoe?.session == 5)
  }
}

@Suite("AF_PPPOX: calls over GRE", .needs(.AF_PPPOX, .stream, .PX_PROTO_PPTP))
struct PPTPTests {
  private static let getChannel = IOControlRequest(rawValue: 0x8004_7437)  // PPPIOCGCHAN of <linux/ppp-ioctl.h>
  private static let attachChannel: UInt = 0x4004_7438  // PPPIOCATTCHAN

  /// A call is a channel of PPP's, which carries what is written to it. Documentation/networking/ppp_generic.rst
  private func channel(of call: Socket) throws -> FileDescriptor {
    var number: [UInt8] = [0, 0, 0, 0]
    unsafe try call.control(Self.getChannel, &number)
    let channel = try unsafe FileDescriptor.open("/dev/ppp", .readWrite, options: [.nonBlocking, .closeOnExec])
    try #require(unsafe ioctl(channel.rawValue, Self.attachChannel, &number) == 0)
    return channel
  }

  private func frame(from channel: FileDescriptor) throws -> [UInt8] {
    try whenReady {
      var bytes = [UInt8](repeating: 0, count: 100)
      let count = unsafe read(channel.rawValue, &bytes, bytes.count)
      return count > 0 ? Array(bytes.prefix(count)) : nil
    }
  }

  @Test("the frames of a call come out at its other end, and come from there")
  func call() throws {
    let (here, there) = (
      SocketAddress.pptp(call: 10, host: .loopback), SocketAddress.pptp(call: 20, host: .loopback)
    )
    let channels = try [(here, there), (there, here)].map { own, other in
      let socket = try impatientSocket(.AF_PPPOX, .stream, .PX_PROTO_PPTP)
      try socket.bind(to: own)
      try socket.connect(to: other)
      #expect(try socket.localAddress == own)
      return (socket: socket, file: try channel(of: socket))
    }
    defer { for channel in channels { try? channel.file.close() } }
    // PPP's number for the link's control, and what would be an echo.
    let (question, answer): ([UInt8], [UInt8]) = ([0xC0, 0x21, 9, 1, 0, 4], [0xC0, 0x21, 10, 1, 0, 4])
    try channels[0].file.writeAll(question)
    #expect(try frame(from: channels[1].file) == question)
    try channels[1].file.writeAll(answer)
    try expectBack(.AF_PPPOX, frame(from: channels[0].file), answer)
  }
}

@Suite("AF_PPPOX: sessions of L2TP's tunnels", .needs(.AF_PPPOX, .datagram, .PX_PROTO_OL2TP))
struct PPPoL2TPTests {
  @Test("the frames of a session go through the tunnel to its other end, and come from there")
  func session() throws {
    let (here, there) = try (Socket(.inet, .datagram), Socket(.inet, .datagram))
    for socket in [here, there] { try socket.bind(to: .inet(.loopback, port: 0)) }
    try here.connect(to: there.localAddress)
    try there.connect(to: here.localAddress)
    func socket(_ local: PPPoL2TPAddress.Numbers, _ remote: PPPoL2TPAddress.Numbers, in tunnel: Socket) throws -> Socket
    {
      let socket = try impatientSocket(.AF_PPPOX, .datagram, .PX_PROTO_OL2TP)
      try tunnel.withFileDescriptor {
        _ = try socket.connect(to: .pppol2tp(local: local, remote: remote, descriptor: $0.rawValue))
      }
      return socket
    }
    // Without a session, a socket is the tunnel.
    let tunnels = try [
      socket(.init(tunnel: 1), .init(tunnel: 2), in: here), socket(.init(tunnel: 2), .init(tunnel: 1), in: there),
    ]
    defer { withExtendedLifetime(tunnels) {} }
    let near = try socket(.init(tunnel: 1, session: 10), .init(tunnel: 2, session: 20), in: here)
    let far = try socket(.init(tunnel: 2, session: 20), .init(tunnel: 1, session: 10), in: there)
    // What is shorter than the longest header is taken for no data.
    try expectRoundTrip(near, far, there: [0, 0x21] + Array(1...20), back: [0, 0x21] + Array(21...40))
    #expect(try near.localAddress.pppol2tp?.remote == .init(tunnel: 2, session: 20))
  }
}

@Suite("AF_INET: L2TP's tunnels over IP", .needs(.AF_INET, .datagram, .IPPROTO_L2TP))
struct L2TPTests {
  /// A control message of version 3, RFC 3931, 3.2.1: flags and version, the length, whose connection it is, two numbers.
  private func message(to connection: UInt8) -> [UInt8] { [0xC8, 3, 0, 12, 0, 0, 0, connection, 0, 0, 0, 0] }

  @Test("a control message comes to the connection that it names, and its answer back")
  func controlMessages() throws {
    let (near, far) = try (
      impatientSocket(.AF_INET, .datagram, .IPPROTO_L2TP), impatientSocket(.AF_INET, .datagram, .IPPROTO_L2TP)
    )
    let (here, there) = (IPv4Address(127, 0, 0, 2), IPv4Address(127, 0, 0, 3))
    try near.bind(to: .l2tp(here, connection: 5))
    try far.bind(to: .l2tp(there, connection: 7))
    #expect(try far.localAddress.l2tp == L2TPAddress(host: there, connection: 7))
    try near.send(message(to: 7), to: .l2tp(there, connection: 7))
    let (bytes, sender) = try far.receiveFrom(upTo: 100)
    #expect(bytes == message(to: 7) && sender?.l2tp?.host == here)
    try far.send(message(to: 5), to: .l2tp(here, connection: 5))
    try expectBack(.AF_INET, near.receive(upTo: 100), message(to: 5))
  }
}
