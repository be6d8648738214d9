import KernelSockets
import TestSupport
import Testing

@Suite("AF_ALG: digests, ciphers and random numbers in one call", .needs(.AF_ALG))
struct KernelCryptoTests {
  @Test("digests are those of Python's hashlib, in one piece and in many", arguments: ["sha1", "sha256", "sha512"])
  func hash(name: String) throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: ($0 * 31) >> 3) }
    for count in [0, 3, 200_000] {
      let digest = try Python.value(
        "__import__('hashlib').new(a[0], bytes(i * 31 >> 3 & 255 for i in range(int(a[1])))).hexdigest()", name,
        "\(count)")
      #expect(try KernelCrypto.hash(name, of: bytes.prefix(count)).hexadecimal == digest)
    }
    let hash = try KernelCrypto.Hash(name)
    for start in stride(from: 0, to: bytes.count, by: 1777) {
      try hash.update(bytes[start..<min(start + 1777, bytes.count)])
    }
    let digest = try hash.finish()
    #expect(try digest == KernelCrypto.hash(name, of: bytes))
    // It begins anew.
    try hash.update("abc".utf8)
    #expect(try hash.finish() == KernelCrypto.hash(name, of: "abc".utf8))
  }

  @Test("an authentication code is that of Python's hmac")
  func keyedHash() throws {
    let code = try Python.value("__import__('hmac').digest(b'key', b'abc', 'sha256').hex()")
    #expect(try KernelCrypto.hash("hmac(sha256)", of: "abc".utf8, key: Array("key".utf8)).hexadecimal == code)
    #expect(failure { _ = try KernelCrypto.hash("hmac(sha256)", of: "abc".utf8) }?.errno == Errno(rawValue: 126))
  }

  @Test("ctr(aes) encrypts as NIST SP 800-38A says, and goes on after a mistake")
  func cipher() throws {
    // F.5.1, the first two blocks
    let key = Array(hexadecimal: "2b7e151628aed2a6abf7158809cf4f3c")
    let vector = Array(hexadecimal: "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
    let plain = Array(hexadecimal: "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
    let cipher = try KernelCrypto.Cipher("ctr(aes)", key: key)
    let secret = try cipher.encrypt(plain, vector: vector)
    #expect(secret.hexadecimal == "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff")
    #expect(failure { _ = try cipher.encrypt(plain, vector: [1, 2, 3]) }?.errno == .invalidArgument)
    #expect(try cipher.decrypt(secret, vector: vector) == plain)
    #expect(try cipher.encrypt([], vector: vector) == [])

    let blocks = try KernelCrypto.Cipher("cbc(aes)", key: key)
    #expect(failure { _ = try blocks.encrypt([1, 2, 3], vector: vector) }?.errno == .invalidArgument)
    let whole = (0..<KernelCrypto.limit).map { UInt8(truncatingIfNeeded: $0) }
    #expect(try blocks.decrypt(blocks.encrypt(whole, vector: vector), vector: vector) == whole)
    #expect(failure { _ = try blocks.encrypt(whole + [0], vector: vector) }?.kind == .invalidArgument)
    #expect(failure { _ = try KernelCrypto.Cipher("cbc(aes)", key: [1]) }?.errno == .invalidArgument)
  }

  @Test("gcm(aes) seals as its specification says, and opens nothing that was changed")
  func sealing() throws {
    // Test case 4 of the GCM specification
    let key = Array(hexadecimal: "feffe9928665731c6d6a8f9467308308")
    let nonce = Array(hexadecimal: "cafebabefacedbaddecaf888")
    let header = Array(hexadecimal: "feedfacedeadbeeffeedfacedeadbeefabaddad2")
    let plain = Array(
      hexadecimal: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    let aead = try KernelCrypto.AEAD("gcm(aes)", key: key)
    let sealed = try aead.seal(plain, nonce: nonce, authenticating: header)
    #expect(
      sealed.hexadecimal == "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
        + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091" + "5bc94fbc3221a5db94fae95ae7121a47")
    #expect(try aead.open(sealed, nonce: nonce, authenticating: header) == plain)
    for index in stride(from: 0, to: sealed.count, by: 5) {
      var changed = sealed
      changed[index] ^= 1
      #expect(failure { _ = try aead.open(changed, nonce: nonce, authenticating: header) }?.errno == .badMessage)
    }
    #expect(failure { _ = try aead.open(sealed, nonce: nonce, authenticating: [1]) }?.errno == .badMessage)
    #expect(failure { _ = try aead.open([1, 2], nonce: nonce) }?.kind == .invalidArgument)
    #expect(try aead.open(sealed, nonce: nonce, authenticating: header) == plain)
  }

  @Test("of nothing too, the tag counts")
  func sealingNothing() throws {
    let aead = try KernelCrypto.AEAD("gcm(aes)", key: [UInt8](repeating: 0, count: 16))
    let nonce = [UInt8](repeating: 0, count: 12)
    var sealed = try aead.seal([], nonce: nonce)
    // Test case 1 of the GCM specification
    #expect(sealed.hexadecimal == "58e2fccefa7e3061367f1d57a4e7455a")
    #expect(try aead.open(sealed, nonce: nonce) == [])
    sealed[0] ^= 1
    #expect(failure { _ = try aead.open(sealed, nonce: nonce) }?.errno == .badMessage)
    let header: [UInt8] = [1, 2, 3]
    var proven = try aead.seal([], nonce: nonce, authenticating: header)
    #expect(try aead.open(proven, nonce: nonce, authenticating: header) == [])
    proven[15] ^= 1
    #expect(failure { _ = try aead.open(proven, nonce: nonce, authenticating: header) }?.errno == .badMessage)
  }

  @Test("random bytes are as many as were asked for, and others each time")
  func random() throws {
    let (first, second) = (try KernelCrypto.randomBytes(1000), try KernelCrypto.randomBytes(1000))
    #expect(first.count == 1000 && second.count == 1000)
    #expect(first != second)
    #expect(Set(first).count > 100)
    #expect(try KernelCrypto.randomBytes(0) == [])
  }

  @Test("what the kernel has not is an error")
  func unknown() {
    #expect(failure { _ = try KernelCrypto.hash("sha-nothing", of: []) }?.errno == .noSuchFileOrDirectory)
    #expect(failure { _ = try KernelCrypto.randomBytes(1, from: "no-generator") }?.errno == .noSuchFileOrDirectory)
    let long = String(repeating: "x", count: 200)
    #expect(failure { _ = try KernelCrypto.hash(long, of: []) }?.kind == .invalidArgument)
  }
}

extension [UInt8] {
  /// The bytes of digits, two for each.
  fileprivate init(hexadecimal digits: String) {
    let digits = Array<Character>(digits)
    self = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
  }
}
