import Catalog
import Testing

@Suite("Differences")
struct DifferenceTests {
  private func differences(_ old: String, _ new: String) throws -> [String] {
    try between(old, new).map { "\($0)" + ($0.kind == .growth ? " (growth)" : "") }
  }

  private func between(_ old: String, _ new: String) throws -> [Difference] {
    func groups(_ text: String) throws -> [Group] {
      let platform = "linux-1.0-x86_64-gnu"
      let text = text.hasSuffix("\n") ? text : text + "\n"
      let files = ["platforms.txt": "\(platform) x86_64-linux-gnu 64le test\n", "linux/g.txt": text]
      return try CatalogText(files: files).snapshot(of: platform)!.groups
    }
    return try Difference.between(groups(old), and: groups(new))
  }

  @Test("a constant that is added, removed, of another value or of another type is one")
  func constants() throws {
    let old = "A 1 s32 macro h int\nB 2 s32 macro h int\nC 3 s32 macro h int\nD 4 s32 macro h int\n"
    let new = "A 1 s32 macro h int\nB 3 s32 macro h int\nC 3 u32 macro h unsigned int\nE 5 s32 macro h int\n"
    #expect(
      try differences(old, new) == [
        "~ B 2 (int) -> 3 (int)", "~ C 3 (int) -> 3 (unsigned int)", "- D 4 (int)", "+ E 5 (int)",
      ])
  }

  @Test("another header is a difference of its own kind; whether it is a macro or an enumerator makes none")
  func sameFact() throws {
    #expect(try differences("A 1 s32 macro one.h int", "A 1 s32 enumerator one.h int") == [])
    #expect(try differences("A 1 s32 macro one.h int", "A 1 s32 macro two.h int") == ["> A <one.h> -> <two.h>"])
  }

  @Test(
    "a structure's difference names the fields that differ, by whatever their bytes know",
    arguments: [
      ("  a 0 32 - s32 int", "  a 0 32 - s32 __s32", nil),
      ("  a 0 32 - s32 int", "  a 0 32 - u32 int", "4 bytes (a s32 @0) -> 4 bytes (a u32 @0)"),
      ("  a 0 16 - u16 short", "  a 0 16 be u16 __be16", "4 bytes (a u16 @0) -> 4 bytes (a u16 be @0)"),
      ("  a 0 8 - u8 char", "  a 8 8 - u8 char", "4 bytes (a u8 @0) -> 4 bytes (a u8 @1)"),
      ("  a 0 3 - :u8 char", "  a 0 4 - :u8 char", "4 bytes (a u8 @0.0:3) -> 4 bytes (a u8 @0.0:4)"),
      ("  a 0 8 - u8 char", "  a 0 8 - u8 char\n  b 8 8 - u8 char", "4 bytes -> 4 bytes (b u8 @1) (growth)"),
      ("  b 8 8 - u8 char", "  a 0 8 - u8 char\n  b 8 8 - u8 char", "4 bytes -> 4 bytes (a u8 @0)"),
    ] as [(String, String, String?)])
  func structures(old: String, new: String, expected: String?) throws {
    let head = "struct s 4 4 h struct s\n"
    #expect(try differences(head + old, head + new) == (expected.map { ["~ struct s " + $0] } ?? []))
  }

  @Test("a structure's size and alignment are facts")
  func size() throws {
    let field = "\n  a 0 32 - s32 int"
    #expect(
      try differences("struct s 4 4 h struct s" + field, "struct s 8 8 h struct s" + field)
        == ["~ struct s 4 bytes aligned to 4 -> 8 bytes aligned to 8"])
  }

  @Test("each difference has its kind, and the end of a list may move")
  func kinds() throws {
    let old = "AF_MAX 1 s32 macro h int\nAF_X 1 s32 macro h int\nGONE 1 s32 macro h int\nT 1 s32 macro h int"
    let new = "AF_MAX 2 s32 macro h int\nAF_X 2 s32 macro h int\nNEW 1 s32 macro h int\nT 1 u32 macro h unsigned"
    let kinds = try between(old, new).map { "\($0.name) \($0.kind.rawValue)" }
    #expect(kinds == ["AF_MAX growth", "AF_X changed", "GONE removed", "NEW added", "T type"])
    #expect(Difference.Kind.allCases.filter(\.isBreaking) == [.removed, .changed, .type, .layout])
  }
}
