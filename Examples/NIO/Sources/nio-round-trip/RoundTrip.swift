// A connection that goes to SwiftNIO and comes back. Whoever has it answers the client.
// Usage: nio-round-trip

import KernelSockets
import NIOCore
import NIOPosix

@main
enum RoundTrip {
  static func main() async throws {
    let listener = try Socket.listen(at: .inet(.loopback, port: 0))
    try listener.setMode(.nonBlocking)
    let client = try await Socket.connect(to: listener.localAddress)

    // Here it is a socket of this library.
    let (connection, _) = try await listener.accept()
    try await client.sendAll("one".utf8)
    try await answer(connection)
    try await printAnswer(to: client)

    // There it is a channel. The reactor has forgotten the descriptor, which is the channel's to close.
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Answer()) }
      }
      .withConnectedSocket(connection.detach().rawValue)
      .get()
    try await client.sendAll("two".utf8)
    try await printAnswer(to: client)

    // Back: the channel closes its descriptor, and the connection goes on with a copy of it. What the channel had read
    // and not handed on would be lost, so nothing may be under way.
    let copy = try await channel.eventLoop.submit {
      try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { descriptor in
        try FileDescriptor(rawValue: descriptor).duplicate()
      }
    }.get()
    guard let copy else { fatalError("the channel has no descriptor") }
    try await channel.close()
    let again = try Socket(adopting: copy)
    try await client.sendAll("three".utf8)
    try await answer(again)
    try await printAnswer(to: client)
  }

  /// Answers with what came.
  static func answer(_ connection: Socket) async throws {
    guard let request = try await connection.receive(upTo: 100) else { return }
    try await connection.sendAll("socket: ".utf8 + request)
  }

  static func printAnswer(to client: Socket) async throws {
    guard let answer = try await client.receive(upTo: 100) else { return }
    print(String(decoding: answer, as: UTF8.self))
  }
}

/// Answers with what came.
final class Answer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var answer = context.channel.allocator.buffer(string: "NIO: ")
    var bytes = unwrapInboundIn(data)
    answer.writeBuffer(&bytes)
    context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
  }
}
