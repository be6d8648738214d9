// Echo server program for ten thousand clients: all tasks run in one thread, which also waits for the sockets.
// Usage: many-echoes [PORT]
// Ten thousand connections take as many descriptors: ulimit -n 11000

import KernelSockets

let port = CommandLine.arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // 0: the kernel chooses

let listener = try Socket.listen(at: .inet(.any, port: port), backlog: 4096)
try listener.setMode(.nonBlocking)
let reactor = try Reactor()
try reactor.attach(listener)
print("Listening at", try listener.localAddress)

try await Task(executorPreference: reactor) {
  try await withThrowingDiscardingTaskGroup { group in
    for try await (connection, _) in listener.connections() {
      group.addTask { await echo(connection) }
    }
  }
}.value

/// Sends back whatever comes, until the client ends. A client's error is the end of its connection only.
@Sendable func echo(_ connection: Socket) async {
  var buffer = [UInt8](repeating: 0, count: 1024)
  do {
    while let count = try await connection.receive(into: &buffer), count > 0 {
      try await connection.sendAll(buffer[..<count])
    }
  } catch {
    // The connection closes with its last reference.
  }
}
