// Happy Eyeballs as RFC 8305 says: several attempts at a time, all in the calling thread.
//
// An attempt is a non-blocking socket whose connection is being made. A new one begins whenever none is running, when
// one has failed, and when the delay has passed since the last began. Meanwhile one ppoll(2) waits for all of them.

/// A connection that is being made.
private struct Attempt {
  let socket: Socket
  let address: SocketAddress

  /// How it ended: `nil` if the connection stands.
  func outcome() -> SocketError? {
    do throws(SocketError) {
      let code = try socket.option(.SO_ERROR)
      return code == 0 ? nil : SocketError("connect", "to \(address)", .errno(Errno(rawValue: code)))
    } catch {
      return error
    }
  }
}

extension ConnectionPlan {
  /// Tries the addresses, the families in turns; the first connection that stands wins. The others close with their
  /// last reference.
  func connectOverlapping(
    to answers: [AddressInfo], until deadline: Deadline, _ failures: inout [SocketError]
  ) -> Socket? {
    var rest = interleaved(answers)[...]
    var running: [Attempt] = []
    var nextStart = Deadline(after: 0)
    while true {
      if let answer = rest.first, nextStart.isOver {
        rest = rest.dropFirst()
        nextStart = Deadline(after: attemptTime)
        do throws(SocketError) {
          let attempt = Attempt(socket: try newSocket(for: answer, mode: .nonBlocking), address: answer.address)
          if try attempt.socket.connect(to: answer.address) { return try finished(attempt) }
          running.append(attempt)
        } catch {
          failures.append(error)
          nextStart = Deadline(after: 0)
        }
        continue
      }
      if running.isEmpty, rest.isEmpty { return nil }

      var set = PollSet()
      for attempt in running { set.insert(attempt.socket, for: .writable) }
      let end = rest.isEmpty ? deadline : min(nextStart, deadline)
      let ready: [Socket]
      do {
        ready = try set.wait(timeout: end.remaining.map { .nanoseconds($0) }).map(\.socket)
      } catch {
        failures.append(SocketError("connect", error.cause))
        return nil
      }
      for index in running.indices.reversed() where ready.contains(where: { $0 === running[index].socket }) {
        let attempt = running.remove(at: index)
        do throws(SocketError) {
          if let failure = attempt.outcome() { throw failure }
          return try finished(attempt)
        } catch {
          failures.append(error)
          nextStart = Deadline(after: 0)
        }
      }
      if ready.isEmpty, deadline.isOver {
        // A time-out of zero is no waiting at all.
        let cause: SocketError.Cause = totalTime == 0 ? .errno(.nowInProgress) : .timedOut
        failures += running.map { SocketError("connect", "to \($0.address)", cause) }
        return nil
      }
    }
  }

  private func finished(_ attempt: Attempt) throws(SocketError) -> Socket {
    try attempt.socket.setMode(mode)
    return attempt.socket
  }

  /// The answers in an order that takes one of each family in turn, and begins with the family of the first.
  func interleaved(_ answers: [AddressInfo]) -> [AddressInfo] {
    var families: [AddressFamily] = []
    for answer in answers where !families.contains(answer.family) { families.append(answer.family) }
    let queues = families.map { family in answers.filter { $0.family == family } }
    let longest = queues.map(\.count).max() ?? 0
    return (0..<longest).flatMap { index in queues.compactMap { index < $0.count ? $0[index] : nil } }
  }
}
