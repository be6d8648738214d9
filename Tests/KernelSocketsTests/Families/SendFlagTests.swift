import KernelSockets
import Testing

@Suite("Families that take few flags when sending")
struct SendFlagTests {
  @Test(
    "amateur radio and AppleTalk miss an address, not a flag", .needs(.AF_AX25), .needs(.AF_NETROM), .needs(.AF_ROSE),
    .needs(.AF_APPLETALK),
    arguments: [
      (AddressFamily.AF_AX25, SocketType.SOCK_DGRAM), (.AF_NETROM, .SOCK_SEQPACKET), (.AF_ROSE, .SOCK_SEQPACKET),
      (.AF_APPLETALK, .SOCK_DGRAM),
    ])
  func unbound(family: AddressFamily, type: SocketType) throws {
    let errno = failure { try impatientSocket(family, type).sendAll([1]) }?.errno
    #expect(errno == .addressNotAvailable || errno == .socketNotConnected)
  }
}
