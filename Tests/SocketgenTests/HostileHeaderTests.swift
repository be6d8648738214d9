import Foundation
import TestSupport
import Testing

/// Headers that libclang does not survive: the process that watches says so.
@Suite("Headers that libclang can't read")
struct HostileHeaderTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.copy("\(Repository.folder)/Generator/Rules", as: "Rules")
    let rules = """
      units: [{name: one, systems: [linux], prelude: []}]
      groups: [{name: good, one: [sys/good.h]}, {name: evil, one: [sys/evil.h]}]
      byteOrder: {big: {types: [], fields: []}, little: {types: [], fields: []}}
      """
    try scratch.write(rules, to: "Rules/headers.yml")
    for header in ["linux/socket.h", "asm/socket.h", "sys/socket.h", "sys/good.h"] {
      try scratch.write("#define GOOD 1\n", to: "include/\(header)")
    }
    try scratch.write("#define LINUX_VERSION_CODE 393216\n", to: "include/linux/version.h")
  }

  /// Regenerates from a tree with this header, which must fail, name it, and write nothing.
  private func refused(_ header: String, naming what: String, saying reason: String, shell: String = "") throws {
    try scratch.write(header, to: "include/sys/evil.h")
    let run = try socketgen(
      ["regenerate", "--headers", "\(scratch.path)/include", "--rules", "\(scratch.path)/Rules"]
        + ["--output", "\(scratch.path)/Generated"], shell: "cd '\(scratch.path)'; \(shell)")
    #expect(run.status == 2, "\(run.output.prefix(2000))")
    #expect(run.output.contains("libclang can't read \(what) for "), "\(run.output.prefix(2000))")
    #expect(run.output.contains(" in \(scratch.path)/include\(reason); up to "), "\(run.output.prefix(2000))")
    #expect(run.output.contains("What to do: nothing was written. "))
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: scratch.path)) == ["Rules", "include"])
  }

  private func repeating(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test("a million parentheses, operators or pointers fill its stack")
  func stack() throws {
    let count = 1_000_000
    let texts = [
      "#if \(repeating("(", count))1\(repeating(")", count))\n#endif", "enum { X = \(repeating("~", count))1 };",
      "struct s { int \(repeating("*", count))p; };",
    ]
    for text in texts { try refused(text, naming: "sys/evil.h", saying: ": Segmentation fault") }
  }

  @Test("a value that doubles forty times fills the memory that it may have")
  func memory() throws {
    let doubling = "#define A0 1\n" + (1...40).map { "#define A\($0) A\($0 - 1)+A\($0 - 1)\n" }.joined()
    try refused(doubling + "enum { X = A40 };", naming: "sys/evil.h", saying: ": Aborted", shell: "ulimit -d 200000")
  }

  @Test("a pipe that nobody writes to is not waited for without end")
  func pipe() throws {
    try refused(
      "#include \"pipe.h\"\n", naming: "sys/evil.h", saying: ": not done after 1 s",
      shell: "mkfifo include/sys/pipe.h; export SOCKETGEN_PATIENCE=1")
  }

  @Test("macros behind a name that is pasted together, which their sizes don't tell")
  func pasted() throws {
    let doubling = "#define A0 1\n" + (1...40).map { "#define A\($0) A\($0 - 1)+A\($0 - 1)\n" }.joined()
    try refused(
      doubling + "#define PASTE(a, b) a ## b\n#define X PASTE(A, 40)\n",
      naming: "unit 'one'", saying: ", what its macros are worth: Aborted",
      shell: "ulimit -d 200000")
  }
}
