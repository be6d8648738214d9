import HeaderSources
import SocketABI
import TestSupport
import Testing

@Suite("Random addresses of every structure, through gcc's copy of them and back")
struct AddressPropertyTests {
  /// Ten thousand of each structure.
  static let count = 10_000

  static let names = Linux.addressStructures.map { $0.cName }

  static let facts = Result { try Facts() }

  /// A program with every address structure that this machine's headers have.
  private static let native = Result {
    let facts = try AddressPropertyTests.facts.get()
    let types = Linux.addressStructures.filter { facts.isInstalled($0.cName) }
    return try StructureProbe(
      types.map { facts.structures[$0.cName]! }, among: facts.structures, options: StructureProbe.unexported)
  }

  @Test(
    "a random address is written with the bytes of C's copy, and those are read as the same address",
    arguments: names)
  func random(name: String) throws {
    let type = try #require(Linux.addressStructures.first { $0.cName == name })
    try #require(try Self.facts.get().isInstalled(name), "newer than this machine's headers: a probe is needed for it")
    var random = SplitMix(state: UInt64(name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) }))
    let family = type.init().bytes.prefix(2)
    let inputs = (0..<Self.count).map { _ in
      // Every other one with few bytes set, so that unions' selectors have values that choose.
      let mask: UInt8 = Bool.random(using: &random) ? 0xff : 0x03
      let isSparse = Bool.random(using: &random)
      return family
        + (2..<type.size).map { _ in
          isSparse && Bool.random(using: &random) ? 0 : UInt8(truncatingIfNeeded: random.next()) & mask
        }
    }
    let encoded = try inputs.map { try type.init(decoding: unsafe $0.span.bytes).bytes }
    let answers = try Self.native.get().copies(of: inputs.map { (name, Array($0)) })
    try #require(answers.count == inputs.count)
    var narrow: [[UInt8]] = []
    for (number, answer) in answers.enumerated() {
      let ours = encoded[number]
      if ours.hexadecimal != answer {
        // Behind an arm that is narrower than its union, C copies what no arm holds; then the address itself goes to C.
        guard Self.haveNarrowArms.contains(name), isZeroWhereDifferent(ours, answer) else {
          Issue.record("\(inputs[number].hexadecimal) is \(answer) in C, \(ours.hexadecimal) here")
          continue
        }
        narrow.append(ours)
      }
      let back = try type.init(decoding: unsafe ours.span.bytes)
      if back.bytes != ours { Issue.record("\(answer) is another address when read again") }
    }
    #expect(try Self.native.get().copies(of: narrow.map { (name, $0) }) == narrow.map(\.hexadecimal))
  }

  /// Those with a union whose arms, as the address itself chooses them, differ in length.
  private static let haveNarrowArms = ["sockaddr_tipc", "sockaddr_rxrpc", "sockaddr_pppox", "sockaddr_ieee802154"]

  private func isZeroWhereDifferent(_ bytes: [UInt8], _ digits: String) -> Bool {
    let digits = Array(digits.utf8)
    return bytes.indices.allSatisfy { index in
      bytes[index] == 0 || Array([bytes[index]].hexadecimal.utf8)[...] == digits[2 * index..<2 * index + 2]
    }
  }

  @Test(
    "every truncation is refused, or read as C's copy with zeroes behind",
    arguments: names)
  func truncated(name: String) throws {
    let type = try #require(Linux.addressStructures.first { $0.cName == name })
    var random = SplitMix(state: 5)
    let family = type.init().bytes.prefix(2)
    var questions: [(name: String, bytes: [UInt8])] = []
    var ours: [String] = []
    for count in 0...type.size {
      for _ in 0..<20 {
        let whole = family + (2..<type.size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let part = Array(whole.prefix(count))
        guard count >= type.minimumByteCount else {
          let error = AddressBytesError.tooShort(structure: name, expected: type.minimumByteCount, actual: count)
          #expect(throws: error) { try type.init(decoding: unsafe part.span.bytes) }
          continue
        }
        questions.append((name, part + [UInt8](repeating: 0, count: type.size - count)))
        ours.append(try type.init(decoding: unsafe part.span.bytes).bytes.hexadecimal)
      }
    }
    #expect(try Self.native.get().copies(of: questions) == ours)
  }

  @Test("with the arm that the socket's protocol chooses, the bytes that the protocol asks for hold all of the address")
  func arms() throws {
    var random = SplitMix(state: 6)
    func bytes(_ size: Int, family: UInt16) -> [UInt8] {
      [UInt8(family), 0] + (2..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }
    func expectSame<Address: SocketAddressStruct>(
      _ protocols: [SocketProtocol], _ decode: (RawSpan, SocketProtocol) throws -> Address
    ) throws {
      for chosen in protocols {
        for _ in 0..<Self.count {
          let input = bytes(Address.size, family: UInt16(Address.family))
          let address = try decode(unsafe input.span.bytes, chosen)
          let sent = Array(address.bytes.prefix(address.byteCount))
          let back = try decode(unsafe sent.span.bytes, chosen)
          if back != address { Issue.record("\(input.hexadecimal), \(chosen)") }
        }
      }
    }
    try expectSame([.CAN_ISOTP, .CAN_J1939]) { try Linux.sockaddr_can(decoding: $0, protocol: $1) }
    try expectSame([
      .CAIFPROTO_AT, .CAIFPROTO_UTIL, .CAIFPROTO_DATAGRAM, .CAIFPROTO_RFM, .CAIFPROTO_DEBUG,
    ]) { try Linux.sockaddr_caif(decoding: $0, protocol: $1) }
  }
}
