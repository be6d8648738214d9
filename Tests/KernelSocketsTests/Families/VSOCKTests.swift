import KernelSockets
import Testing

@Suite(
  "AF_VSOCK: virtual machines and their hosts, in loopback",
  .enabled(if: hasLoopback, "this kernel has no loopback in AF_VSOCK: scripts/test --vm has"))
struct VSOCKTests {
  @Test("a stream and packets go both ways", arguments: [SocketType.SOCK_STREAM, .SOCK_SEQPACKET])
  func loopback(type: SocketType) throws {
    let listener = try impatientSocket(.AF_VSOCK, type)
    try listener.bind(to: .vsock(cid: VSOCKAddress.localCID, port: VSOCKAddress.anyPort))
    try listener.listen()
    let address = try listener.localAddress
    #expect(address.vsock?.cid == VSOCKAddress.localCID)
    #expect(address.vsock?.port != VSOCKAddress.anyPort)
    try expectRoundTrip(listener: listener, client: impatientSocket(.AF_VSOCK, type), to: address)
  }
}

let hasLoopback =
  failure {
    try Socket(.AF_VSOCK, .SOCK_STREAM).bind(to: .vsock(cid: VSOCKAddress.localCID, port: VSOCKAddress.anyPort))
  } == nil

extension VSOCKTests {
  @Test("what was sent without a copy is told of in the error queue, from Linux 6.7 on")
  func zeroCopy() throws {
    let listener = try impatientSocket(.AF_VSOCK, .SOCK_STREAM)
    let address = Linux.sockaddr_vm(svm_port: Linux.VMADDR_PORT_ANY, svm_cid: UInt32(Linux.VMADDR_CID_LOCAL))
    try listener.bind(to: SocketAddress(address))
    try listener.listen()
    let client = try impatientSocket(.AF_VSOCK, .SOCK_STREAM)
    let server = try accepted(by: listener) { try client.connect(to: listener.localAddress) }
    if let refused = failure({ try client.setOption(.SO_ZEROCOPY, true) }) {
      return #expect(KernelVersion.current < KernelVersion(6, 7), "\(refused)")
    }
    let bytes = [UInt8](repeating: 3, count: 40_000)
    #expect(try client.send(bytes, flags: .MSG_ZEROCOPY) == .some(bytes.count))
    #expect(try server.receiveExactly(bytes.count) == bytes)
    let queue = ErrorQueue(of: client)
    let entry = try #require(try queue.next(timeout: .seconds(10)))
    guard case .zeroCopy(let done) = entry.event else { return #expect(Bool(false), "\(entry)") }
    #expect(done.first == 0 && queue.control.first(.vsockExtendedError) != nil)
  }
}
