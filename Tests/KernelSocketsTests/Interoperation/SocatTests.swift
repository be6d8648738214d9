import Foundation
import KernelSockets
import Testing

/// Both ways: a socket of Swift's connects to socat, which gives everything back; then socat connects to one of Swift's.
private func expectEcho(
  _ type: SocketType, _ protocol: SocketProtocol = .automatic, listening: String, at address: SocketAddress,
  connecting: (SocketAddress) throws -> String, to own: SocketAddress
) throws {
  let text = [UInt8]("through socat and back\n".utf8)
  let server = try Companion("socat", listening, "PIPE")
  let client = try whenReady { () -> Socket? in
    let socket = try impatientSocket(address.family, type, `protocol`)
    return failure { try socket.connect(to: address) } == nil ? socket : nil
  }
  try client.sendAll(text)
  try expectBack(address.family, client.receiveExactly(text.count), text)
  try client.close()
  #expect(try server.lines() == [])

  let listener = try impatientSocket(address.family, type, `protocol`)
  try listener.bind(to: own)
  try listener.listen()
  let caller = try Companion("socat", try connecting(listener.localAddress), "PIPE")
  let accepted = try listener.accept(mode: .timeout(.seconds(10))).socket
  try accepted.sendAll(text)
  try expectBack(address.family, accepted.receiveExactly(text.count), text)
  try accepted.close()
  #expect(try caller.lines() == [])
}

@Suite("AF_UNIX: with socat", .programs("socat", of: "socat"))
struct UnixSocatTests {
  @Test("a path")
  func path() throws {
    let folder = try TemporaryDirectory()
    try expectEcho(
      .stream, listening: "UNIX-LISTEN:\(folder.path)/socat", at: .unix("\(folder.path)/socat"),
      connecting: { "UNIX-CONNECT:\(try #require($0.path))" }, to: .unix("\(folder.path)/own"))
  }

  @Test("an abstract name")
  func abstract() throws {
    let name = "ks-\(UInt32.random(in: 0...UInt32.max))"
    try expectEcho(
      .stream, listening: "ABSTRACT-LISTEN:\(name)", at: .unix(abstract: name),
      connecting: { "ABSTRACT-CONNECT:\(String(decoding: try #require($0.abstractName), as: UTF8.self))" },
      to: .unix(abstract: name + "-own"))
  }
}

@Suite("AF_INET: with socat", .programs("socat", of: "socat"))
struct InternetSocatTests {
  @Test("SCTP", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP))
  func sctp() throws {
    let port = UInt16.random(in: 20_000...30_000)
    try expectEcho(
      .stream, .IPPROTO_SCTP, listening: "SCTP-LISTEN:\(port),pf=ip4,bind=127.0.0.1", at: .inet(.loopback, port: port),
      connecting: { "SCTP-CONNECT:127.0.0.1:\(try #require($0.port)),pf=ip4" }, to: .inet(.loopback, port: 0))
  }

  @Test("TCP, over IPv6")
  func tcp() throws {
    let port = UInt16.random(in: 20_000...30_000)
    try expectEcho(
      .stream, listening: "TCP6-LISTEN:\(port),bind=[::1]", at: .inet6(.loopback, port: port),
      connecting: { "TCP6-CONNECT:[::1]:\(try #require($0.port))" }, to: .inet6(.loopback, port: 0))
  }
}

@Suite(
  "AF_VSOCK: with socat", .programs("socat", of: "socat"),
  .enabled(if: hasLoopback, "this kernel has no loopback in AF_VSOCK: scripts/test --vm has"))
struct VSOCKSocatTests {
  @Test("a stream")
  func stream() throws {
    let port = UInt32.random(in: 20_000...30_000)
    try expectEcho(
      .stream, listening: "VSOCK-LISTEN:\(port)", at: .vsock(cid: VSOCKAddress.localCID, port: port),
      connecting: { "VSOCK-CONNECT:1:\(try #require($0.vsock).port)" },
      to: .vsock(cid: VSOCKAddress.localCID, port: VSOCKAddress.anyPort))
  }
}
