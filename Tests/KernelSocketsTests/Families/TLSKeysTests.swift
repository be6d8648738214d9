import KernelSockets
import Testing

@Suite(
  "AF_INET: TLS with the keys of a handshake", .enabled(if: hasTLS, "this kernel has no TLS: scripts/test --vm has"))
struct TLSKeysTests {
  static let iv = Array(UInt8(0xA0)...0xAB)
  static let sequence: UInt64 = 0x0102_0304_0506_0708

  static func key(_ cipher: TLSKeys.Cipher) -> [UInt8] { Array(1...UInt8(cipher.keyByteCount)) }

  /// What RFC 8446, 5.2, and RFC 5246, 6.2.3.3, with RFC 5288 and RFC 7905, say a record is, with AF_ALG's ciphers.
  static func record(
    _ version: TLSKeys.Version, _ cipher: TLSKeys.Cipher, _ data: [UInt8], number: UInt64
  ) throws -> [UInt8] {
    let algorithm =
      switch cipher {
      case .aes128GCM, .aes256GCM: "gcm(aes)"
      case .aes128CCM: "ccm(aes)"
      case .chaCha20Poly1305: "rfc7539(chacha20,poly1305)"
      }
    func bytes(_ number: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) } }
    let counted = bytes(sequence + number)
    let mixed = zip(iv, [0, 0, 0, 0] + counted).map { $0 ^ $1 }
    func sealed(_ data: [UInt8], _ nonce: [UInt8], _ header: [UInt8]) throws -> [UInt8] {
      // RFC 3610: how many bytes the length has, but one; and where the counter stands.
      let nonce = cipher == .aes128CCM ? [2] + nonce + [0, 0, 0] : nonce
      return try KernelCrypto.AEAD(algorithm, key: key(cipher)).seal(data, nonce: nonce, authenticating: header)
    }
    func header(_ count: Int) -> [UInt8] { [23, 3, 3, UInt8(count >> 8), UInt8(count & 255)] }
    switch (version, cipher) {
    case (.tls13, _):
      let header = header(data.count + 1 + 16)
      return header + (try sealed(data + [23], mixed, header))
    case (.tls12, .chaCha20Poly1305):
      return header(data.count + 16) + (try sealed(data, mixed, counted + header(data.count)))
    case (.tls12, _):
      // The part of the nonce that goes along is counted on.
      let start = iv.dropFirst(4).reduce(0) { $0 << 8 | UInt64($1) }
      let sent = bytes(start + number)
      return header(8 + data.count + 16) + sent
        + (try sealed(data, iv.prefix(4) + sent, counted + header(data.count)))
    }
  }

  @Test(
    "records are those of the RFCs, sent and received, with each cipher and version",
    arguments: TLSKeys.Cipher.allCases, [TLSKeys.Version.tls12, .tls13])
  func records(cipher: TLSKeys.Cipher, version: TLSKeys.Version) throws {
    let keys = try TLSKeys(version, cipher, key: Self.key(cipher), iv: Self.iv, sequence: Self.sequence)
    let (sender, plain) = try connectedPair(at: .inet(.loopback, port: 0))
    try plain.setMode(.timeout(.seconds(10)))
    try sender.enableTLS(sending: keys)
    let (first, second) = (Array("first".utf8), Array("second, which is longer".utf8))
    try sender.sendAll(first)
    try sender.sendAll(second)
    let expected = try Self.record(version, cipher, first, number: 0) + Self.record(version, cipher, second, number: 1)
    #expect(try plain.receiveExactly(expected.count) == expected)

    let (other, receiver) = try connectedPair(at: .inet(.loopback, port: 0))
    try receiver.setMode(.timeout(.seconds(10)))
    try receiver.enableTLS(receiving: keys)
    try other.sendAll(expected)
    #expect(try receiver.receiveExactly(first.count + second.count) == first + second)
  }

  @Test("each direction has its keys, at once or one after the other")
  func bothWays() throws {
    let (near, far) = try connectedPair(at: .inet(.loopback, port: 0))
    for socket in [near, far] { try socket.setMode(.timeout(.seconds(10))) }
    let there = try TLSKeys(.tls13, .aes256GCM, key: Self.key(.aes256GCM), iv: Self.iv)
    let back = try TLSKeys(.tls13, .aes256GCM, key: Self.key(.aes256GCM).reversed(), iv: Self.iv.reversed())
    try near.enableTLS(sending: there, receiving: back)
    try far.enableTLS(sending: back)
    try far.enableTLS(receiving: there)
    for (sender, receiver) in [(near, far), (far, near)] {
      try sender.sendAll("secret".utf8)
      try expectBack(.AF_INET, String(receiver.receive(upTo: 100)), "secret")
    }
  }

  @Test("a socket that is not connected can have no TLS, and both directions have one cipher")
  func refused() throws {
    let keys = try TLSKeys(.tls13, .aes128GCM, key: Self.key(.aes128GCM), iv: Self.iv)
    let socket = try Socket(.inet, .stream)
    for other in [
      try TLSKeys(.tls12, .aes128GCM, key: Self.key(.aes128GCM), iv: Self.iv),
      try TLSKeys(.tls13, .aes128CCM, key: Self.key(.aes128CCM), iv: Self.iv),
    ] {
      let error = failure { try socket.enableTLS(sending: keys, receiving: other) }
      #expect(error?.cause == .invalidArgument("both directions have one version and cipher, not \(keys) and \(other)"))
    }
    #expect(failure { try socket.enableTLS(sending: keys) }?.errno == .socketNotConnected)
  }
}

@Suite("TLS keys")
struct TLSKeysLengthTests {
  @Test(
    "keys of another length than the cipher's are refused before the kernel is asked",
    arguments: TLSKeys.Cipher.allCases)
  func lengths(cipher: TLSKeys.Cipher) throws {
    let iv = [UInt8](repeating: 0, count: 12)
    for count in [0, 15, 17, 31, 33, cipher.keyByteCount == 16 ? 32 : 16] {
      let error = failure { _ = try TLSKeys(.tls13, cipher, key: [UInt8](repeating: 1, count: count), iv: iv) }
      #expect(error?.cause == .invalidArgument("the key of \(cipher) has \(cipher.keyByteCount) bytes, not \(count)"))
    }
    let key = [UInt8](repeating: 1, count: cipher.keyByteCount)
    for count in [0, 8, 11, 13] {
      let error = failure { _ = try TLSKeys(.tls13, cipher, key: key, iv: [UInt8](repeating: 0, count: count)) }
      #expect(error?.cause == .invalidArgument("the iv of \(cipher) has 12 bytes, not \(count)"))
    }
  }

  @Test("what is printed of keys does not tell the key")
  func printed() throws {
    let keys = try TLSKeys(
      .tls13, .aes128GCM, key: [UInt8](repeating: 77, count: 16), iv: [UInt8](repeating: 88, count: 12))
    var dumped = ""
    dump(keys, to: &dumped)
    #expect("\(keys)" == "tls13 aes128GCM")
    for text in [dumped, String(reflecting: keys)] { #expect(!text.contains("77") && !text.contains("88")) }
  }
}

private let hasTLS =
  failure {
    let pair = try connectedPair(at: .inet(.loopback, port: 0))
    // Only what is connected takes it: the other end must not be gone.
    try withExtendedLifetime(pair.server) { try pair.client.setOption(.TCP_ULP, "tls") }
  } == nil
