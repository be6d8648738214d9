/// How a connection is to be made to one of several addresses.
struct ConnectionPlan {
  /// The mode of the socket that is returned.
  let mode: Socket.Mode
  /// Nanoseconds for all attempts together: -1 without end.
  let totalTime: Int64
  let attempts: ConnectionAttempts
  /// Nanoseconds for each attempt, -1 without end; or, if they overlap, until the next begins.
  let attemptTime: Int64
  let source: SocketAddress?

  /// Checks the times.
  init(_ timeout: Duration?, _ attempts: ConnectionAttempts, _ source: SocketAddress?) throws(SocketError) {
    mode = timeout.map { .timeout($0) } ?? Socket.defaultMode
    totalTime = try mode.waitingTime(for: "connect")
    self.attempts = attempts
    self.source = source
    switch attempts {
    case .inTurn(let timeout):
      let mode = timeout.map { Socket.Mode.timeout($0) } ?? .blocking
      attemptTime = try mode.waitingTime(for: "connect")
    case .overlapping(let delay):
      attemptTime = max(try Socket.Mode.timeout(delay).waitingTime(for: "connect"), 10_000_000)
    }
  }

  /// Makes the connection. Every failure is that of the last attempt, with all of them.
  func connect(to answers: [AddressInfo], _ subject: String) throws(SocketError) -> Socket {
    guard !answers.isEmpty else { throw SocketError("connect", subject, .notFound) }
    let deadline = totalTime < 0 ? Deadline.never : Deadline(after: totalTime)
    var failures: [SocketError] = []
    let connected =
      switch attempts {
      case .inTurn: connectInTurn(to: answers, until: deadline, &failures)
      case .overlapping: connectOverlapping(to: answers, until: deadline, &failures)
      }
    if let connected { return connected }
    throw SocketError("connect", subject, failures.last?.cause ?? .timedOut, attempts: failures)
  }

  /// Tries one address after the other.
  private func connectInTurn(
    to answers: [AddressInfo], until deadline: Deadline, _ failures: inout [SocketError]
  ) -> Socket? {
    for answer in answers {
      let attemptDeadline = attemptTime < 0 ? deadline : min(Deadline(after: attemptTime), deadline)
      do throws(SocketError) {
        let needsTime = totalTime < 0 && attemptTime >= 0
        let socket = try newSocket(for: answer, mode: needsTime ? .timeout(.nanoseconds(attemptTime)) : mode)
        guard try connect(socket, to: answer, until: attemptDeadline) else {
          throw SocketError("connect", "to \(answer.address)", .errno(.nowInProgress))
        }
        if needsTime { try socket.setMode(mode) }
        return socket
      } catch {
        failures.append(error)
        if totalTime > 0, deadline.isOver { return nil }
      }
    }
    return nil
  }

  private func connect(
    _ socket: Socket, to answer: AddressInfo, until deadline: Deadline
  ) throws(SocketError) -> Bool {
    do {
      return try socket.connect(to: answer.address, until: deadline)
    } catch {
      throw SocketError("connect", "to \(answer.address)", error.cause)
    }
  }

  /// A socket that fits the answer, bound to the source.
  func newSocket(for answer: AddressInfo, mode: Socket.Mode) throws(SocketError) -> Socket {
    if let source, source.family != answer.family {
      throw SocketError(
        "connect", "to \(answer.address) from \(source)", .invalidAddress(.wrongFamily(answer.family)))
    }
    let socket = try Socket(answer.family, answer.type, answer.protocol, mode: mode)
    if let source { try socket.bind(to: source) }
    return socket
  }
}
