import KernelSockets
import Testing

@Suite("Bytes and liberal forms of addresses")
struct ByteAddressTests {
  @Test(
    "the liberal forms are those of inet_aton",
    arguments: [
      "127.0.0.1", "127.1", "127.0.1", "1", "0", "4294967295", "4294967296", "0x7f000001", "0X7F.1", "0177.0.0.01",
      "0x7f.0377.65535",
      "1.2.3.256", "1.2.65536", "1.16777215", "1.16777216", "256.1", "1.256.1", "08", "0x", "0xg", "", ".", "1.", ".1",
      "1..2", "1.2.3.4.5",
      "a", "-1", "+1", "0x+1", "1.-2", "00000000000000000177.1", "0x0000000000007f.1", "99999999999999999999",
      "1.2.3.4x", "１", "0.0.0.0",
      "255.255.255.255", "037777777777", "040000000000", "0x1.0x2.0x3.0x4", "010.011.012.013", "1 .2",
    ])
  func liberal(text: String) throws {
    let python = try Python.value("socket.inet_aton(a[0]).hex()", text)
    let ours = IPv4Address(aton: text).map { hexadecimal($0.bytes) }
    // Of "1 .2" Python takes what is before the blank: see below.
    #expect(ours ?? "OSError None" == (text == "1 .2" ? "OSError None" : python))
  }

  @Test("blanks and what is behind them are refused, where Python takes them")
  func trailing() throws {
    for text in ["127.0.0.1 ", "127.0.0.1 junk", "127.0.0.1\n", " 127.0.0.1", "1.2.3.4\0"] {
      #expect(IPv4Address(aton: text) == nil)
    }
    #expect(try Python.value("socket.inet_aton('127.0.0.1 junk').hex()") == "7f000001")
  }

  @Test(
    "bytes are those of inet_pton, and back",
    arguments: ["0.0.0.0", "1.2.3.4", "255.254.253.252", "::", "::1", "1:2:3:4:5:6:7:8", "ff02::1"])
  func bytes(text: String) throws {
    let address = try #require(IPAddress(text))
    let query = "socket.inet_pton(int(a[0]), a[1]).hex()"
    #expect(try hexadecimal(address.bytes) == Python.value(query, "\(address.family.rawValue)", text))
    #expect(address.description == text)
    // Where they need not lie as numbers do.
    let packet = [0xFF] + address.bytes
    switch address {
    case .v4(let four):
      #expect(try IPv4Address(bytes: address.bytes) == four)
      #expect(try IPv4Address(bytes: unsafe packet.span.bytes.extracting(1..<5)) == four)
    case .v6(let six):
      #expect(try IPv6Address(bytes: address.bytes) == six)
      #expect(try IPv6Address(bytes: address.bytes.lazy.map { $0 }) == six)
      #expect(try IPv6Address(bytes: unsafe packet.span.bytes.extracting(1..<17)) == six)
    }
  }

  @Test(
    "texts that inet_pton refuses are refused",
    arguments: ["", "1.2.3", "127.1", "01.2.3.4", "::1%lo", "1::2::3", "12345::", "0x7f.1", "１.2.3.4"])
  func refused(text: String) throws {
    #expect(IPAddress(text) == nil)
    #expect(
      try Python.value("socket.inet_pton(socket.AF_INET6 if ':' in a[0] else socket.AF_INET, a[0])", text)
        == "OSError None")
  }

  @Test("a wrong number of bytes is told", arguments: [0, 3, 5, 15, 17])
  func count(count: Int) throws {
    let bytes = [UInt8](repeating: 1, count: count)
    #expect(
      failure { _ = try IPv4Address(bytes: bytes) }
        == SocketError("address", "of \(count) bytes", .invalidAddress(.byteCount(expected: 4))))
    #expect(failure { _ = try IPv6Address(bytes: bytes) }?.cause == .invalidAddress(.byteCount(expected: 16)))
    #expect(failure { _ = try IPv6Address(bytes: bytes) }?.description == "address of \(count) bytes: not 16 bytes")
    #expect(try Python.value("socket.inet_ntop(socket.AF_INET, bytes(int(a[0])))", "\(count)") == "ValueError None")
    #expect(try Python.value("socket.inet_ntoa(bytes(int(a[0])))", "\(count)") == "OSError None")
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
