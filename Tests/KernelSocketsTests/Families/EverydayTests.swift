import KernelSockets
import Testing

@Suite("AF_INET: TCP and UDP")
struct InternetTests {
  @Test("a stream and datagrams go both ways")
  func both() throws { try expectStreamAndDatagrams(.inet(.loopback, port: 0)) }
}

@Suite("AF_INET6: TCP and UDP", .needs(.AF_INET6))
struct Internet6Tests {
  @Test("a stream and datagrams go both ways")
  func both() throws { try expectStreamAndDatagrams(.inet6(.loopback, port: 0)) }
}

@Suite("AF_UNIX: sockets with a name in this machine")
struct UnixTests {
  @Test("a stream and datagrams go both ways, at names that the kernel gives")
  func both() throws { try expectStreamAndDatagrams(.unixUnnamed) }
}

private func expectStreamAndDatagrams(_ address: SocketAddress) throws {
  let listener = try impatientSocket(address.family, .SOCK_STREAM)
  try listener.bind(to: address)
  try listener.listen()
  try expectRoundTrip(
    listener: listener, client: impatientSocket(address.family, .SOCK_STREAM), to: listener.localAddress)

  let (near, far) = try (impatientSocket(address.family, .SOCK_DGRAM), impatientSocket(address.family, .SOCK_DGRAM))
  try near.bind(to: address)
  try far.bind(to: address)
  #expect(try expectRoundTrip(near, far, to: far.localAddress) == near.localAddress)
}
