import Foundation
import KernelSockets
import TestSupport
import Testing

@Suite("Random schedules of awaited calls")
struct ScheduleTests {
  @Test("every message arrives once, whatever is cancelled, times out or closes meanwhile", .timeLimit(.minutes(30)))
  func schedules() async {
    await #expect(processExitsWith: .success) {
      // SCHEDULES sets another number, SEED the first of them.
      let environment = ProcessInfo.processInfo.environment
      let count = environment["SCHEDULES"].flatMap(UInt64.init) ?? 2000
      let first = environment["SEED"].flatMap(UInt64.init) ?? 1
      await reportingAwaitedErrors {
        let before = try openSockets()
        for seed in first..<first + count { try await Schedule(seed: seed).run() }
        let after = try await settledSockets(before)
        #expect(after == before, "\(before) sockets before, \(after) after")
      }
    }
  }
}

/// Readers and writers at two connected sockets, some of which are cancelled, run out of time, or have their socket
/// closed. All that is random comes from the seed; the order in which threads run does not.
private struct Schedule {
  let seed: UInt64
  var random: SplitMix

  init(seed: UInt64) {
    self.seed = seed
    random = SplitMix(state: seed)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  func run() async throws {
    var plan = self
    try await plan.play()
  }

  private mutating func play() async throws {
    let (left, right) = try Socket.pair(.unix, .datagram, mode: chance(30) ? .blocking : .nonBlocking)
    let received = Collected<UInt32>()
    let sent = Collected<UInt32>()
    let closesEarly = chance(25)
    let readers = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let timeout: Duration? = chance(30) ? .microseconds(Int.random(in: 0...300, using: &random)) : nil
      let yields = Int.random(in: 0...4, using: &random)
      return Task {
        var buffer: [UInt8] = [0, 0, 0, 0]
        while true {
          do {
            let count = try await right.receive(into: &buffer, timeout: timeout)
            let number = buffer.reduce(0) { $0 << 8 | UInt32($1) }
            guard count == 4 else { throw Wrong(what: "a message of \(count ?? -1) bytes") }
            received.append(number)
          } catch let error as SocketError where error.cause == .timedOut && timeout != nil {
            if right.isClosed { throw SocketError("receive", .closed) }
          }
          for _ in 0..<yields { await Task.yield() }
        }
      }
    }
    let writers = (0..<Int.random(in: 1...2, using: &random)).map { writer in
      let count = Int.random(in: 1...40, using: &random)
      return Task {
        for number in 0..<count {
          let number = UInt32(writer << 16 | number)
          let bytes = (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
          try await left.sendAll(bytes)
          sent.append(number)
        }
      }
    }
    // The last reader stays, unless the socket is closed.
    for reader in readers.dropLast() where chance(50) {
      await delay()
      reader.cancel()
    }
    if chance(30) {
      await delay()
      writers[0].cancel()
    }
    if closesEarly {
      await delay()
      try (chance(50) ? left : right).close()
    }
    if chance(20) {
      await delay()
      _ = try? await right.wait(for: [.urgent], timeout: .microseconds(100))
    }
    if !closesEarly {
      for writer in writers { _ = await writer.result }
      let total = sent.elements.count
      while received.elements.count < total { try await Task.sleep(for: .microseconds(100)) }
    }
    try left.close()
    try right.close()
    for task in readers { try check(await task.result) }
    for task in writers { try check(await task.result) }
    let (came, went) = (received.elements.sorted(), sent.elements.sorted())
    if !closesEarly, came != went { throw Wrong(what: "seed \(seed): \(came) came, \(went) went") }
    if Set(came).count != came.count { throw Wrong(what: "seed \(seed): twice the same") }
  }

  /// A reader or writer ends when it is done, cancelled, or one of the sockets is closed.
  private func check(_ result: Result<some Any, any Error>) throws {
    guard case .failure(let error) = result, !(error is CancellationError) else { return }
    guard let error = error as? SocketError,
      // The first who sends to a closed socket is refused and loses the connection for the next.
      error.cause == .closed
        || error.cause == .errno(.socketNotConnected)
        || [.connectionReset, .connectionRefused, .brokenPipe].contains(error.kind)
    else { throw Wrong(what: "seed \(seed): \(error)") }
  }

  private mutating func delay() async {
    for _ in 0..<Int.random(in: 0...20, using: &random) { await Task.yield() }
    if chance(30) { try? await Task.sleep(for: .microseconds(Int.random(in: 0...200, using: &random))) }
  }
}

private struct Wrong: Error, CustomStringConvertible {
  var what: String
  var description: String { what }
}
