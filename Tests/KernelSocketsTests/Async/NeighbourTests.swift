import Dispatch
import KernelSockets
import Testing

@Suite("Sockets beside other libraries")
struct NeighbourTests {
  @Test("a dispatch source tells when there is something, and the socket can be awaited before and after")
  func dispatch() async throws {
    let (left, right) = try Socket.awaitedPair()
    try await left.sendAll([1])
    #expect(try await right.receive(upTo: 1) == [1])
    let early = Task { try await right.receive(upTo: 1) }
    try await pause()
    early.cancel()
    #expect(await wasCancelled(early))

    let descriptor = try #require(right.fileDescriptor)
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor.rawValue)
    let events = AsyncStream.makeStream(of: [UInt8].self)
    source.setEventHandler {
      if let bytes = try? right.receive(upTo: 10) { events.continuation.yield(bytes) }
      source.cancel()
    }
    // From here on the source does not use the descriptor.
    source.setCancelHandler { events.continuation.finish() }
    source.resume()
    try await left.sendAll([2, 3])
    var bytes: [UInt8] = []
    for await more in events.stream { bytes += more }
    #expect(bytes == [2, 3])

    let late = Task { try await right.receive(upTo: 1) }
    try await pause()
    try await left.sendAll([4])
    #expect(try await late.value == [4])
  }

  @Test("a descriptor goes to FileDescriptor and comes back, while a copy of it stays watched")
  func fileDescriptor() async throws {
    let (left, right) = try Socket.awaitedPair()
    let waiting = Task { await awaitedFailure { _ = try await right.receive(upTo: 1) } }
    try await pause()
    // The copy keeps the connection open after the original is gone.
    let copy = try right.duplicate()
    let descriptor = try right.detach()
    #expect(await waiting.value?.cause == .closed)
    try descriptor.writeAll([7])
    #expect(try await left.receive(upTo: 1) == [7])
    let again = try Socket(adopting: descriptor)
    #expect(again.mode == .nonBlocking)
    for socket in [again, copy] {
      let task = Task { try await socket.receive(upTo: 1) }
      try await pause()
      try await left.sendAll([8])
      #expect(try await task.value == [8])
    }
  }
}
