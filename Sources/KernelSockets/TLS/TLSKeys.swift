/// What the kernel needs to encrypt, or to decrypt, one direction of a TLS connection; a TLS library negotiates it.
///
/// ```swift
/// let keys = try TLSKeys(.tls13, .aes128GCM, key: key, iv: iv, sequence: 0)
/// ```
public struct TLSKeys: Hashable, Sendable {
  /// The protocol's version.
  public enum Version: Hashable, Sendable {
    /// RFC 5246.
    case tls12
    /// RFC 8446; Linux ≥ 5.1.
    case tls13
  }

  /// How records are encrypted and authenticated.
  public enum Cipher: Hashable, Sendable, CaseIterable {
    /// `TLS_CIPHER_AES_GCM_128`.
    case aes128GCM
    /// `TLS_CIPHER_AES_GCM_256`; Linux ≥ 5.1.
    case aes256GCM
    /// `TLS_CIPHER_AES_CCM_128`; Linux ≥ 5.2.
    case aes128CCM
    /// `TLS_CIPHER_CHACHA20_POLY1305`; Linux ≥ 5.11.
    case chaCha20Poly1305

    /// How many bytes a key has: 16 or 32.
    public var keyByteCount: Int {
      switch self {
      case .aes128GCM: Int(Linux.TLS_CIPHER_AES_GCM_128_KEY_SIZE)
      case .aes256GCM: Int(Linux.TLS_CIPHER_AES_GCM_256_KEY_SIZE)
      case .aes128CCM: Int(Linux.TLS_CIPHER_AES_CCM_128_KEY_SIZE)
      case .chaCha20Poly1305: Int(Linux.TLS_CIPHER_CHACHA20_POLY1305_KEY_SIZE)
      }
    }
  }

  /// The protocol's version.
  public let version: Version
  /// How records are encrypted.
  public let cipher: Cipher
  /// How many records went before in this direction: the number of the next.
  public let sequence: UInt64

  private let key: [UInt8]
  private let iv: [UInt8]

  /// The keys of one direction.
  ///
  /// - Parameters:
  ///   - version: The protocol's version.
  ///   - cipher: How records are encrypted.
  ///   - key: As many bytes as ``Cipher/keyByteCount`` says: `client_write_key` or `server_write_key`.
  ///   - iv: 12 bytes: `write_iv`. In TLS 1.2 with AES these are the 4 bytes that both sides know, C's `salt`, and 8 that
  ///     go with the first record, C's `iv`.
  ///   - sequence: How many records went before with this key.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for another number of bytes.
  public init(
    _ version: Version, _ cipher: Cipher, key: [UInt8], iv: [UInt8], sequence: UInt64 = 0
  ) throws(SocketError) {
    try Self.check("key", key, cipher, count: cipher.keyByteCount)
    try Self.check("iv", iv, cipher, count: Int(Linux.TLS_CIPHER_CHACHA20_POLY1305_IV_SIZE))
    self.version = version
    self.cipher = cipher
    self.key = key
    self.iv = iv
    self.sequence = sequence
  }

  private static func check(
    _ part: String, _ bytes: [UInt8], _ cipher: Cipher, count: Int
  ) throws(SocketError) {
    guard bytes.count == count else {
      throw SocketError("TLS", .invalidArgument("the \(part) of \(cipher) has \(count) bytes, not \(bytes.count)"))
    }
  }
}

extension TLSKeys: CustomStringConvertible, CustomReflectable {
  /// Version and cipher; the key is not told.
  public var description: String { "\(version) \(cipher)" }

  /// Version, cipher and number; the key is not told.
  public var customMirror: Mirror {
    Mirror(self, children: ["version": version, "cipher": cipher, "sequence": sequence])
  }
}

extension TLSKeys {
  /// As `TLS_TX` and `TLS_RX` want it.
  var bytes: [UInt8] {
    let salt = iv.prefix(4)
    let rest = iv.dropFirst(4)
    let sequence = CArray<8, UInt8>((0..<8).map { UInt8(truncatingIfNeeded: self.sequence >> (56 - 8 * $0)) })
    return switch cipher {
    case .aes128GCM:
      Linux.tls12_crypto_info_aes_gcm_128(
        info: info(Linux.TLS_CIPHER_AES_GCM_128), iv: CArray(rest), key: CArray(key), salt: CArray(salt),
        rec_seq: sequence
      ).bytes
    case .aes256GCM:
      Linux.tls12_crypto_info_aes_gcm_256(
        info: info(Linux.TLS_CIPHER_AES_GCM_256), iv: CArray(rest), key: CArray(key), salt: CArray(salt),
        rec_seq: sequence
      ).bytes
    case .aes128CCM:
      Linux.tls12_crypto_info_aes_ccm_128(
        info: info(Linux.TLS_CIPHER_AES_CCM_128), iv: CArray(rest), key: CArray(key), salt: CArray(salt),
        rec_seq: sequence
      ).bytes
    case .chaCha20Poly1305:
      Linux.tls12_crypto_info_chacha20_poly1305(
        info: info(Linux.TLS_CIPHER_CHACHA20_POLY1305), iv: CArray(iv), key: CArray(key), rec_seq: sequence
      ).bytes
    }
  }

  private func info(_ cipher: Int32) -> Linux.tls_crypto_info {
    let version = version == .tls12 ? Linux.TLS_1_2_VERSION : Linux.TLS_1_3_VERSION
    return Linux.tls_crypto_info(version: UInt16(version), cipher_type: UInt16(cipher))
  }
}
