extension KernelCrypto {
  /// Encryption that also proves that nothing was changed: authenticated, with associated data.
  ///
  /// ```swift
  /// let aead = try KernelCrypto.AEAD("gcm(aes)", key: key)
  /// let sealed = try aead.seal(text, nonce: nonce, authenticating: header)
  /// let opened = try aead.open(sealed, nonce: nonce, authenticating: header)
  /// ```
  ///
  /// For one thread at a time.
  public final class AEAD {
    private let algorithm: Algorithm
    private let tagByteCount: Int

    /// An algorithm, its key and the length of its tag.
    ///
    /// - Parameters:
    ///   - algorithm: The kernel's name, such as `"gcm(aes)"` or `"rfc7539(chacha20,poly1305)"`.
    ///   - key: The key, in a length that the algorithm has.
    ///   - tagByteCount: How many bytes prove that nothing was changed.
    /// - Throws: ``SocketError`` with the errno: `ENOENT` if the kernel has no such algorithm, `EINVAL` if the key's or
    ///   the tag's length is wrong.
    public init(_ algorithm: String, key: [UInt8], tagByteCount: Int = 16) throws(SocketError) {
      self.tagByteCount = tagByteCount
      self.algorithm = try Algorithm("aead", algorithm) { socket throws(SocketError) in
        try socket.setOption(.ALG_SET_KEY, key)
        let option = SocketOption.ALG_SET_AEAD_AUTHSIZE
        try socket.setOption(level: option.level, name: option.name, length: UInt32(clamping: tagByteCount))
      }
    }

    /// Encrypts bytes, and authenticates them and others.
    ///
    /// - Parameters:
    ///   - bytes: What to encrypt.
    ///   - nonce: A number used once with this key, in the algorithm's length.
    ///   - associated: What is only authenticated. With `bytes` and the tag, at most ``KernelCrypto/limit`` bytes.
    /// - Returns: As many bytes as `bytes` has, and the tag.
    /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if there are too many bytes, or with the
    ///   errno: `EINVAL` if the nonce's length is wrong.
    public func seal(
      _ bytes: [UInt8], nonce: [UInt8], authenticating associated: [UInt8] = []
    ) throws(SocketError) -> [UInt8] {
      try transform(bytes, Linux.ALG_OP_ENCRYPT, nonce, associated, resultCount: bytes.count + tagByteCount)
    }

    /// Decrypts what ``seal(_:nonce:authenticating:)`` returned, given the same nonce and associated data.
    ///
    /// - Throws: ``SocketError`` with `EBADMSG` if anything was changed; with
    ///   ``SocketError/Cause/invalidArgument(_:)`` if there are too many bytes, or fewer than the tag has.
    public func open(
      _ sealed: [UInt8], nonce: [UInt8], authenticating associated: [UInt8] = []
    ) throws(SocketError) -> [UInt8] {
      guard sealed.count >= tagByteCount else {
        throw SocketError("send", .invalidArgument("\(sealed.count) bytes are fewer than the tag's \(tagByteCount)"))
      }
      return try transform(
        sealed, Linux.ALG_OP_DECRYPT, nonce, associated, resultCount: sealed.count - tagByteCount)
    }

    private func transform(
      _ bytes: [UInt8], _ operation: Int32, _ nonce: [UInt8], _ associated: [UInt8], resultCount: Int
    ) throws(SocketError) -> [UInt8] {
      try KernelCrypto.checkLimit(max(bytes.count, resultCount) + associated.count)
      let result = try algorithm.use { socket throws(SocketError) in
        try socket.sendToAlgorithm(
          associated + bytes, operation: operation, vector: nonce, associatedLength: UInt32(associated.count))
        // The associated data come back too. Without room for a byte, the kernel would not look at the tag.
        return try socket.receive(upTo: max(1, associated.count + resultCount))
      }
      return Array(result.dropFirst(associated.count))
    }
  }
}
