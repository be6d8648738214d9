extension KernelCrypto {
  /// A digest or an authentication code over bytes that come bit by bit.
  ///
  /// ```swift
  /// let hash = try KernelCrypto.Hash("sha256")
  /// while let block = try reader.read() { try hash.update(block) }
  /// let digest = try hash.finish()
  /// ```
  ///
  /// For one thread at a time.
  public final class Hash {
    private let algorithm: Algorithm

    /// Begins with no bytes. See ``KernelCrypto/hash(_:of:key:)``.
    public init(_ algorithm: String, key: [UInt8]? = nil) throws(SocketError) {
      self.algorithm = try Algorithm("hash", algorithm) { socket throws(SocketError) in
        if let key { try socket.setOption(.ALG_SET_KEY, key) }
      }
    }

    /// Adds bytes. send(2) with `MSG_MORE`.
    public func update(_ bytes: some Sequence<UInt8>) throws(SocketError) {
      try algorithm.use { socket throws(SocketError) in try socket.sendAll(bytes, flags: .MSG_MORE) }
    }

    /// Returns the digest, in the algorithm's length, and begins anew. recv(2).
    public func finish() throws(SocketError) -> [UInt8] {
      try algorithm.use { socket throws(SocketError) in try socket.receive(upTo: Self.longest) }
    }

    /// More bytes than any digest has.
    private static let longest = 256
  }
}
