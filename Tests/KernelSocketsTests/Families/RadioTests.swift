import KernelSockets
import TestSupport
import Testing

/// Gives an interface an address, and switches it on.
private func start(_ interface: String, _ address: some Sequence<UInt8>) throws {
  let bytes = address.map { [$0].hexadecimal }.joined(separator: ":")
  _ = try Companion.lines("ip", "link", "set", interface, "address", bytes)
  _ = try Companion.lines("ip", "link", "set", interface, "up")
}

/// What a client sends from one station to the other comes there, and the answer back; that the server has closed is an
/// error. Each station is an interface, whose address is in the socket's behind the family.
private func expectConnection(
  from here: SocketAddress, _ near: String, to there: SocketAddress, _ far: String, addressSize: Int,
  before connect: (Socket) throws -> Void = { _ in }
) throws {
  try start(near, here.bytes[2..<2 + addressSize])
  try start(far, there.bytes[2..<2 + addressSize])
  let listener = try impatientSocket(there.family, .SOCK_SEQPACKET)
  let client = try impatientSocket(here.family, .SOCK_SEQPACKET)
  try listener.bind(to: there)
  try listener.listen()
  try client.bind(to: here)
  try connect(client)
  let server = try accepted(by: listener) { try client.connect(to: there) }
  try expectRoundTrip(client, server)
  // These families raise SIGPIPE whatever the flags.
  try server.close()
  #expect(try whenReady { failure { try client.sendAll([1]) } }.errno == .brokenPipe)
}

@Suite(
  "AF_AX25: stations that hear each other", .needs(.AF_AX25), .programs("ip", of: "iproute2"),
  .needs(interfaces: "bpq0", "bpq1"))
struct AX25Tests {
  /// Ethernet, from veth0 to veth1, takes the place of the air.
  @Test("a connection between two stations goes both ways")
  func connection() throws {
    let (here, there) = try (SocketAddress.ax25("N0CALL-3"), SocketAddress.ax25("N0CALL-4"))
    // The first answer comes before the kernel expects one, and is lost: it asks again after so many seconds, else ten.
    try expectConnection(from: here, "bpq0", to: there, "bpq1", addressSize: 7) {
      try $0.setOption(.AX25_T1, .seconds(1))
    }
  }
}

@Suite(
  "AF_NETROM: amateur radio", .needs(.AF_NETROM), .programs("ip", of: "iproute2"),
  .needs(interfaces: "nr0", "nr1"))
struct NETROMTests {
  @Test("a connection between two stations goes both ways")
  func connection() throws {
    let (here, there) = try (SocketAddress.netrom("N0CALL-1"), SocketAddress.netrom("N0CALL-2"))
    try expectConnection(from: here, "nr0", to: there, "nr1", addressSize: 7)
  }
}

@Suite(
  "AF_ROSE: packets over amateur radio", .needs(.AF_ROSE), .programs("ip", of: "iproute2"),
  .needs(interfaces: "rose0", "rose1"))
struct ROSETests {
  @Test("a connection between two nodes goes both ways")
  func connection() throws {
    let here = try SocketAddress.rose(node: "1000000001", "N0CALL-1")
    let there = try SocketAddress.rose(node: "1000000002", "N0CALL-2")
    try expectConnection(from: here, "rose0", to: there, "rose1", addressSize: 5)
  }
}
