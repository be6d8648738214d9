import KernelSockets
import Testing

extension Trait where Self == ConditionTrait {
  /// Runs where the kernel has a family, and is reported as not run elsewhere.
  static func needs(_ family: AddressFamily) -> Self {
    .enabled(if: family.probe(), "this kernel has no \(family): scripts/test --vm has")
  }

  /// Runs where the kernel has a protocol.
  static func needs(_ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol) -> Self {
    .enabled(
      if: (try? Socket(family, type, `protocol`)) != nil,
      "this kernel has no \(`protocol`) in \(family): scripts/test --vm has")
  }
}

/// A socket whose calls end after ten seconds, so that a test fails rather than hangs.
func impatientSocket(
  _ family: AddressFamily, _ type: SocketType, _ protocol: SocketProtocol = .automatic
) throws -> Socket {
  try Socket(family, type, `protocol`, mode: .timeout(.seconds(10)))
}

/// Connects a client to a listener; each gets what the other sends, and the client sees the end.
func expectRoundTrip(listener: Socket, client: Socket, to address: SocketAddress) throws {
  let accepting = Running { try listener.accept(mode: .timeout(.seconds(10))).socket }
  try client.connect(to: address)
  let server = try accepting.value()
  try client.sendAll("there".utf8)
  #expect(try String(server.receive(upTo: 100)) == "there")
  try server.sendAll("and back".utf8)
  #expect(try String(client.receive(upTo: 100)) == "and back")
  // In TIPC, to close is to break off.
  try server.shutdown(.both)
  #expect(try client.receive(upTo: 100) == [])
}
