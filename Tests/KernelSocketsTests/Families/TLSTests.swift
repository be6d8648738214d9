import KernelSockets
import Testing

@Suite("AF_INET: TLS in the kernel", .enabled(if: hasTLS, "this kernel has no TLS: scripts/test --vm has"))
struct TLSTests {
  /// `struct tls12_crypto_info_aes_gcm_128` of linux/tls.h: version, cipher, and 36 bytes of vector, key, salt and count.
  func keys(_ byte: UInt8) -> [UInt8] {
    let version = [UInt8(Linux.TLS_1_2_VERSION & 255), UInt8(Linux.TLS_1_2_VERSION >> 8)]
    let cipher = [UInt8(Linux.TLS_CIPHER_AES_GCM_128), 0]
    return version + cipher + [UInt8](repeating: byte, count: 28) + [UInt8](repeating: 0, count: 8)
  }

  @Test("records have a type, which is sent and received; without a type they are application data")
  func recordType() throws {
    let (near, far) = try connectedPair(at: .inet(.loopback, port: 0))
    try far.setMode(.timeout(.seconds(10)))
    for socket in [near, far] { try socket.setOption(.TCP_ULP, "tls") }
    try near.setOption(.TLS_TX, keys(7))
    try far.setOption(.TLS_RX, keys(7))
    let control = ControlBuffer(for: [.room(for: .receivedRecordType)])
    // Application data, and a handshake's message
    for type in [23, 22] as [UInt8] {
      let sent = ControlBuffer()
      if type != 23 { sent.append(.recordType, type) }
      try near.sendMessage("secret".utf8, control: sent)
      let (bytes, _) = try far.receiveMessage(upTo: 100, control: control)
      #expect(String(bytes) == "secret" && control.first(.receivedRecordType) == type)
    }
  }
}

private let hasTLS =
  failure {
    let (near, far) = try connectedPair(at: .inet(.loopback, port: 0))
    try near.setOption(.TCP_ULP, "tls")
    try far.close()
  } == nil
