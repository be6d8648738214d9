import Foundation
import KernelSockets
import Testing

@Suite("AF_INET: SCTP's keys and further addresses", .needs(.AF_INET, .SOCK_STREAM, .IPPROTO_SCTP))
struct SCTPAddressTests {
  @Test("the first message names further addresses of the peer's, of both versions")
  func destinations() throws {
    let socket = try Socket(.inet6, .stream, .IPPROTO_SCTP, mode: .nonBlocking)
    let sent = ControlBuffer()
    sent.append(.sctpDestination, Linux.in_addr(s_addr: 0x0A63_004E))
    sent.append(.sctpDestination6, Linux.in6_addr(bytes: [UInt8](repeating: 0, count: 10) + [255, 255, 10, 99, 0, 79]))
    // Nobody is there, so the association stays as it was asked for.
    try socket.sendMessage("first".utf8, control: sent, to: .inet6(IPv6Address("::ffff:10.99.0.77")!, port: 7))
    let associations = try String(contentsOfFile: "/proc/net/sctp/assocs", encoding: .utf8)
    let own = try #require(associations.split(separator: "\n").first { $0.contains("10.99.0.77") }, "\(associations)")
    #expect(own.contains("10.99.0.78") && own.contains("10.99.0.79"), "\(own)")
  }

  @Test("a message is authenticated with the key that is named, and refused if there is none")
  func authentication() throws {
    func socket() throws -> Socket {
      let socket = try impatientSocket(.inet, .stream, .IPPROTO_SCTP)
      try socket.setOption(.SCTP_AUTH_SUPPORTED, Linux.sctp_assoc_value(assoc_value: 1))
      // Data have to be authenticated.
      try socket.setOption(.SCTP_AUTH_CHUNK, Linux.sctp_authchunk(sauth_chunk: 0))
      let key = Linux.sctp_authkey(sca_keynumber: 5, sca_keylength: 4)
      try socket.setOption(.SCTP_AUTH_KEY, key.bytes + [1, 2, 3, 4])
      return socket
    }
    let (listener, client) = try (socket(), socket())
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen()
    try client.connect(to: listener.localAddress)
    let server = try listener.accept().socket
    for (key, isKnown) in [(UInt16(5), true), (6, false)] {
      let sent = ControlBuffer()
      sent.append(.sctpAuthenticationInfo, Linux.sctp_authinfo(auth_keynumber: key))
      let error = failure { try client.sendMessage("signed".utf8, control: sent) }
      #expect(error?.errno == (isKnown ? nil : .invalidArgument))
    }
    #expect(try String(server.receive(upTo: 100)) == "signed")
  }
}
