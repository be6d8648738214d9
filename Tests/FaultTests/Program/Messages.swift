import KernelSockets

extension Rounds {
  /// Messages, one by one and in batches.
  mutating func messages(_ round: Int, _ mode: Socket.Mode) throws {
    let (left, right) = try pair(round.isMultiple(of: 2) ? .datagram : .sequentialPacket, mode)
    let texts = (0..<6).map { Array("message \($0) of \(round)".utf8) }
    if round / 2 % 2 == 0 {
      for text in texts { check(try untilDone { try left.send(text) ?? 0 }, text.count) }
    } else {
      let batch = try MessageBatch(capacity: 6, byteCapacity: 64)
      for text in texts { try batch.append(text) }
      var sent = 0
      while sent < texts.count {
        sent += try untilDone {
          try left.sendMessages(batch, from: sent) ?? 0
        } failed: {
          sent += $0.messagesSent
        }
      }
    }

    var received: [[UInt8]] = []
    let batch = try MessageBatch(capacity: 4, byteCapacity: 64)
    while received.count < texts.count {
      switch (round + received.count) % 4 {
      case 0: received.append(try untilDone { try right.receive(upTo: 64) })
      case 1: received.append(try untilDone { try right.receiveFrom(upTo: 64).bytes })
      case 2: received.append(try untilDone { try right.receiveMessage(upTo: 64).bytes })
      default:
        // What came before an error is in the batch as well.
        func take() { received += batch.map(\.bytes) }
        _ = try untilDone {
          try right.receiveMessages(into: batch, atLeast: min(2, texts.count - received.count))
        } failed: { _ in
          take()
        }
        take()
      }
    }
    check(received, texts)
  }
}
