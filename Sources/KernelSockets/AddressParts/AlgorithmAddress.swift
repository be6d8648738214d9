/// The address of a socket of the kernel's cryptography: an algorithm.
///
/// The C structure is `sockaddr_alg`, see Documentation/crypto/userspace-if.rst. Python: `(type, name, feat, mask)`.
public struct AlgorithmAddress: SocketAddressParts {
  /// The algorithm's type: `"hash"`, `"skcipher"`, `"aead"`, `"rng"`, `"akcipher"`.
  public let type: String
  /// The algorithm's name: `"sha256"`, `"cbc(aes)"`.
  public let name: String
  /// Flags that the implementation must have, as far as ``mask`` has their bits.
  public var feature: UInt32
  /// Which bits of ``feature`` count.
  public var mask: UInt32

  /// An algorithm.
  ///
  /// - Parameters:
  ///   - type: The type, at most 13 bytes.
  ///   - name: The name, at most 103 bytes: more than 63 go into a `sockaddr_alg_new`, which Linux 5.11 brought.
  ///   - feature: Flags that the implementation must have.
  ///   - mask: Which of these flags count.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/containsNUL``.
  public init(type: String, name: String, feature: UInt32 = 0, mask: UInt32 = 0) throws(SocketError) {
    self.type = try checkedText(type, "algorithm type", limit: Linux.sockaddr_alg().salg_type.count - 1)
    self.name = try checkedText(
      name, "algorithm name", limit: SocketAddress.capacity - Linux.sockaddr_alg_new.size - 1)
    self.feature = feature
    self.mask = mask
  }

  /// Reads a `sockaddr_alg`, or a `sockaddr_alg_new` and the name behind it.
  public init?(reading address: SocketAddress) {
    guard let structure: Linux.sockaddr_alg_new = address.structure(),
      let type = String(terminated: Array(structure.salg_type)),
      let name = String(terminated: address.bytes.dropFirst(Linux.sockaddr_alg_new.size))
    else { return nil }
    try? self.init(type: type, name: name, feature: structure.salg_feat, mask: structure.salg_mask)
  }

  /// A `sockaddr_alg` if the name fits; else a `sockaddr_alg_new`, the name and a zero byte.
  public var socketAddress: SocketAddress {
    let structure = Linux.sockaddr_alg_new(salg_type: CArray(type.utf8), salg_feat: feature, salg_mask: mask)
    var address = SocketAddress()
    address.write(byteCount: max(Linux.sockaddr_alg.size, structure.byteCount + name.utf8.count + 1)) { bytes in
      structure.write(to: &bytes, at: 0)
      for (index, byte) in name.utf8.enumerated() { bytes.store(byte, at: structure.byteCount + index) }
    }
    return address
  }
}

extension SocketAddress {
  /// An algorithm of the kernel's cryptography. See ``AlgorithmAddress``. Python: `(type, name, feat, mask)`.
  ///
  /// - Parameters:
  ///   - type: Such as `"hash"`; at most 13 bytes.
  ///   - name: Such as `"sha256"`; at most 63 bytes, or 103 since Linux 5.11.
  ///   - feature: Flags that the implementation must have.
  ///   - mask: Which of these flags count.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)`` or
  ///   ``SocketError/AddressProblem/containsNUL``.
  public static func algorithm(
    type: String, name: String, feature: UInt32 = 0, mask: UInt32 = 0
  ) throws(SocketError) -> SocketAddress {
    SocketAddress(try AlgorithmAddress(type: type, name: name, feature: feature, mask: mask))
  }

  /// The parts of an `AF_ALG` address.
  public var algorithm: AlgorithmAddress? { AlgorithmAddress(self) }
}

extension AlgorithmAddress: AddressKind {
  static var family: AddressFamily { .algorithm }
  static var scheme: String { "alg" }

  var text: String {
    "\(escapeWord(type)):\(escapeWord(name))"
      + (feature == 0 ? "" : " feature \(hexadecimal(feature))") + (mask == 0 ? "" : " mask \(hexadecimal(mask))")
  }

  init(words: inout AddressWords) throws(SocketError) {
    let parts = try words.parts(2)
    try self.init(
      type: try AddressWords.name(parts[0]), name: try AddressWords.name(parts[1]),
      feature: try words.number(after: "feature", or: 0), mask: try words.number(after: "mask", or: 0))
  }
}
