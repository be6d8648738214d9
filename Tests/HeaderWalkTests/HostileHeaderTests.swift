import Foundation
import TestSupport
import Testing

@testable import HeaderWalk

@Suite("Hostile headers")
struct HostileHeaderTests {
  private func repeating(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Walks facts.h, which must be refused for that reason.
  private func refused(_ text: String, saying reason: String, prepare: (SmallTree) throws -> Void = { _ in })
    async throws
  {
    let tree = try SmallTree(["facts.h": text])
    try prepare(tree)
    let error = await #expect(throws: WalkError.self) { try await tree.walk(units: [["facts.h"]]) }
    #expect(error?.problem.contains(reason) == true, "\(error?.problem.prefix(300) ?? "")")
    #expect(error.map { $0.problem.utf8.count < 2000 && !$0.advice.isEmpty } == true)
  }

  @Test("one that includes itself")
  func itself() async throws {
    try await refused("#include \"facts.h\"\n", saying: "facts.h:1: #include nested too deeply")
    let guarded = try await facts(of: "#ifndef G\n#define G\n#include \"facts.h\"\n#define X 1\n#endif")
    #expect(guarded.constantLines == ["X 1 s32 macro facts.h int"])
  }

  @Test("nesting: a hundred thousand conditions are read, parentheses and structures refused")
  func nesting() async throws {
    let count = 100_000
    let group = try await facts(of: repeating("#if 1\n", count) + "#define X 1\n" + repeating("#endif\n", count))
    #expect(group.constantLines == ["X 1 s32 macro facts.h int"])
    try await refused(repeating("#if 1\n", count), saying: "facts.h:\(count): unterminated conditional directive")
    try await refused(
      "int \(repeating("(", count))a\(repeating(")", count));", saying: "bracket nesting level exceeded")
    try await refused(
      "\(repeating("struct { ", count))int a;\(repeating("};", count))", saying: "bracket nesting level")
  }

  @Test("sizes that no machine has, and names that nobody reads")
  func sizes() async throws {
    try await refused("struct s { char a[0x7fffffffffffffff][9]; };", saying: "facts.h:1: array is too large")
    try await refused("enum { \(repeating("a", 10_000_000)) };", saying: "facts.h: a name of 10000000 bytes: aaa")
    try await refused("#define \(repeating("a", 10_000_000)) 1", saying: "facts.h: a name of 10000000 bytes: aaa")
    try await refused("int b = \(repeating("a", 10_000_000));", saying: "facts.h:1: use of undeclared identifier 'aaa")
  }

  @Test("a hundred thousand enumerators are read")
  func enumerators() async throws {
    let group = try await facts(of: "enum { \((0..<100_000).map { "E\($0)" }.joined(separator: ",")) };")
    #expect(group.constants.count == 100_000)
    #expect(group.constantLines.contains("E99999 99999 s32 enumerator facts.h int"))
  }

  @Test(
    "what lies in a header's place and is no file, or can't be read, is named: the platform does not lack it",
    arguments: [
      ("mkdir facts.h", "a folder"), ("mkfifo facts.h", "a pipe"), ("ln -s /dev/zero facts.h", "a device"),
      ("ln -s other.h facts.h; ln -s facts.h other.h", "Too many levels of symbolic links"),
      ("ln -s nobody.h facts.h", "No such file or directory"),
    ])
  func noFile(command: String, reason: String) async throws {
    try await refused("", saying: reason) { tree in
      let run = try Run(["bash", "-euc", "rm facts.h; \(command)"], in: tree.path)
      #expect(run.status == 0, "\(run.output)")
    }
  }

  @Test("links that lead round and round, and blanks in a path, are no hindrance")
  func links() async throws {
    let tree = try SmallTree([
      "a folder/facts.h": "#include \"up/up/a folder/inner.h\"\n", "a folder/inner.h": "#define X 1",
    ])
    try FileManager.default.createSymbolicLink(atPath: "\(tree.path)/a folder/up", withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(atPath: "\(tree.path)/up", withDestinationPath: ".")
    let outcome = try await tree.walk(units: [["a folder/facts.h"], ["a folder/inner.h"]])
    #expect(outcome.groups[1].constantLines == ["X 1 s32 macro a folder/inner.h int"])
    try await refused("#include \"round.h\"\n", saying: "Too many levels of symbolic links") { tree in
      try FileManager.default.createSymbolicLink(atPath: "\(tree.path)/round.h", withDestinationPath: "round.h")
    }
  }
}
