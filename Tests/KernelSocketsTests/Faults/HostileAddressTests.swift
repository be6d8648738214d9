import KernelSockets
import Testing

@Suite("Addresses that nobody made")
struct HostileAddressTests {
  @Test("every family, every length from 0 to 200: refused as too long, or printed, parsed and read without a loss")
  func everyLength() throws {
    for family in 0...UInt16(64) {
      for count in 0...200 {
        let fill = (Int(family) + count) % 3
        var bytes = (0..<count).map { [0, 0xFF, UInt8($0)][fill] }
        if count > 1 { (bytes[0], bytes[1]) = (UInt8(truncatingIfNeeded: family), UInt8(family >> 8)) }
        guard count <= SocketAddress.capacity else {
          let problem = SocketError.AddressProblem.tooLong(limit: SocketAddress.capacity)
          #expect(failure { _ = try SocketAddress(bytes: bytes) }?.cause == .invalidAddress(problem))
          continue
        }
        let address = try SocketAddress(bytes: bytes)
        guard address.bytes == bytes, SocketAddress(address.description) == address else {
          Issue.record("\(bytes): \(address)")
          continue
        }
      }
    }
  }

  @Test("the kernel refuses an address of any length that is none, and nothing happens to the socket")
  func refused() throws {
    for (family, type) in [(AddressFamily.inet, SocketType.datagram), (.inet6, .stream), (.AF_NETLINK, .raw)] {
      let socket = try Socket(family, type)
      for count in 0..<Linux.sockaddr_nl.size {
        let address = try SocketAddress(bytes: [UInt8](repeating: 0xFF, count: count))
        #expect(failure { try socket.bind(to: address) }?.errno != nil, "\(family), \(count) bytes")
      }
      #expect(try socket.option(.SO_ERROR) == 0)
    }
  }
}
