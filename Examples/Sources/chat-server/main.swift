// Chat server program: every line goes to everybody else. It ends gracefully, on SIGINT or SIGTERM: nobody new gets in,
// everybody is told, and gets what was said before.
// Usage: chat-server [PORT]

import Dispatch
import Glibc
import KernelSockets

let port = CommandLine.arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // 0: the kernel chooses

let listener = try Socket.listen(port: port)
try listener.setMode(.nonBlocking)
print("Listening at", try listener.localAddress)

let room = Room()
try await withThrowingDiscardingTaskGroup { group in
  // This task takes connections, and holds a group of guests, which ends with the last of them.
  group.addTask { await receiveGuests() }
  await signals()
  print("Closing")
  // The loop over connections ends with the listener, a guest's stay when the last line is told.
  try listener.close()
  await room.close()
  // Here the group waits until everybody has left.
}
print("Closed")

func receiveGuests() async {
  await withDiscardingTaskGroup { guests in
    do throws(SocketError) {
      for try await (socket, address) in listener.connections() {
        guests.addTask { await Guest(socket, "\(address)").stay(in: room) }
      }
    } catch {
      // The listener closes when the server ends.
      if error.cause != .closed { print("No more guests:", error) }
    }
  }
}

/// Returns when the program is asked to end.
func signals() async {
  let numbers = [SIGINT, SIGTERM]
  for number in numbers { signal(number, SIG_IGN) }
  let (arrivals, continuation) = AsyncStream.makeStream(of: Void.self)
  let sources = numbers.map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
  for source in sources {
    source.setEventHandler { continuation.yield() }
    source.resume()
  }
  for await _ in arrivals { return }
}
