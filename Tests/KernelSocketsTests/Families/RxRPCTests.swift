import KernelSockets
import Testing

@Suite("AF_RXRPC: calls of services", .needs(.AF_RXRPC))
struct RxRPCTests {
  private static let service = SocketAddress.rxrpc(service: 52, host: .loopback, port: 47_007)

  private func socket(_ address: SocketAddress) throws -> Socket {
    // The protocol is the family of what carries it.
    let socket = try impatientSocket(
      .AF_RXRPC, .datagram, SocketProtocol(rawValue: Int32(AddressFamily.inet.rawValue)))
    try socket.bind(to: address)
    return socket
  }

  /// The number by which a program knows a call, and what else is said of it.
  private func call(_ number: UInt, _ others: Int32...) -> ControlBuffer {
    let control = ControlBuffer()
    control.append(.SOL_RXRPC, ControlMessageType(rawValue: Linux.RXRPC_USER_CALL_ID), number)
    for other in others { control.append(.SOL_RXRPC, ControlMessageType(rawValue: other), [UInt8]()) }
    return control
  }

  /// The next bytes that come, and the call that they are of.
  private func receive(_ socket: Socket) throws -> (text: String, call: UInt?) {
    let control = ControlBuffer(capacity: 200)
    while true {
      let (bytes, _) = try socket.receiveMessage(upTo: 100, control: control)
      let number = control.first { $0.level == .SOL_RXRPC && $0.type.rawValue == Linux.RXRPC_USER_CALL_ID }
      // Without bytes, it tells of the call.
      if !bytes.isEmpty { return (String(bytes), number?.value()) }
    }
  }

  @Test("a question goes to a service, and its answer comes back to the same call")
  func question() throws {
    let server = try socket(Self.service)
    try server.listen(backlog: 1)
    // One call may come, to be known as 7.
    try server.sendMessage([], control: call(7, Linux.RXRPC_CHARGE_ACCEPT))
    let client = try socket(.rxrpc(service: 0, host: .any, port: 0))
    try client.sendMessage("question".utf8, control: call(1), to: Self.service)
    #expect(try receive(server) == ("question", 7))
    try server.sendMessage("answer".utf8, control: call(7))
    let answer = try receive(client)
    try expectBack(.AF_RXRPC, answer.text, "answer")
    #expect(answer.call == 1)
  }
}
