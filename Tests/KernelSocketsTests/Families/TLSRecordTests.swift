import KernelSockets
import TestSupport
import Testing

@Suite("AF_INET: TLS records made by the kernel", .enabled(if: hasTLS, "this kernel has no TLS: scripts/test --vm has"))
struct TLSRecordTests {
  /// `struct tls12_crypto_info_aes_gcm_128` of `<linux/tls.h>`.
  static func keys(
    _ version: Int32, key: [UInt8], salt: [UInt8], vector: [UInt8], sequence: UInt8
  ) -> [UInt8] {
    [version, Linux.TLS_CIPHER_AES_GCM_128].flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
      + vector + key + salt + [0, 0, 0, 0, 0, 0, 0, sequence]
  }

  // RFC 8448, 3: both ends' keys, and records that they send. The server had sent one before.
  static let client = keys(
    Linux.TLS_1_3_VERSION,
    key: [0x17, 0x42, 0x2d, 0xda, 0x59, 0x6e, 0xd5, 0xd9, 0xac, 0xd8, 0x90, 0xe3, 0xc6, 0x3f, 0x50, 0x51],
    salt: [0x5b, 0x78, 0x92, 0x3d], vector: [0xee, 0x08, 0x57, 0x90, 0x33, 0xe5, 0x23, 0xd9], sequence: 0)
  static let server = keys(
    Linux.TLS_1_3_VERSION,
    key: [0x9f, 0x02, 0x28, 0x3b, 0x6c, 0x9c, 0x07, 0xef, 0xc2, 0x6b, 0xb9, 0xf2, 0xac, 0x92, 0xe3, 0x56],
    salt: [0xcf, 0x78, 0x2b, 0x88], vector: [0xdd, 0x83, 0x54, 0x9a, 0xad, 0xf1, 0xe9, 0x84], sequence: 1)
  static let data = Array(UInt8(0)...0x31)
  static let clientRecord =
    "1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a6292a2"
    + "977014bd1e3deae63aeebb21694915e4"
  static let serverRecord =
    "17030300432e937e11ef4ac740e538ad36005fc4a46932fc3225d05f82aa1b36e30efaf97d90e6dffc602dcb501a59a8fcc49c4bf2e5f0a2"
    + "1c0047c2abf332540dd032e167c2955d"
  static let clientAlert = "1703030013c9872760655666b74d7ff1153efd6db6d0b0e3"

  /// A connection with TLS at the first end, and nothing but TCP at the other.
  func connection() throws -> (tls: Socket, plain: Socket) {
    let (tls, plain) = try connectedPair(at: .inet(.loopback, port: 0))
    for socket in [tls, plain] { try socket.setMode(.timeout(.seconds(10))) }
    try tls.setOption(.TCP_ULP, "tls")
    #expect(try tls.option(.TCP_ULP) == "tls")
    return (tls, plain)
  }

  @Test("TLS 1.3 with AES-128-GCM makes and reads the records of RFC 8448")
  func records() throws {
    let (tls, plain) = try connection()
    try tls.setOption(.TLS_TX, Self.client)
    try tls.setOption(.TLS_RX, Self.server)
    try tls.sendAll(Self.data)
    #expect(try plain.receiveExactly(72).hexadecimal == Self.clientRecord)
    try plain.sendAll(Self.serverRecord.hexadecimalBytes)
    try expectBack(.AF_INET, tls.receive(upTo: 100), Self.data)
  }

  @Test("a record of another type that came with data is met after them", .timeLimit(.minutes(10)))
  func awaited() async throws {
    let (near, far) = try connectedPair(at: .inet(.loopback, port: 0))
    for socket in [near, far] {
      try socket.setMode(.nonBlocking)
      try socket.setOption(.TCP_ULP, "tls")
    }
    try near.setOption(.TLS_TX, Self.client)
    try far.setOption(.TLS_RX, Self.client)
    async let waiting = far.receive(upTo: 100)
    try await pause()
    try await near.sendAll([1])
    let first = try await waiting
    let control = ControlBuffer()
    control.append(.recordType, 21)
    try await near.sendAll([2])
    try await near.sendMessage([1, 0], control: control)
    try await pause()
    let second: [UInt8]? = try await far.receive(upTo: 100)
    #expect(first == [1] && second == [2])
    #expect(await awaitedFailure { _ = try await far.receive(upTo: 100) }?.errno == .ioError)
  }

  @Test("the type of a record goes with what is sent, and comes with what is received")
  func recordType() throws {
    let (client, toServer) = try connection()
    try client.setOption(.TLS_TX, Self.client)
    try client.sendAll(Self.data)
    // An alert: close_notify
    let control = ControlBuffer()
    control.append(.recordType, 21)
    try client.sendMessage([1, 0], control: control)
    let records = try toServer.receiveExactly(96)
    #expect(records.hexadecimal == Self.clientRecord + Self.clientAlert)

    let (server, toClient) = try connection()
    try server.setOption(.TLS_RX, Self.client)
    try toClient.sendAll(records)
    let received = ControlBuffer(for: [.room(for: .receivedRecordType)])
    #expect(try server.receiveMessage(upTo: 100, control: received).bytes == Self.data)
    #expect(received.first(.receivedRecordType) == 23)
    #expect(failure { _ = try server.receive(upTo: 100) }?.errno == .ioError)
    #expect(try server.receiveMessage(upTo: 100, control: received).bytes == [1, 0])
    #expect(received.first(.receivedRecordType) == 21)
  }

  @Test("TLS 1.2 goes both ways, and what was changed on the way is not received")
  func version12() throws {
    let (near, far) = try connectedPair(at: .inet(.loopback, port: 0))
    let keys = [3, 4].map { (byte: UInt8) in
      Self.keys(
        Linux.TLS_1_2_VERSION, key: [UInt8](repeating: byte, count: 16), salt: [byte, 0, 0, 0],
        vector: [0, 0, 0, 0, 0, 0, 0, byte], sequence: 0)
    }
    for (socket, own, other) in [(near, keys[0], keys[1]), (far, keys[1], keys[0])] {
      try socket.setMode(.timeout(.seconds(10)))
      try socket.setOption(.TCP_ULP, "tls")
      try socket.setOption(.TLS_TX, own)
      try socket.setOption(.TLS_RX, other)
    }
    try expectRoundTrip(near, far)

    let (tls, plain) = try connection()
    try tls.setOption(.TLS_RX, Self.server)
    var record = Self.serverRecord.hexadecimalBytes
    record[20] ^= 1
    try plain.sendAll(record)
    #expect(failure { _ = try tls.receive(upTo: 100) }?.errno == .badMessage)
  }
}

private let hasTLS =
  failure {
    let pair = try connectedPair(at: .inet(.loopback, port: 0))
    // Only what is connected takes it: the other end must not be gone.
    try withExtendedLifetime(pair.server) { try pair.client.setOption(.TCP_ULP, "tls") }
  } == nil

extension String {
  /// The bytes that pairs of hexadecimal digits stand for.
  fileprivate var hexadecimalBytes: [UInt8] {
    stride(from: 0, to: utf8.count, by: 2).map { UInt8(dropFirst($0).prefix(2), radix: 16)! }
  }
}
