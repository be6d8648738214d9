import Foundation
import KernelSockets
import TestSupport
import Testing

@Suite("Text from a socket")
struct TextReaderTests {
  /// The pieces that our reader gives, as Python's program prints them.
  func pieces(_ input: ReaderCase) throws -> [String] {
    let socket = try receiving(input.packets)
    let reader = try socket.makeTextReader(
      encoding: Socket.TextEncoding(python: input.encoding!), newline: Socket.Newline(python: input.newline),
      errors: input.errors == "strict" ? .strict : .replace, bufferSize: input.buffering ?? 131_072)
    try socket.close()
    var pieces: [String] = []
    do {
      while let piece = try next(reader, input.count), !piece.isEmpty { pieces.append(piece.utf8.hexadecimal) }
    } catch let error as SocketError {
      guard case .invalidText = error.cause else { throw error }
      return ["malformed"]
    }
    return pieces
  }

  func next(_ reader: Socket.TextReader, _ count: Int?) throws -> String? {
    guard let count else { return try reader.readLine(strippingNewline: false) }
    if count < 0 { return try reader.readToEnd() }
    do {
      return try reader.readExactly(count)
    } catch  where error.cause == .endOfStream {
      return try reader.readToEnd()
    }
  }

  func expectAsPython(_ cases: [ReaderCase]) throws {
    let expected = try PythonFile.results(cases)
    try #require(expected.count == cases.count)
    for (input, expected) in zip(cases, expected) {
      #expect(try pieces(input) == expected, "\(input)")
    }
  }

  static let texts = [
    "", "\n", "\r", "\r\n", "\n\r", "\r\r\n\n", "one", "one\n", "one\ntwo\r\nthree\rfour", "one\r\n\r\ntwo\r\n",
    "\0\n\0\0\r\n", "é\r\n€\n😀\r", "ends with\r", "x\u{0B}y\u{0C}z\u{85}\u{2028}\u{2029}\u{1C}\n",
  ]

  @Test("lines are Python's, for every newline, wherever the packets are cut")
  func lines() throws {
    var cases: [ReaderCase] = []
    for (newline, _) in Socket.Newline.byPythonName {
      for text in Self.texts {
        let bytes = Array(text.utf8)
        cases.append(ReaderCase(packets: bytes.isEmpty ? [] : [bytes], newline: newline))
        cases.append(ReaderCase(packets: bytes.map { [$0] }, newline: newline))
        for cut in bytes.indices.dropFirst() {
          cases.append(ReaderCase(packets: [Array(bytes[..<cut]), Array(bytes[cut...])], newline: newline))
        }
      }
    }
    try expectAsPython(cases)
  }

  /// Random bytes: mostly text with many ends of lines, some of it malformed.
  func randomPackets(_ generator: inout some RandomNumberGenerator, malformed: Bool) -> [[UInt8]] {
    let parts: [[UInt8]] = [
      [10], [13], [13, 10], [97], [98, 99, 100, 101, 102, 103, 104, 105, 106], [0], [0xC3, 0xA9], [0xE2, 0x82, 0xAC],
      [0xF0, 0x9F, 0x98, 0x80],
    ]
    let faults: [[UInt8]] = [
      [0xE2, 0x82], [0xFF], [0x80], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90],
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...60, using: &generator) {
      let isFault = malformed && Int.random(in: 0..<6, using: &generator) == 0
      bytes += (isFault ? faults : parts).randomElement(using: &generator)!
    }
    var packets: [[UInt8]] = []
    while !bytes.isEmpty {
      let count = min(bytes.count, Int.random(in: 1...20, using: &generator))
      packets.append(Array(bytes.prefix(count)))
      bytes.removeFirst(count)
    }
    return packets
  }

  @Test("random text in random packets is Python's: lines, counts and all of it", arguments: [1, 2, 3, 4])
  func random(seed: UInt64) throws {
    var generator = Generator(state: seed)
    var cases: [ReaderCase] = []
    for _ in 0..<600 {
      let errors = Bool.random(using: &generator) ? "strict" : "replace"
      cases.append(
        ReaderCase(
          packets: randomPackets(&generator, malformed: errors == "replace"),
          newline: Socket.Newline.byPythonName.randomElement(using: &generator)!.0,
          encoding: Socket.TextEncoding.byPythonName.randomElement(using: &generator)!.0, errors: errors,
          buffering: [nil, 3, 16].randomElement(using: &generator)!,
          count: [nil, nil, -1, 1, 2, 7].randomElement(using: &generator)!))
    }
    // A packet that does not fit the buffer would be cut, in Python as here.
    for index in cases.indices where cases[index].buffering != nil {
      cases[index].packets = cases[index].packets.flatMap { $0 }.map { [$0] }
    }
    try expectAsPython(cases)
  }

  @Test("one character, or several that are there, come without waiting for more")
  func characters() throws {
    let socket = try receiving([[0x61, 0xC3], [0xA9, 0x62, 0x0D], [0x0A, 0xE2, 0x82]])
    let reader = try socket.makeTextReader(errors: .replace)
    #expect(try reader.read(upTo: 10) == "a")
    #expect(try reader.read(upTo: 1) == "é")
    #expect(try reader.read(upTo: 0) == "")
    #expect(try reader.read(upTo: 10) == "b\n")
    #expect(try reader.read(upTo: 10) == "\u{FFFD}")
    #expect(try reader.read(upTo: 10) == "")
  }

  @Test("a line that ends with a carriage return does not wait for the line feed, which is dropped when it comes")
  func carriageReturn() throws {
    for bufferSize in [0, 131_072] {
      let (near, far) = try Socket.pair()
      let reader = try far.makeTextReader(bufferSize: bufferSize)
      try far.setMode(.nonBlocking)
      try near.sendAll("one\r".utf8)
      #expect(try reader.readLine() == "one")
      try near.sendAll("\n".utf8)
      #expect(failure { _ = try reader.readLine() }?.errno == .resourceTemporarilyUnavailable)
      try near.sendAll("two\r".utf8)
      #expect(try reader.readLine(strippingNewline: false) == "two\n")
      try near.sendAll("\nbody".utf8)
      #expect(try reader.bytes.read(upTo: 10) == Array("body".utf8))
      try near.sendAll("three\r".utf8)
      #expect(try reader.readLine() == "three")
      try near.sendAll("\r\n".utf8)
      #expect(try reader.readLine() == "")
    }
  }

  @Test("the header is text and the body bytes")
  func headerAndBody() throws {
    let body: [UInt8] = [0xFF, 0x0D, 0x0A, 0x00]
    let socket = try receiving([Array("Length: 4\r\n\r\n".utf8) + body + Array("next\r\n".utf8)])
    let reader = try socket.makeTextReader(newline: .carriageReturnLineFeed)
    #expect(try reader.readLine() == "Length: 4")
    #expect(try reader.readLine() == "")
    #expect(try reader.bytes.readExactly(4) == body)
    #expect(try reader.readLine() == "next")
    #expect(try reader.readLine() == nil)
    #expect(try reader.readLine() == nil)
  }

  @Test("a malformed line is an error that has its bytes, and the next line can be read")
  func malformed() throws {
    let bytes: [UInt8] = [0x61, 0xE2, 0x82, 0x62]
    for (encoding, name, offset) in [(Socket.TextEncoding.utf8, "UTF-8", 1), (.ascii, "ASCII", 1)] {
      let socket = try receiving([Array("one\r\n".utf8) + bytes + Array("\r\ntwo\r\n".utf8)])
      let reader = try socket.makeTextReader(encoding: encoding)
      #expect(try reader.readLine() == "one")
      let error = failure { _ = try reader.readLine(strippingNewline: false) }
      #expect(error?.cause == .invalidText(.malformed(encoding, bytes: bytes, offset: offset)))
      #expect(error?.description == "readLine: byte 1 of 4, 0xE2, is not \(name)")
      #expect(try reader.readLine() == "two")
    }
    let socket = try receiving([[0x61] + [0x0D, 0x0A, 0xFF] + [0x62]])
    let reader = try socket.makeTextReader()
    #expect(try reader.read(upTo: 9) == "a\n")
    #expect(
      failure { _ = try reader.read(upTo: 9) }?.cause == .invalidText(.malformed(.utf8, bytes: [0xFF], offset: 0)))
    #expect(try reader.read(upTo: 9) == "b")
    let all = try receiving([[0x61, 0x0D, 0x0A, 0xFF]]).makeTextReader()
    #expect(
      failure { _ = try all.readToEnd() }?.cause
        == .invalidText(.malformed(.utf8, bytes: [0x61, 0x0D, 0x0A, 0xFF], offset: 3)))
    #expect(try all.readToEnd() == "")
    let counted = try receiving([[0x61, 0x0D, 0x0A, 0xFF, 0x62]]).makeTextReader()
    #expect(
      failure { _ = try counted.readExactly(4) }?.cause
        == .invalidText(.malformed(.utf8, bytes: [0x61, 0x0D, 0x0A, 0xFF], offset: 3)))
    #expect(try counted.readExactly(1) == "b")
  }

  @Test("a line longer than the limit is an error, and stays")
  func limit() throws {
    for newline in Socket.Newline.allCases {
      let end = newline == .carriageReturn ? "\r" : newline == .lineFeed ? "\n" : "\r\n"
      let length = newline == .lineFeed ? 1000 : 999
      let text = String(repeating: "x", count: length)
      let reader = try receiving([Array((text + end + "y" + end).utf8)]).makeTextReader(newline: newline)
      let cause = SocketError.Cause.lineTooLong(limit: length - 1)
      #expect(failure { _ = try reader.readLine(limit: length - 1) }?.cause == cause)
      #expect(try reader.readLine(limit: length) == text)
      #expect(failure { _ = try reader.readLine(limit: 0) }?.cause == .lineTooLong(limit: 0))
      #expect(try reader.readLine(limit: 1) == "y")
      #expect(try reader.readLine(limit: 0) == nil)
    }
    // One that never ends is given up long before.
    let (near, far) = try Socket.pair()
    let reader = try far.makeTextReader(bufferSize: 16)
    try near.sendAll([UInt8](repeating: 0x78, count: 5000))
    #expect(failure { _ = try reader.readLine(limit: 100) }?.cause == .lineTooLong(limit: 100))
    #expect(reader.bytes.bufferedByteCount <= 5000)
  }

  @Test("a line far larger than the buffer")
  func longLine() throws {
    let (near, far) = try Socket.pair()
    let line = String(repeating: "0123456789é", count: 300_000)
    let sending = Running {
      try near.sendAll((line + "\r\n" + "short\r\n" + line).utf8)
      try near.close()
    }
    let reader = try far.makeTextReader()
    #expect(try reader.readLine() == line)
    #expect(try reader.readLine() == "short")
    #expect(try reader.readLine() == line)
    #expect(try reader.readLine() == nil)
    try sending.value()
  }

  @Test("a read that timed out, amid a line or a character, can be repeated", arguments: [0, 131_072])
  func timeout(bufferSize: Int) throws {
    for mode in [Socket.Mode.timeout(.milliseconds(20)), .nonBlocking] {
      let cause: SocketError.Cause = mode == .nonBlocking ? .errno(.resourceTemporarilyUnavailable) : .timedOut
      let (near, far) = try Socket.pair()
      try far.setMode(mode)
      let reader = try far.makeTextReader(bufferSize: bufferSize)
      #expect(failure { _ = try reader.readLine() }?.cause == cause)
      try near.sendAll("on".utf8)
      #expect(failure { _ = try reader.readLine() }?.cause == cause)
      try near.sendAll("e\ntw".utf8)
      #expect(try reader.readLine() == "one")
      #expect(failure { _ = try reader.readExactly(3) }?.cause == cause)
      try near.sendAll([0xC3])
      #expect(failure { _ = try reader.readExactly(3) }?.cause == cause)
      try near.sendAll([0xA9, 0xE2])
      #expect(try reader.readExactly(3) == "twé")
      #expect(failure { _ = try reader.read(upTo: 1) }?.cause == cause)
      #expect(failure { _ = try reader.readToEnd() }?.cause == cause)
      try near.sendAll([0x82, 0xAC])
      try near.close()
      #expect(try reader.readToEnd() == "€")
    }
  }
}

/// The same numbers for the same seed.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
