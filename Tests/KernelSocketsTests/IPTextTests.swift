import Glibc
import KernelSockets
import Testing

@Suite("IP addresses as text, compared with inet_pton and inet_ntop")
struct IPTextTests {
  /// What inet_pton(3) makes of a text.
  func parse(_ family: Int32, _ text: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 4 : 16)
    return unsafe inet_pton(family, text, &bytes) == 1 ? bytes : nil
  }

  /// What inet_ntop(3) writes.
  func print(_ family: Int32, _ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: 64)
    unsafe inet_ntop(family, bytes, &text, 64)
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func bytes(_ address: IPv6Address) -> [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: address.bits >> (120 - 8 * $0)) }
  }
  func bytes(_ address: IPv4Address) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: address.bits >> (24 - 8 * $0)) }
  }

  @Test(
    "odd texts are taken or refused as inet_pton does",
    arguments: [
      "", "1", "1.2.3", "1.2.3.4", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.04", "0.0.0.0", "1..2.3", ".1.2.3",
      "1.2.3.",
      " 1.2.3.4", "1.2.3.4 ", "1.2.3.x", "+1.2.3.4", "-1.2.3.4", "0x7f.0.0.1", "127.1", "1.2.3.1000", "00.0.0.0",
      "１.2.3.4",
      ":", "::", ":::", "::1", "1::", "1:::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
      "1:2:3:4:5:6:7::",
      "::2:3:4:5:6:7:8", "1::2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "1::2::3", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:",
      "12345::", "00001::",
      "0001::", "g::", "::g", "::1.2.3.4", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4",
      "1.2.3.4::", "::1.2.3.4:5",
      "::1.2.3", "::01.2.3.4", "::1.2.3.256", "::ffff:1.2.3.4.5", "fe80::1%lo", "::1 ", " ::1", "::1/64", "[::1]",
      "ABCD::eF", "1:2",
      "::0:0", "0::0::", "::.1.2.3", "1::2:3:4:5:6:1.2.3.4", "1:2:3:4:5::1.2.3.4", "::1:2:3:4:5:6:1.2.3.4",
    ])
  func edgeCases(text: String) {
    #expect(IPv4Address(text).map(bytes) == parse(AF_INET, text))
    #expect(IPv6Address(text).map(bytes) == parse(AF_INET6, text))
  }

  @Test("20,000 random addresses with runs of zeroes print as inet_ntop prints them, and parse back")
  func randomAddresses() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let four = IPv4Address(bits: random.next())
      #expect(four.description == print(AF_INET, bytes(four)))
      #expect(IPv4Address(four.description) == four)

      var six = IPv6Address.any
      for _ in 0..<8 {
        let choices: [UInt16] = [0, 0, 0, 1, 0xFFFF, UInt16.random(in: 0...255), UInt16.random(in: 0...0xFFFF)]
        six.bits = six.bits << 16 | UInt128(choices.randomElement()!)
      }
      #expect(six.description == print(AF_INET6, bytes(six)))
      #expect(IPv6Address(six.description) == six)
    }
  }

  @Test("every pattern of zero groups prints as inet_ntop prints it, with small, large and mapped tails")
  func zeroPatterns() {
    for pattern in UInt32(0)..<256 {
      for value: UInt128 in [1, 0xABCD, 0xFFFF] {
        var six = IPv6Address.any
        for group in 0..<8 { six.bits = six.bits << 16 | (pattern >> group & 1 == 1 ? value : 0) }
        #expect(six.description == print(AF_INET6, bytes(six)))
        #expect(IPv6Address(six.description) == six)
      }
    }
  }

  @Test("20,000 texts with a random fault are taken or refused as inet_pton does")
  func randomFaults() {
    let seeds = [
      "1:2:3:4:5:6:7:8", "::1", "fe80::abcd:1", "::ffff:1.2.3.4", "1:2:3:4:5:6:77.88.99.100", "192.168.0.255",
    ]
    let alphabet = Array("0123456789abcdefABCDEFg:.:.% x")
    for _ in 0..<20_000 {
      var text = Array(seeds.randomElement()!)
      for _ in 0..<Int.random(in: 1...3) {
        let index = Int.random(in: 0..<text.count)
        switch Int.random(in: 0..<3) {
        case 0: text[index] = alphabet.randomElement()!
        case 1: text.insert(alphabet.randomElement()!, at: index)
        default: if text.count > 1 { text.remove(at: index) }
        }
      }
      let string = String(text)
      #expect(IPv4Address(string).map(bytes) == parse(AF_INET, string), "\(string)")
      #expect(IPv6Address(string).map(bytes) == parse(AF_INET6, string), "\(string)")
    }
  }

  @Test("IPv4 in IPv6")
  func mapped() {
    let mapped = IPv6Address(mapping: .loopback)
    #expect(mapped.description == "::ffff:127.0.0.1")
    #expect(mapped.mappedIPv4 == .loopback)
    #expect(IPv6Address.loopback.mappedIPv4 == nil)
  }
}
