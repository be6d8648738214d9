// Usage: echo own|shared
//
// An echo server, a task for each connection: in the thread of a reactor of its own, or in Swift's threads. Prints its
// port.

import Glibc
import KernelSockets

guard CommandLine.arguments.count == 2, ["own", "shared"].contains(CommandLine.arguments[1]) else {
  try FileDescriptor.standardError.writeAll("usage: echo own|shared\n".utf8)
  exit(64)
}
let listener = try Socket.listen(at: .inet(.loopback, port: 0), backlog: 4096)
try listener.setMode(.nonBlocking)
try FileDescriptor.standardOutput.writeAll("\(try listener.localAddress.port!)\n".utf8)
if CommandLine.arguments[1] == "own" {
  let reactor = try Reactor()
  try reactor.attach(listener)
  try await Task(executorPreference: reactor) { try await serve() }.value
} else {
  try await Task { try await serve() }.value
}

@Sendable nonisolated func serve() async throws {
  try await withThrowingDiscardingTaskGroup { group in
    while true {
      let (connection, _) = try await listener.accept()
      group.addTask {
        var buffer = [UInt8](repeating: 0, count: 1024)
        while let count = try? await connection.receive(into: &buffer), count > 0 {
          try await connection.sendAll(buffer[..<count])
        }
      }
    }
  }
}
