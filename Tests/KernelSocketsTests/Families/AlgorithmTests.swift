import KernelSockets
import TestSupport
import Testing

@Suite("AF_ALG: the kernel's cryptography", .needs(.AF_ALG))
struct AlgorithmTests {
  /// A socket to send to, for an algorithm that may have a key.
  func operation(_ type: String, _ name: String, key: [UInt8]? = nil) throws -> Socket {
    let algorithm = try impatientSocket(.AF_ALG, .SOCK_SEQPACKET)
    try algorithm.bind(to: .algorithm(type: type, name: name))
    if let key { try algorithm.setOption(.ALG_SET_KEY, key) }
    return try #require(try algorithm.acceptAnonymous(mode: .timeout(.seconds(10))))
  }

  @Test("digests are those of Python's hashlib", arguments: ["md5", "sha1", "sha256", "sha512", "sha3-256"])
  func hash(name: String) throws {
    for count in [0, 3, 1000, 60_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: ($0 * 31) >> 3) }
      let socket = try operation("hash", name)
      _ = try socket.send(bytes)
      let digest = try Python.value(
        "__import__('hashlib').new(a[0].replace('-', '_'), bytes(i * 31 >> 3 & 255 for i in range(int(a[1])))).hexdigest()",
        name, "\(count)")
      try expectBack(.AF_ALG, socket.receive(upTo: 64).hexadecimal, digest)
    }
  }

  @Test("a keyed digest is that of Python's hmac")
  func keyedHash() throws {
    let socket = try operation("hash", "hmac(sha256)", key: Array("key".utf8))
    _ = try socket.send("abc".utf8)
    let digest = try Python.value("__import__('hmac').digest(b'key', b'abc', 'sha256').hex()")
    try expectBack(.AF_ALG, socket.receive(upTo: 64).hexadecimal, digest)
  }

  @Test("cbc(aes) encrypts as NIST SP 800-38A says, and decrypts")
  func cipher() throws {
    let key: [UInt8] = [
      0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c,
    ]
    let plain: [UInt8] = [
      0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e, 0x11, 0x73, 0x93, 0x17, 0x2a,
    ]
    let vector = Array(UInt8(0)...15)
    let socket = try operation("skcipher", "cbc(aes)", key: key)
    try socket.sendToAlgorithm(plain, operation: Linux.ALG_OP_ENCRYPT, vector: vector)
    let encrypted = try socket.receive(upTo: 16)
    // F.2.1, first block
    try expectBack(.AF_ALG, encrypted.hexadecimal, "7649abac8119b246cee98e9b12e9197d")
    try socket.sendToAlgorithm(encrypted, operation: Linux.ALG_OP_DECRYPT, vector: vector)
    try expectBack(.AF_ALG, socket.receive(upTo: 16), plain)
  }

  @Test("gcm(aes) refuses what was tampered with")
  func authenticated() throws {
    let algorithm = try operation("aead", "gcm(aes)", key: Array(repeating: 0, count: 16))
    let vector = [UInt8](repeating: 0, count: 12)
    // Test case 2 of the GCM specification: the tag is 16 bytes behind the block.
    try algorithm.sendToAlgorithm(
      [UInt8](repeating: 0, count: 16), operation: Linux.ALG_OP_ENCRYPT, vector: vector, associatedLength: 0)
    var sealed = try algorithm.receive(upTo: 32)
    try expectBack(
      .AF_ALG, sealed.hexadecimal, "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf")
    try algorithm.sendToAlgorithm(sealed, operation: Linux.ALG_OP_DECRYPT, vector: vector, associatedLength: 0)
    try expectBack(.AF_ALG, algorithm.receive(upTo: 16), [UInt8](repeating: 0, count: 16))
    sealed[3] ^= 1
    try algorithm.sendToAlgorithm(sealed, operation: Linux.ALG_OP_DECRYPT, vector: vector, associatedLength: 0)
    #expect(failure { _ = try algorithm.receive(upTo: 16) }?.errno == .badMessage)
  }

  @Test("ansi_cprng gives the numbers of its seed: key, date and start of NIST's known answers")
  func seededNumbers() throws {
    let key: [UInt8] = [
      0xf3, 0xb1, 0x66, 0x6d, 0x13, 0x60, 0x72, 0x42, 0xed, 0x06, 0x1c, 0xab, 0xb8, 0xd4, 0x62, 0x02,
    ]
    let date: [UInt8] = [
      0xe6, 0xb3, 0xbe, 0x78, 0x2a, 0x23, 0xfa, 0x62, 0xd7, 0x1d, 0x4a, 0xfb, 0xb0, 0xe9, 0x22, 0xf9,
    ]
    let start: [UInt8] = [0x80] + [UInt8](repeating: 0, count: 15)
    let numbers = try operation("rng", "ansi_cprng", key: start + key + date)
    try expectBack(.AF_ALG, numbers.receive(upTo: 16).hexadecimal, "59531ed13bb0c05584796685c12f7641")
  }

  @Test("stdrng gives other numbers each time, no more than were asked for")
  func numbers() throws {
    let numbers = try operation("rng", "stdrng", key: [])
    let values = try [32, 32, 5].map { try numbers.receive(upTo: $0) }
    #expect(values.map(\.count) == [32, 32, 5])
    #expect(Set(values).count == 3)
  }

  @Test("an algorithm that does not exist is an error")
  func unknown() throws {
    #expect(failure { _ = try operation("hash", "sha-nothing") }?.errno == .noSuchFileOrDirectory)
  }
}
