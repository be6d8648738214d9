// Usage: wakeups shared|own DESCRIPTOR
//
// An echo server for one connection: the task runs in Swift's threads, or in the thread of a reactor of its own.
// wakeups.c does the same with epoll, and measures.

import KernelSockets

let arguments = CommandLine.arguments
guard arguments.count == 3, let number = CInt(arguments[2]) else { fatalError("usage: wakeups shared|own DESCRIPTOR") }
let socket = try Socket(adopting: FileDescriptor(rawValue: number))
if arguments[1] == "own" {
  let reactor = try Reactor()
  try reactor.attach(socket)
  try await Task(executorPreference: reactor) { try await echo() }.value
} else {
  try await Task { try await echo() }.value
}

@Sendable nonisolated func echo() async throws {
  var byte: [UInt8] = [0]
  while try await socket.receive(into: &byte) == 1 { try await socket.sendAll(byte) }
}
