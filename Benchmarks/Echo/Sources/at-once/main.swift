// Usage: at-once COUNT
//
// Receives what is there already so many times, by a blocking call and by an awaited one in turns. Prints the medians of
// their nanoseconds.

import KernelSockets

let count = Int(CommandLine.arguments.dropFirst().first ?? "") ?? 10_000
let bytes = [UInt8](repeating: 1, count: 64)
let (left, right) = try Socket.pair(mode: .nonBlocking)
try await compare()

func compare() async throws {
  var buffer = [UInt8](repeating: 0, count: 128)
  var blocking: [Duration] = []
  var awaited: [Duration] = []
  for _ in 0..<count {
    try send()
    var start = ContinuousClock.now
    try receive(into: &buffer)
    blocking.append(start.duration(to: .now))
    try send()
    start = .now
    _ = try await right.receive(into: &buffer)
    awaited.append(start.duration(to: .now))
  }
  print(median(blocking), median(awaited))
}

// In functions that are not asynchronous, calls are those that block.

func send() throws { _ = try left.send(bytes) }

func receive(into buffer: inout [UInt8]) throws { _ = try right.receive(into: &buffer) }

func median(_ times: [Duration]) -> Int64 { times.sorted()[times.count / 2].components.attoseconds / 1_000_000_000 }
