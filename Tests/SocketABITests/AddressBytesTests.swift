import SocketABI
import Testing

@Suite("Bytes that are no address")
struct AddressBytesTests {
  @Test("every address structure refuses fewer bytes than its minimum, and takes the minimum")
  func minimum() throws {
    for type in Linux.addressStructures {
      let whole = type.init().bytes
      let minimum = type.minimumByteCount
      _ = try type.init(decoding: unsafe Array(whole.prefix(minimum)).span.bytes)
      for count in 0..<minimum {
        #expect(throws: AddressBytesError.tooShort(structure: type.cName, expected: minimum, actual: count)) {
          try type.init(decoding: unsafe Array(whole.prefix(count)).span.bytes)
        }
      }
    }
  }

  @Test("every address structure refuses another family's bytes")
  func otherFamily() {
    for type in Linux.addressStructures {
      var bytes = type.init().bytes
      bytes[1] ^= 0x40
      let actual = type.family ^ (1 << (UInt16(1).littleEndian == 1 ? 14 : 6))
      #expect(throws: AddressBytesError.otherFamily(structure: type.cName, expected: type.family, actual: actual)) {
        try type.init(decoding: unsafe bytes.span.bytes)
      }
    }
  }

  @Test("a message says which structure, and what is wrong")
  func messages() {
    let short = AddressBytesError.tooShort(structure: "sockaddr_in", expected: 8, actual: 2)
    #expect(short.description == "struct sockaddr_in needs at least 8 bytes, not 2")
    let other = AddressBytesError.otherFamily(structure: "sockaddr_in", expected: 2, actual: 10)
    #expect(other.description == "struct sockaddr_in holds addresses of family 2, not 10")
  }
}
