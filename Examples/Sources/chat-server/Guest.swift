import KernelSockets

/// A connection: one task reads its lines, another writes what the others say.
final class Guest: Sendable {
  let name: String
  private let socket: Socket
  private let lines: AsyncStream<String>
  private let toTell: AsyncStream<String>.Continuation

  init(_ socket: Socket, _ name: String) {
    self.socket = socket
    self.name = name
    // Whoever reads too slowly loses the oldest lines, not the server its memory.
    (lines, toTell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
  }

  /// Has the guest told a line, in time.
  func tell(_ line: String) { toTell.yield(line) }

  /// Ends the guest's stay, once all lines are told.
  func dismiss() { toTell.finish() }

  /// Returns when the guest has left, or was dismissed.
  func stay(in room: Room) async {
    guard await room.enter(self) else { return }
    async let told: Void = tellLines()
    do {
      for try await line in try socket.makeReader().lines(limit: 1000) {
        await room.say("\(name): \(String(decoding: line, as: UTF8.self))", from: self)
      }
    } catch {
      // The connection broke, or the guest shouts in lines that are too long.
    }
    await room.leave(self)
    dismiss()
    await told
  }

  private func tellLines() async {
    do {
      for await line in lines { try await socket.sendAll("\(line)\n".utf8, timeout: .seconds(10)) }
      // Ends the reader as well: for it, the stream has come to its end.
      try socket.shutdown(.both)
    } catch {
      try? socket.close()
    }
  }
}
