import Foundation
import KernelSockets
import TestSupport
import Testing

@Suite(
  "AF_ALG: with openssl and kcapi", .needs(.AF_ALG), .programs("openssl", of: "openssl"),
  .programs("kcapi-dgst", of: "kcapi-tools"))
struct CryptoToolTests {
  private let folder: TemporaryDirectory
  private let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: ($0 * 31) >> 3) }
  private var file: String { folder.path + "/bytes" }

  init() throws {
    folder = try TemporaryDirectory()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/bytes"))
  }

  @Test("digests are those of openssl, and of kcapi by the same kernel", arguments: ["sha1", "sha256", "sha512"])
  func digest(name: String) throws {
    let digest = try KernelCrypto.hash(name, of: bytes).hexadecimal
    let openssl = try Companion.lines("openssl", "dgst", "-r", "-\(name)", file).first
    try expectBack(.AF_ALG, openssl.map { String($0.prefix { $0 != " " }) }, digest)
    let kcapi = try Companion.lines("kcapi-dgst", "-q", "--hex", "-c", name, "-i", file).first
    try expectBack(.AF_ALG, kcapi.map { String($0.prefix { $0 != " " }) }, digest)
  }

  @Test("a keyed digest is that of openssl")
  func keyed() throws {
    let code = try KernelCrypto.hash("hmac(sha256)", of: bytes, key: Array("a key".utf8)).hexadecimal
    let openssl = try Companion.lines("openssl", "dgst", "-r", "-sha256", "-hmac", "a key", file).first
    try expectBack(.AF_ALG, openssl.map { String($0.prefix { $0 != " " }) }, code)
  }

  @Test("what openssl encrypts, the kernel decrypts, and the other way about")
  func cipher() throws {
    let (key, vector) = ([UInt8](0..<32), [UInt8](16..<32))
    let cipher = try KernelCrypto.Cipher("ctr(aes)", key: key)
    let whole = Array(bytes.prefix(KernelCrypto.limit / 16 * 16))
    try Data(whole).write(to: URL(fileURLWithPath: folder.path + "/whole"))
    let arguments = ["enc", "-aes-256-ctr", "-nopad", "-K", key.hexadecimal, "-iv", vector.hexadecimal]
    func openssl(_ further: String...) throws {
      _ = try run([try #require(Companion.path(of: "openssl"))] + arguments + further)
    }
    func contents(_ name: String) throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")))
    }
    try openssl("-in", folder.path + "/whole", "-out", folder.path + "/secret")
    try expectBack(.AF_ALG, cipher.decrypt(contents("secret"), vector: vector), whole)
    try Data(try cipher.encrypt(whole, vector: vector)).write(to: URL(fileURLWithPath: folder.path + "/ours"))
    try openssl("-d", "-in", folder.path + "/ours", "-out", folder.path + "/back")
    try expectBack(.AF_ALG, contents("back"), whole)
  }
}
