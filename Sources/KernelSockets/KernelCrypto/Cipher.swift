extension KernelCrypto {
  /// Encryption without authentication.
  ///
  /// ```swift
  /// let cipher = try KernelCrypto.Cipher("ctr(aes)", key: key)
  /// let secret = try cipher.encrypt(text, vector: vector)
  /// ```
  ///
  /// For one thread at a time.
  public final class Cipher {
    private let algorithm: Algorithm

    /// A cipher and its key.
    ///
    /// - Parameters:
    ///   - algorithm: The kernel's name, such as `"cbc(aes)"`.
    ///   - key: The key, in a length that the algorithm has.
    /// - Throws: ``SocketError`` with the errno: `ENOENT` if the kernel has no such algorithm, `EINVAL` if the key's
    ///   length is wrong.
    public init(_ algorithm: String, key: [UInt8]) throws(SocketError) {
      self.algorithm = try Algorithm("skcipher", algorithm) { socket throws(SocketError) in
        try socket.setOption(.ALG_SET_KEY, key)
      }
    }

    /// Encrypts bytes.
    ///
    /// - Parameters:
    ///   - bytes: At most ``KernelCrypto/limit`` bytes; with a block cipher, whole blocks.
    ///   - vector: The initialisation vector, in the algorithm's length; `nil` if it has none.
    /// - Returns: As many bytes.
    /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if there are too many bytes, or with the
    ///   errno: `EINVAL` for a vector or a number of bytes that the algorithm can't have.
    public func encrypt(_ bytes: [UInt8], vector: [UInt8]?) throws(SocketError) -> [UInt8] {
      try transform(bytes, Linux.ALG_OP_ENCRYPT, vector)
    }

    /// Decrypts bytes. See ``encrypt(_:vector:)``.
    public func decrypt(_ bytes: [UInt8], vector: [UInt8]?) throws(SocketError) -> [UInt8] {
      try transform(bytes, Linux.ALG_OP_DECRYPT, vector)
    }

    private func transform(
      _ bytes: [UInt8], _ operation: Int32, _ vector: [UInt8]?
    ) throws(SocketError) -> [UInt8] {
      try KernelCrypto.checkLimit(bytes.count)
      guard !bytes.isEmpty else { return [] }
      return try algorithm.use { socket throws(SocketError) in
        try socket.sendToAlgorithm(bytes, operation: operation, vector: vector)
        return try socket.receive(upTo: bytes.count)
      }
    }
  }
}
