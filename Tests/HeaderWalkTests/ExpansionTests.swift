import TestSupport
import Testing

@testable import HeaderWalk

/// Definitions, and how many tokens the last one comes to.
struct Expansion: Sendable, CustomTestStringConvertible {
  var definitions: String
  /// Counted from above: no less than there are.
  var isExact = true
  var testDescription: String { String(definitions.prefix(100)) }

  init(_ definitions: String, isExact: Bool = true) { (self.definitions, self.isExact) = (definitions, isExact) }
}

@Suite("Sizes of expansions")
struct ExpansionTests {
  /// The size of the last macro in a text; each definition takes one line.
  private func size(of text: String) throws -> (name: String, size: ExpansionSizes.Size) {
    var texts: [String: FileTable.Text] = [:]
    var last = ""
    for line in text.split(separator: "\n") {
      let definition = line.dropFirst("#define ".count)
      let name = String(definition.prefix { $0 != " " && $0 != "(" })
      let body = String(definition.dropFirst(name.count))
      texts[name] = FileTable.Text(start: body, count: body.utf8.count)
      last = name
    }
    var sizes = ExpansionSizes { texts[$0] }
    return (last, sizes.size(of: last))
  }

  @Test(
    "as many tokens are counted as gcc writes, or more where calls are counted from above",
    arguments: [
      Expansion("#define X 1"),
      Expansion("#define X (0x1uL + 'a' - \"b + c\" / 1.5e3) /* 1 + 2 */"),
      Expansion("#define A 1 + 2\n#define B A * A\n#define X (B) - (B)"),
      Expansion("#define X X + 1"),
      Expansion("#define F(a) 1 + 1\n#define X F() + F()", isExact: false),
      Expansion("#define F(a, b) a + b + a\n#define X F(1, 2)", isExact: false),
      Expansion("#define F(a) a + a\n#define X F(F(F(F(F(F(1))))))", isExact: false),
      Expansion("#define F(a) a + a\n#define G F\n#define X G(G(G(G(1))))", isExact: false),
      Expansion("#define D(a) a + a\n#define F(f, a) f(a)\n#define X F(D, F(D, F(D, F(D, 1))))", isExact: false),
      Expansion(
        "#define V(a...) a + a\n#define W(...) __VA_ARGS__ + __VA_ARGS__\n#define X V(W(1 + 2))", isExact: false),
    ])
  func counted(expansion: Expansion) throws {
    let (name, size) = try size(of: expansion.definitions)
    let scratch = try Scratch()
    let file = try scratch.write(expansion.definitions + "\n\(name)\n", to: "x.c")
    let gcc = try Run(["gcc", "-E", "-P", "-w", file])
    let count = gcc.output.matches(of: /"[^"]*"|'.'|[\w.]+|\S/).count
    #expect(gcc.status == 0 && count > 0, "\(gcc.output)")
    #expect(expansion.isExact ? size.tokens == count : (count...ExpansionSizes.limit).contains(size.tokens))
    #expect(!size.isRecursive)
  }

  @Test("a chain of a hundred thousand macros is followed to its end")
  func chain() throws {
    let lines = (1...100_000).map { "#define X\($0) X\($0 - 1)\n" }
    #expect(try size(of: "#define X0 1 + 1\n" + lines.joined()).size == .init(tokens: 3))
  }

  @Test(
    "macros that come back to themselves by way of others are told, and so are those that use them",
    arguments: [
      "#define A B\n#define B A", "#define A B + 1\n#define B C\n#define C A\n#define X A",
      "#define A B\n#define B C + D\n#define C A\n#define D C\n#define X (D)",
    ])
  func recursive(text: String) throws {
    #expect(try size(of: text).size.isRecursive)
  }
}
