// The attempts of a connection to a host as child tasks. As soon as one connection stands, the others are cancelled, and
// their sockets close with them.

extension ConnectionPlan {
  private enum Event: Sendable {
    case connected(Socket)
    case failed(SocketError)
    /// So much time has passed since that many attempts had begun.
    case delayIsOver(attempts: Int)
  }

  /// Makes the connection. Every failure is that of the last attempt, with all of them.
  func connect(to answers: [AddressInfo], _ subject: String, until end: Moment?) async throws -> Socket {
    guard !answers.isEmpty else { throw SocketError("connect", subject, .notFound) }
    var failures: [SocketError] = []
    let connected = try await withThrowingTaskGroup(of: Event.self) { group in
      defer { group.cancelAll() }
      var rest = order(of: answers)[...]
      var (begun, running) = (0, 0)
      var isTime = true
      while !rest.isEmpty || running > 0 {
        if isTime || running == 0, let answer = rest.popFirst() {
          begun += 1
          running += 1
          group.addTask { try await attempt(answer, until: end) }
          let number = begun
          if case .overlapping = attempts {
            group.addTask {
              try await Task.sleep(for: .nanoseconds(attemptTime))
              return .delayIsOver(attempts: number)
            }
          }
          isTime = false
        }
        switch try await group.next()! {
        case .connected(let socket): return socket as Socket?
        case .failed(let error):
          failures.append(error)
          running -= 1
          isTime = true
        case .delayIsOver(let attempts):
          if attempts == begun { isTime = true }
        }
      }
      return nil
    }
    if let connected { return connected }
    throw SocketError("connect", subject, failures.last?.cause ?? .timedOut, attempts: failures)
  }

  private func order(of answers: [AddressInfo]) -> [AddressInfo] {
    if case .overlapping = attempts { interleaved(answers) } else { answers }
  }

  private func attempt(_ answer: AddressInfo, until end: Moment?) async throws -> Event {
    do {
      let socket = try newSocket(for: answer, mode: .nonBlocking)
      let limit: Duration? = if case .inTurn(let timeout) = attempts { timeout } else { nil }
      try await socket.connect(to: answer.address, TimeLimit(limit, until: end))
      return .connected(socket)
    } catch let error as SocketError {
      return .failed(error)
    }
  }
}
