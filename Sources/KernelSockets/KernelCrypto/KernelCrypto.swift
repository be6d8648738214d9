/// Cryptography that the kernel does, with its drivers for hardware, over `AF_ALG` sockets.
///
/// ```swift
/// let digest = try KernelCrypto.hash("sha256", of: "abc".utf8)
/// ```
///
/// Which algorithms there are, /proc/crypto tells, as far as they are loaded. The kernel's documentation is
/// Documentation/crypto/userspace-if.rst. Python: `socket.AF_ALG`.
public enum KernelCrypto {
  /// The digest of bytes, or their authentication code.
  ///
  /// - Parameters:
  ///   - algorithm: The kernel's name, such as `"sha256"`, or `"hmac(sha256)"` with a key.
  ///   - bytes: The bytes, of any number.
  ///   - key: The key, for an algorithm that has one.
  /// - Throws: ``SocketError`` with the errno: `EAFNOSUPPORT` if this kernel lets nobody use its cryptography, `ENOENT`
  ///   if it has no such algorithm, `ENOKEY` if the algorithm wants a key.
  public static func hash(
    _ algorithm: String, of bytes: some Sequence<UInt8>, key: [UInt8]? = nil
  ) throws(SocketError) -> [UInt8] {
    let hash = try Hash(algorithm, key: key)
    try hash.update(bytes)
    return try hash.finish()
  }

  /// Random bytes.
  ///
  /// For keys and the like there is getrandom(2), as in Swift's `SystemRandomNumberGenerator`; this is for generators by
  /// name.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - generator: The kernel's name, such as `"stdrng"` or `"jitterentropy_rng"`.
  ///   - seed: What the generator is seeded with; to `"stdrng"`, the kernel adds its own.
  /// - Throws: ``SocketError`` with the errno: `ENOENT` if the kernel has no such generator, `EINVAL` if it wants
  ///   another seed.
  public static func randomBytes(
    _ count: Int, from generator: String = "stdrng", seed: [UInt8] = []
  ) throws(SocketError) -> [UInt8] {
    let algorithm = try Algorithm("rng", generator) { socket throws(SocketError) in
      try socket.setOption(.ALG_SET_KEY, seed)
    }
    return try algorithm.use { socket throws(SocketError) in
      var bytes: [UInt8] = []
      // The kernel gives 128 at a time.
      while bytes.count < count { bytes += try socket.receive(upTo: count - bytes.count) }
      return bytes
    }
  }

  /// The most bytes that a cipher takes at once, associated data and tag included: what surely fits into the kernel's
  /// buffers, where more would wait for room that nobody makes.
  public static let limit = 65_536

  static func checkLimit(_ count: Int) throws(SocketError) {
    guard count <= limit else {
      throw SocketError("send", .invalidArgument("\(count) bytes at once, where \(limit) is the limit"))
    }
  }
}
