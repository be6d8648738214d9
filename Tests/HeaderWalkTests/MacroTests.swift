import Catalog
import Testing

/// A macro, and the fact or the rejection that it must become, as the catalog writes it.
struct MacroSample: Sendable, CustomTestStringConvertible {
  var header: String
  var line: String
  var testDescription: String { header }

  init(_ header: String, _ line: String) {
    self.header = header
    self.line = line
  }
}

@Suite("Macros")
struct MacroTests {
  @Test(
    "a macro has the value, width and sign that C gives it",
    arguments: [
      MacroSample("#define X 5", "X 5 s32 macro facts.h int"),
      MacroSample("#define X (1 << 31)", "X -2147483648 s32 macro facts.h int"),
      MacroSample("#define X 0x80000000", "X 2147483648 u32 macro facts.h unsigned int"),
      MacroSample("#define X (~0)", "X -1 s32 macro facts.h int"),
      MacroSample("#define X -1U", "X 4294967295 u32 macro facts.h unsigned int"),
      MacroSample("#define X ((unsigned char)300)", "X 44 u8 macro facts.h unsigned char"),
      MacroSample("#define X 0xffffffffffffffff", "X 18446744073709551615 u64 macro facts.h unsigned long"),
      MacroSample("#define X (-0x7fffffffffffffff - 1)", "X -9223372036854775808 s64 macro facts.h long"),
      MacroSample("#define X 'a'", "X 97 s32 macro facts.h int"),
      MacroSample("#define X sizeof(int[3])", "X 12 u64 macro facts.h unsigned long"),
      MacroSample("#define X 1.5", "X 1.5 f64 macro facts.h double"),
      MacroSample("#define X \"a b\"", "X \"a\\x20b\" s8[4] macro facts.h char[4]"),
      MacroSample("extern int one; \n#define X (&one)", "X pointer p64 macro facts.h int *"),
      MacroSample("#define X 2 /* a comment */", "X 2 s32 macro facts.h int"),
      MacroSample("#define X 1 + \\\n  2", "X 3 s32 macro facts.h int"),
      MacroSample("#define X 1\n#undef X\n#define X 2", "X 2 s32 macro facts.h int"),
      MacroSample("enum { __LAST, __MAX };\n#define X (__MAX - 1)", "X 0 s32 macro facts.h int"),
      MacroSample("#define A 7\n#define X A", "X 7 s32 alias facts.h int"),
    ])
  func value(sample: MacroSample) async throws {
    let lines = try await facts(of: sample.header).text.split(separator: "\n")
    #expect(lines.last { $0.hasPrefix("X ") } == Substring(sample.line))
  }

  @Test(
    "what is no constant is rejected with its reason and its text, and disturbs nothing that follows",
    arguments: [
      MacroSample("#define X (1", "unbalanced brackets: (1"),
      MacroSample("#define X )", "unbalanced brackets: )"),
      MacroSample("#define X", "empty"),
      MacroSample("#define X(a) a", "function-like"),
      MacroSample("#define X ((__int128)1 << 100)", "wider than 64 bits: ((__int128)1 << 100)"),
      MacroSample("#define X \"a\\0b\"", "a string with a NUL inside: \"a\\0b\""),
      // The compiler words these.
      MacroSample("#define X 5;", ": 5;"),
      MacroSample("#define X 1, 2", ": 1, 2"),
      MacroSample("#define X nobody", "use of undeclared identifier 'nobody': nobody"),
      MacroSample("#define X struct one *", ": struct one *"),
      MacroSample("#define X (1 / 0)", ": (1 / 0)"),
      MacroSample("int x(void);\n#define X x()", ": x()"),
    ])
  func rejected(sample: MacroSample) async throws {
    let group = try await facts(of: sample.header + "\n#define Y 3\nstruct last { int a; };")
    let line = try #require(group.rejectedText.split(separator: "\n").first { $0.hasPrefix("X facts.h ") })
    #expect(line.hasSuffix(sample.line))
    #expect(group.constantLines == ["Y 3 s32 macro facts.h int"])
    #expect(group.structures.map(\.name) == ["last"])
  }

  @Test("a macro that only names its enumerator is that enumerator, once")
  func enumerator() async throws {
    let group = try await facts(of: "enum { X = 4,\n#define X X\nY };")
    #expect(group.constantLines == ["X 4 s32 enumerator facts.h int", "Y 5 s32 enumerator facts.h int"])
  }

  @Test("an enumerator that does not fit an `int` has more bits")
  func wideEnumerators() async throws {
    let group = try await facts(of: "enum { A = -1, B = 0xffffffff };")
    #expect(group.constantLines == ["A -1 s32 enumerator facts.h int", "B 4294967295 s64 enumerator facts.h long"])
  }

  @Test("`long` is as wide as the target has it")
  func otherTarget() async throws {
    let header = "#define L 1L\nstruct s { long l; void *p; };"
    let wide = try await facts(of: header)
    let narrow = try await facts(of: header, triple: "arm-linux-gnueabihf")
    #expect(wide.constantLines[0] == "L 1 s64 macro facts.h long")
    #expect(narrow.constantLines[0] == "L 1 s32 macro facts.h long")
    #expect(wide.structures[0].size == 16 && narrow.structures[0].size == 8)
  }

  @Test("the first unit's value stands, and one that differs is set down")
  func units() async throws {
    let tree = try SmallTree([
      "one.h": "#define A 1\n#define B 1\n#define C x", "two.h": "#define A 1\n#define B 2\n#define C 3",
    ])
    let outcome = try await tree.walk(units: [["one.h"], ["two.h"]])
    #expect(outcome.groups[0].text == "A 1 s32 macro one.h int\nB 1 s32 macro one.h int\n")
    #expect(outcome.groups[1].text == "C 3 s32 macro two.h int\n")
    #expect(outcome.groups[1].rejectedText == "B two.h differs: 2 here, 1 in one.h, kept\n")
    #expect(outcome.units["A"] == "unit0" && outcome.units["C"] == "unit1")
  }

  @Test("headers of the rules that a platform lacks are named, and headers that nobody asked for are counted")
  func strangers() async throws {
    let tree = try SmallTree([
      "one.h": "#include \"inner.h\"\n#define A INNER", "inner.h": "#define INNER 2\n#define OTHER 3",
    ])
    let outcome = try await tree.walk(units: [["one.h", "gone.h"]])
    #expect(outcome.missing == ["gone.h"])
    #expect(outcome.strangers == ["inner.h": 2])
    #expect(outcome.groups[0].constants.map(\.name) == ["A"])
  }
}
