import Foundation
import KernelSockets

/// Few enough that the peer's queue always counts as having room, where a call that was told otherwise waits for some.
private let sample = (0..<8_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }

/// The sample as a file without a name.
let file: FileDescriptor = {
  let path = "/tmp/faults-\(getpid())"
  do {
    try Data(sample).write(to: URL(fileURLWithPath: path))
    defer { unsafe unlink(path) }
    return try unsafe FileDescriptor.open(path, .readOnly)
  } catch {
    fail("\(error)")
  }
}()

extension Rounds {
  /// Bytes over a stream; there is room for all of them.
  mutating func streams(_ round: Int, _ mode: Socket.Mode) throws {
    let (left, right) = try pair(.stream, mode)
    let bytes = Array(sample.prefix(1 + round * 7919 % sample.count))
    switch round % 6 {
    case 0: try send(bytes) { rest in try left.send(rest) ?? 0 }
    case 1:
      var sent = 0
      try untilDone {
        try left.sendAll(bytes[sent...])
      } failed: {
        sent += $0.bytesSent
      }
    case 2:
      try send(bytes) { rest in try left.sendMessage([[], Array(rest.prefix(5)), Array(rest.dropFirst(5))]) ?? 0 }
    case 3:
      let writer = try left.makeWriter(bufferSize: 1000)
      for start in stride(from: 0, to: bytes.count, by: 700) {
        var rest = bytes[start...].prefix(700)
        try untilDone {
          try writer.write(rest)
        } failed: {
          rest = rest.dropFirst($0.bytesSent)
        }
      }
      try untilDone { try writer.flush() }
      try writer.close()
    case 4:
      var sent = 0
      try untilDone {
        sent += try left.sendFile(file, from: Int64(sent), count: bytes.count - sent)
      } failed: {
        sent += $0.bytesSent
      }
    default: try spliced(bytes, into: left, mode)
    }
    try left.close()
    check(try received(right, round), bytes)
  }

  /// Sends part after part.
  private mutating func send(_ bytes: [UInt8], _ part: (ArraySlice<UInt8>) throws -> Int) throws {
    var sent = 0
    while sent < bytes.count { sent += try untilDone { try part(bytes[sent...]) } }
  }

  private mutating func spliced(_ bytes: [UInt8], into target: Socket, _ mode: Socket.Mode) throws {
    let (source, peer) = try pair(.stream, mode)
    try send(bytes) { rest in try peer.send(rest) ?? 0 }
    try peer.close()
    let splice = try untilDone { try Splice(from: source, to: target) }
    var moved = 0
    try untilDone {
      moved += try splice.move(upTo: bytes.count - moved) ?? 0
    } failed: {
      moved += $0.bytesSent
    }
    check(moved, bytes.count)
  }

  /// What comes until the end.
  private mutating func received(_ socket: Socket, _ round: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    switch round / 6 % 4 {
    case 0:
      while true {
        let part = try untilDone { try socket.receive(upTo: 5000) }
        if part.isEmpty { return bytes }
        bytes += part
      }
    case 1:
      while true {
        let part = try untilDone { try socket.receiveMessage(upTo: 900).bytes }
        if part.isEmpty { return bytes }
        bytes += part
      }
    case 2:
      let reader = try socket.makeReader(bufferSize: 500)
      bytes = try untilDone { try reader.readExactly(1) }
      return bytes + (try untilDone { try reader.readToEnd() })
    default:
      let reader = try socket.makeReader(bufferSize: 64)
      while let line = try untilDone({ try reader.readLine(strippingNewline: false) }) { bytes += line }
      return bytes
    }
  }
}
