// Cutting text at bytes: by characters, of which each is looked up in Unicode's tables, it would take ten times as long.

extension String {
  /// The lines, empty ones too.
  var lines: [Substring] {
    utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
  }

  /// How many lines there are behind the head, whose lines begin with `#`.
  var lineCount: Int { utf8[headEnd...].count { $0 == UInt8(ascii: "\n") } }

  /// How many there should be, as the head says; `nil` in a catalog from before heads said so.
  var promisedLineCount: Int? {
    let words = self[..<headEnd].split(separator: " ")
    return zip(words, words.dropFirst()).first { $0.1 == "lines." }.flatMap { Int($0.0) }
  }

  private var headEnd: Index {
    var rest = utf8[...]
    while rest.first == UInt8(ascii: "#"), let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      rest = rest[utf8.index(after: end)...]
    }
    return rest.startIndex
  }
}

extension Substring {
  /// Whether the first bytes are those.
  func startsWith(_ start: StaticString) -> Bool {
    unsafe utf8.starts(with: UnsafeBufferPointer(start: start.utf8Start, count: start.utf8CodeUnitCount))
  }

  var isStructure: Bool { startsWith("struct ") || startsWith("union ") }

  /// What a line is about: a constant's name, or `struct NAME`; empty for a field.
  var key: Substring {
    if utf8.first == UInt8(ascii: " ") { return "" }
    guard let blank = utf8.firstIndex(of: UInt8(ascii: " ")) else { return self }
    if !isStructure { return self[..<blank] }
    let name = utf8.index(after: blank)
    return self[..<(self[name...].utf8.firstIndex(of: UInt8(ascii: " ")) ?? endIndex)]
  }

  /// The six columns of a fact, of which the last may hold blanks.
  var columns: [String] {
    utf8.split(separator: UInt8(ascii: " "), maxSplits: 5).map { String(Substring($0)) }
  }

  /// The fact, and the terms behind the @ if there is one.
  var cutTerms: (Substring, Substring?) {
    guard let mark = utf8.firstIndex(of: UInt8(ascii: "@")) else { return (self, nil) }
    return (Substring(utf8[..<mark].dropLast()), Substring(utf8[mark...].dropFirst(2)))
  }
}
