import KernelSockets
import Testing

@Suite(
  "AF_VSOCK: virtual machines and their hosts, in loopback",
  .enabled(if: hasLoopback, "this kernel has no loopback in AF_VSOCK: scripts/test --vm has"))
struct VSOCKTests {
  @Test("a stream and packets go both ways", arguments: [SocketType.SOCK_STREAM, .SOCK_SEQPACKET])
  func loopback(type: SocketType) throws {
    let listener = try impatientSocket(.AF_VSOCK, type)
    let local = UInt32(Linux.VMADDR_CID_LOCAL)
    try listener.bind(to: SocketAddress(Linux.sockaddr_vm(svm_port: Linux.VMADDR_PORT_ANY, svm_cid: local)))
    try listener.listen()
    let address = try listener.localAddress
    let bound = try address.view(as: Linux.sockaddr_vm.self)
    #expect(bound.svm_cid == local)
    #expect(bound.svm_port != Linux.VMADDR_PORT_ANY)
    try expectRoundTrip(listener: listener, client: impatientSocket(.AF_VSOCK, type), to: address)
  }
}

private let hasLoopback =
  failure {
    let address = Linux.sockaddr_vm(svm_port: Linux.VMADDR_PORT_ANY, svm_cid: UInt32(Linux.VMADDR_CID_LOCAL))
    try Socket(.AF_VSOCK, .SOCK_STREAM).bind(to: SocketAddress(address))
  } == nil
