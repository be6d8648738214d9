// Usage: nio-echo handler|async
//
// SwiftNIO's echo server on one event loop: a channel handler, or a task for each connection. Prints its port.

import Glibc
import NIOCore
import NIOPosix

guard CommandLine.arguments.count == 2, ["handler", "async"].contains(CommandLine.arguments[1]) else {
  fatalError("usage: nio-echo handler|async")
}
let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: 1))
  .serverChannelOption(.backlog, value: 4096)
if CommandLine.arguments[1] == "handler" {
  let server =
    try await bootstrap
    .childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
    }
    .bind(host: "127.0.0.1", port: 0).get()
  tell(server)
  try await server.closeFuture.get()
} else {
  let server = try await bootstrap.bind(host: "127.0.0.1", port: 0) { channel in
    channel.eventLoop.makeCompletedFuture {
      try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
    }
  }
  tell(server.channel)
  try await server.executeThenClose { connections in
    try await withThrowingDiscardingTaskGroup { group in
      for try await connection in connections {
        group.addTask {
          try? await connection.executeThenClose { bytes, output in
            for try await piece in bytes { try await output.write(piece) }
          }
        }
      }
    }
  }
}

func tell(_ server: any Channel) {
  print(server.localAddress!.port!)
  fflush(nil)
}

/// Writes back what it reads.
final class Echo: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.writeAndFlush(data, promise: nil) }
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
