import KernelSockets
import TestSupport
import Testing

@Suite(
  "AF_NETROM: amateur radio", .needs(.AF_NETROM), .programs("ip", of: "iproute2"),
  .enabled(if: (try? NetworkInterface.index(of: "nr1")) != nil, "there is no nr1 here: scripts/test --vm has"))
struct NETROMTests {
  /// Gives an interface a call sign, and switches it on.
  private func start(_ interface: String, _ address: SocketAddress) throws {
    let sign = address.bytes[2..<9].map { [$0].hexadecimal }.joined(separator: ":")
    _ = try Companion.lines("ip", "link", "set", interface, "address", sign)
    _ = try Companion.lines("ip", "link", "set", interface, "up")
  }

  @Test("a connection between two stations goes both ways")
  func connection() throws {
    let (here, there) = try (SocketAddress.netrom("N0CALL-1"), SocketAddress.netrom("N0CALL-2"))
    try start("nr0", here)
    try start("nr1", there)
    let (listener, client) = try (
      impatientSocket(.AF_NETROM, .SOCK_SEQPACKET), impatientSocket(.AF_NETROM, .SOCK_SEQPACKET)
    )
    try listener.bind(to: there)
    try listener.listen()
    try client.bind(to: here)
    let accepting = Running { try listener.accept(mode: .timeout(.seconds(10))).socket }
    try client.connect(to: there)
    try expectRoundTrip(client, accepting.value())
  }
}
