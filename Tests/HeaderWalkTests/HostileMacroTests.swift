import Testing

/// What no header has, and clang does not survive: each macro named X is rejected with its reason, and what stands
/// around it is read.
@Suite("Hostile macros")
struct HostileMacroTests {
  private static let tooLarge = "expands to more than 1000 tokens: "

  /// A header, and how the rejection of its X begins.
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var header: String
    var reason: String

    init(_ description: String, _ header: String, _ reason: String) {
      (testDescription, self.header, self.reason) = (description, header, reason)
    }
  }

  private static func repeating(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(
    "are rejected with their reason, and the rest is read",
    arguments: [
      Sample("10,000 operators", "#define X \(repeating("1+", 10_000))1", tooLarge + "1+1+1"),
      Sample("10,000 signs", "#define X \(repeating("- ", 10_000))1", tooLarge + "- - -"),
      Sample("10,000 casts", "#define X \(repeating("(int)", 10_000))1", tooLarge + "(int)(int)"),
      Sample("10,000 questions", "#define X \(repeating("1?1:", 10_000))1", tooLarge + "1?1:1?1:"),
      Sample(
        "40 doublings",
        "#define A0 1\n" + (1...40).map { "#define A\($0) A\($0 - 1)+A\($0 - 1)\n" }.joined() + "#define X A40",
        tooLarge + "A40"),
      Sample(
        "40 calls that double", "#define D(a) a+a\n#define X \(repeating("D(", 40))1\(repeating(")", 40))",
        tooLarge + "D(D(D("),
      Sample("two that are each other", "#define X B\n#define B X", "defined by way of itself: B"),
      Sample(
        "40 that are all of each other",
        (0..<40).map { "#define A\($0) \((0..<40).map { "A\($0)" }.joined(separator: "+"))\n" }.joined()
          + "#define X A0",
        "defined by way of itself: A0"),
      Sample("300 parentheses", "#define X \(repeating("(", 300))1\(repeating(")", 300))", "bracket nesting level"),
      Sample("a number of 100 MB", "#define X \(repeating("1", 100_000_000))", "100000001 bytes long: 111"),
      Sample("a string of 100 MB", "#define X \"\(repeating("a", 100_000_000))\"", "100000003 bytes long: \"aaa"),
      Sample("five million tokens", "#define X \(repeating("1 ", 5_000_000))", "10000000 bytes long: 1 1 1"),
    ])
  func rejected(sample: Sample) async throws {
    let group = try await facts(of: "#define BEFORE 1\n\(sample.header)\n#define BEHIND 2\nstruct last { int a; };")
    let line = try #require(group.rejectedText.split(separator: "\n").first { $0.hasPrefix("X facts.h ") })
    #expect(line.hasPrefix("X facts.h \(sample.reason)"))
    #expect(line.utf8.count < 2000)
    #expect(
      group.constantLines.filter { $0.hasPrefix("BE") } == [
        "BEFORE 1 s32 macro facts.h int", "BEHIND 2 s32 macro facts.h int",
      ])
    #expect(group.structures.map(\.name) == ["last"])
  }

  @Test("bytes that are no UTF-8 stand in a string as they are; a NUL between tokens is a blank")
  func bytes() async throws {
    let tree = try SmallTree(["facts.h": ""])
    try tree.write(
      [UInt8]("#define S \"".utf8) + [0xFF, 0xFE] + [UInt8]("\"\n#define N".utf8) + [0] + [UInt8](" 5\n".utf8),
      to: "facts.h")
    let group = try await tree.walk(units: [["facts.h"]]).groups[0]
    #expect(group.constantLines == ["N 5 s32 macro facts.h int", "S \"\\xff\\xfe\" s8[3] macro facts.h char[3]"])
  }
}
