import KernelSockets
import TestSupport
import Testing

/// Gives an interface an address, and switches it on.
private func start(_ interface: String, _ address: some Sequence<UInt8>) throws {
  let bytes = address.map { [$0].hexadecimal }.joined(separator: ":")
  _ = try Companion.lines("ip", "link", "set", interface, "address", bytes)
  _ = try Companion.lines("ip", "link", "set", interface, "up")
}

/// What a client sends from one station to the other comes there, and the answer back.
private func expectConnection(
  from here: SocketAddress, to there: SocketAddress, before connect: (Socket) throws -> Void = { _ in }
) throws {
  let listener = try impatientSocket(there.family, .SOCK_SEQPACKET)
  let client = try impatientSocket(here.family, .SOCK_SEQPACKET)
  try listener.bind(to: there)
  try listener.listen()
  try client.bind(to: here)
  let accepting = Running { try listener.accept(mode: .timeout(.seconds(10))).socket }
  try connect(client)
  try client.connect(to: there)
  try expectRoundTrip(client, accepting.value())
}

@Suite(
  "AF_AX25: stations that hear each other", .needs(.AF_AX25), .programs("ip", of: "iproute2"),
  .enabled(if: (try? NetworkInterface.index(of: "bpq1")) != nil, "there is no bpq1 here: scripts/test --vm has"))
struct AX25Tests {
  /// Ethernet, from veth0 to veth1, takes the place of the air.
  @Test("a connection between two stations goes both ways")
  func connection() throws {
    let (here, there) = try (SocketAddress.ax25("N0CALL-3"), SocketAddress.ax25("N0CALL-4"))
    try start("bpq0", here.bytes[2..<9])
    try start("bpq1", there.bytes[2..<9])
    // The first answer comes before the kernel expects one, and is lost: it asks again after so many seconds, else ten.
    try expectConnection(from: here, to: there) { try $0.setOption(.AX25_T1, .seconds(1)) }
  }
}

@Suite(
  "AF_NETROM: amateur radio", .needs(.AF_NETROM), .programs("ip", of: "iproute2"),
  .enabled(if: (try? NetworkInterface.index(of: "nr1")) != nil, "there is no nr1 here: scripts/test --vm has"))
struct NETROMTests {
  @Test("a connection between two stations goes both ways")
  func connection() throws {
    let (here, there) = try (SocketAddress.netrom("N0CALL-1"), SocketAddress.netrom("N0CALL-2"))
    try start("nr0", here.bytes[2..<9])
    try start("nr1", there.bytes[2..<9])
    try expectConnection(from: here, to: there)
  }
}

@Suite(
  "AF_ROSE: packets over amateur radio", .needs(.AF_ROSE), .programs("ip", of: "iproute2"),
  .enabled(if: (try? NetworkInterface.index(of: "rose1")) != nil, "there is no rose1 here: scripts/test --vm has"))
struct ROSETests {
  @Test("a connection between two nodes goes both ways")
  func connection() throws {
    let here = try SocketAddress.rose(node: "1000000001", "N0CALL-1")
    let there = try SocketAddress.rose(node: "1000000002", "N0CALL-2")
    try start("rose0", here.bytes[2..<7])
    try start("rose1", there.bytes[2..<7])
    try expectConnection(from: here, to: there)
  }
}
