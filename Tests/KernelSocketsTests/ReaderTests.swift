import Foundation
import KernelSockets
import TestSupport
import Testing

@Suite("Bytes from a socket, through a buffer")
struct ReaderTests {
  @Test("lines are Python's, wherever the packets are cut")
  func lines() throws {
    var cases: [ReaderCase] = []
    for text in TextReaderTests.texts {
      let bytes = Array(text.utf8)
      cases.append(ReaderCase(packets: bytes.isEmpty ? [] : [bytes], encoding: nil))
      cases.append(ReaderCase(packets: bytes.map { [$0] }, encoding: nil))
    }
    for (input, expected) in zip(cases, try PythonFile.results(cases)) {
      let reader = try receiving(input.packets).makeReader()
      var lines: [String] = []
      while let line = try reader.readLine(strippingNewline: false) { lines.append(line.hexadecimal) }
      #expect(lines == expected)
      let other = try receiving(input.packets).makeReader()
      var lent: [String] = []
      while let line = try other.withLine({ line in (0..<line.count).map { line[$0] }.hexadecimal }) {
        lent.append(line)
      }
      #expect(lent == expected.map { $0.hasSuffix("0a") ? String($0.dropLast(2)) : $0 })
    }
  }

  @Test("a read is one packet at most, and takes what is there first")
  func one() throws {
    let reader = try receiving([[1, 2, 3], [4, 5], [6]]).makeReader(bufferSize: 100)
    #expect(try reader.read(upTo: 0) == [])
    #expect(try reader.read(upTo: 2) == [1, 2])
    #expect(reader.bufferedByteCount == 1)
    #expect(try reader.peek() == [3])
    #expect(try reader.read(upTo: 10) == [3])
    #expect(try reader.peek(upTo: 1) == [4])
    #expect(try reader.peek() == [4, 5])
    var large = [UInt8](repeating: 0, count: 200)
    #expect(try reader.read(into: &large) == 2)
    #expect(try reader.read(into: &large) == 1)
    #expect(large[0...1] == [6, 5])
    #expect(try reader.read(into: &large) == 0)
    #expect(try reader.read(upTo: 10) == [])
    #expect(try reader.peek() == [])
  }

  @Test("a count is filled from as many packets as it takes", arguments: [0, 4, 131_072])
  func exactly(bufferSize: Int) throws {
    let packets = (0..<40).map { [UInt8](repeating: $0, count: bufferSize == 4 ? 4 : 50) }
    let all = packets.flatMap { $0 }
    let (near, far) = try Socket.pair()
    let reader = try far.makeReader(bufferSize: bufferSize)
    for packet in packets { try near.sendAll(packet) }
    try near.close()
    #expect(try reader.readExactly(0) == [])
    #expect(try reader.readExactly(7) == Array(all[..<7]))
    var large = [UInt8](repeating: 0, count: 90)
    #expect(try reader.readFully(into: &large) == 90)
    #expect(large == Array(all[7..<97]))
    let error = failure { _ = try reader.readExactly(all.count) }
    #expect(error == SocketError("read", "\(all.count) bytes", .endOfStream))
    #expect(try reader.readExactly(3) == Array(all[97..<100]))
    #expect(try reader.readToEnd() == Array(all[100...]))
    #expect(try reader.readToEnd() == [])
    #expect(try reader.readFully(into: &large) == 0)
  }

  @Test("up to a delimiter")
  func delimiter() throws {
    let reader = try receiving([[1, 2], [0, 0, 3], [4]]).makeReader()
    #expect(failure { _ = try reader.read(through: 0, limit: 1) }?.cause == .lineTooLong(limit: 1))
    #expect(try reader.read(through: 0, limit: 2) == [1, 2, 0])
    #expect(try reader.read(through: 0, limit: 0) == [0])
    #expect(try reader.read(through: 0) == [3, 4])
    #expect(try reader.read(through: 0) == nil)
  }

  @Test("without a buffer nothing is taken in advance")
  func unbuffered() throws {
    let (near, far) = try Socket.pair()
    let reader = try far.makeReader(bufferSize: 0)
    try near.sendAll("one\ntwo\nthree\nfour".utf8)
    #expect(try reader.readLine() == Array("one".utf8))
    #expect(try far.receive(upTo: 4) == Array("two\n".utf8))
    #expect(try reader.peek(upTo: 2) == Array("th".utf8))
    #expect(try reader.read(upTo: 2) == Array("th".utf8))
    #expect(reader.bufferedByteCount == 0)
    #expect(try reader.readExactly(4) == Array("ree\n".utf8))
    #expect(try far.receive(upTo: 1) == Array("f".utf8))
    try near.close()
    #expect(try reader.readToEnd() == Array("our".utf8))
    #expect(try reader.peek() == [])
  }

  @Test("what does not wait loses nothing", arguments: [0, 5, 131_072])
  func waiting(bufferSize: Int) throws {
    for mode in [Socket.Mode.timeout(.milliseconds(20)), .nonBlocking] {
      let cause: SocketError.Cause = mode == .nonBlocking ? .errno(.resourceTemporarilyUnavailable) : .timedOut
      let (near, far) = try Socket.pair()
      try far.setMode(mode)
      let reader = try far.makeReader(bufferSize: bufferSize)
      var four = [UInt8](repeating: 0, count: 4)
      if mode == .nonBlocking { #expect(try reader.read(into: &four) == nil) }
      #expect(failure { _ = try reader.read(upTo: 4) }?.cause == cause)
      #expect(failure { _ = try reader.peek() }?.cause == cause)
      try near.sendAll([1, 2, 3])
      #expect(failure { _ = try reader.readLine() }?.cause == cause)
      #expect(failure { _ = try reader.readExactly(4) }?.cause == cause)
      #expect(failure { _ = try reader.readFully(into: &four) }?.cause == cause)
      #expect(failure { _ = try reader.readToEnd() }?.cause == cause)
      try near.sendAll([4, 5, 6, 7, 8, 9, 10])
      #expect(try reader.readFully(into: &four) == 4)
      #expect(four == [1, 2, 3, 4])
      #expect(try reader.readLine() == [5, 6, 7, 8, 9])
      try near.sendAll([11])
      try near.close()
      #expect(try reader.readToEnd() == [11])
    }
  }

  @Test("much data, in pieces of any size, comes as it was sent", arguments: [0, 1000, 131_072])
  func large(bufferSize: Int) throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let (near, far) = try connectedPair(at: .inet(.loopback, port: 0))
    let sending = Running {
      try near.sendAll(bytes)
      try near.close()
    }
    let reader = try far.makeReader(bufferSize: bufferSize)
    var received: [UInt8] = []
    var generator = Generator(state: 7)
    for _ in 0..<60 {
      let count = Int.random(in: 0...30_000, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: received += try reader.readExactly(count)
      case 1: received += try reader.read(upTo: count)
      default:
        var piece = [UInt8](repeating: 0, count: count)
        let part = try reader.readFully(into: &piece)
        received += piece[..<part]
      }
    }
    received += try reader.readToEnd()
    #expect(received == bytes)
    try sending.value()
  }

  @Test("whoever borrows a line can't use the reader meanwhile")
  func borrower() async {
    await #expect(processExitsWith: .failure) {
      let reader = try receiving([[1, 10], [2, 10]]).makeReader()
      _ = try reader.withLine { _ in try? reader.readLine() }
    }
  }
}
