import Foundation
import KernelSockets
import Testing

@Suite("Many connections")
struct EchoLoadTests {
  @Test("a thousand connections echo at the same time on one thread, and no descriptor stays", .timeLimit(.minutes(30)))
  func echo() async {
    await #expect(processExitsWith: .success) {
      await reportingAwaitedErrors {
        // CONNECTIONS sets another number, ROUNDS how often each of them echoes.
        let environment = ProcessInfo.processInfo.environment
        let connections = environment["CONNECTIONS"].flatMap(Int.init) ?? 1000
        let rounds = environment["ROUNDS"].flatMap(Int.init) ?? 10
        // Two descriptors a connection.
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, UInt(2 * connections + 1000))
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)

        let reactor = try Reactor()
        let before = try openSockets()
        let listener = try Socket.listen(at: .inet(.loopback, port: 0), backlog: connections)
        try listener.setMode(.nonBlocking)
        try reactor.attach(listener)
        let address = try listener.localAddress

        let server = Task(executorPreference: reactor) {
          try await withThrowingDiscardingTaskGroup { group in
            while true {
              let (connection, _) = try await listener.accept()
              group.addTask {
                var buffer = [UInt8](repeating: 0, count: 1024)
                while let count = try await connection.receive(into: &buffer), count > 0 {
                  try await connection.sendAll(buffer[..<count])
                }
              }
            }
          }
        }
        try await withThrowingTaskGroup { group in
          for number in 0..<connections {
            group.addTask {
              let socket = try await Socket.connect(to: address, timeout: .patience)
              for round in 0..<rounds {
                let message = (0..<100).map { UInt8(truncatingIfNeeded: number &* 31 &+ round &+ $0) }
                try await socket.sendAll(message)
                guard try await socket.awaitExactly(100) == message else { throw CancellationError() }
              }
            }
          }
          try await group.waitForAll()
        }
        server.cancel()
        _ = await server.result
        try listener.close()
        let after = try await settledSockets(before)
        #expect(after == before, "\(before) sockets before, \(after) after")
      }
    }
  }
}
