import Foundation
import TestSupport
import Testing

@Suite("socketdiff")
struct SocketdiffTests {
  let scratch: Scratch

  /// A catalog of three platforms, two of which differ in a few facts of two groups, and another with one.
  init() throws {
    scratch = try Scratch()
    try scratch.write(
      """
      linux-1.0-x86_64-gnu x86_64-linux-gnu 64le test
      linux-2.0-x86_64-gnu x86_64-linux-gnu 64le test
      netbsd-11.0-x86_64 x86_64-unknown-netbsd 64le test

      """, to: "Generated/Catalog/platforms.txt")
    try scratch.write(
      "CANXL_XLF 128 s32 macro linux/can.h int @ 2.0-\nCAN_MTU 16 u64 macro linux/can.h unsigned long\n",
      to: "Generated/Catalog/linux/can.txt")
    try scratch.write(
      """
      AF_IPX 4 s32 macro bits/socket.h int @ -1.0
      AF_MAX 46 s32 macro bits/socket.h int
      AF_MAX 47 s32 macro bits/socket.h int @ 2.0-

      """, to: "Generated/Catalog/linux/socket.txt")
    try scratch.write("AF_MAX 38 s32 macro sys/socket.h int\n", to: "Generated/Catalog/netbsd/socket.txt")
    try scratch.write("linux-1.0-arm-gnu arm-linux-gnu 32le test\n", to: "own/Catalog/platforms.txt")
    try scratch.write("CAN_MTU 16 u32 macro linux/can.h unsigned int\n", to: "own/Catalog/linux/can.txt")
  }

  private func socketdiff(_ arguments: String...) throws -> Run {
    try Run([Repository.program("socketdiff")] + arguments, in: scratch.path)
  }

  private let old = "linux-1.0-x86_64-gnu"
  private let new = "linux-2.0-x86_64-gnu"

  @Test("differences are listed by group, and the exit code says that there are some")
  func text() throws {
    let run = try socketdiff(old, new)
    #expect(run.status == 1)
    #expect(
      run.output == """
        linux-1.0-x86_64-gnu -> linux-2.0-x86_64-gnu: 1 added, 1 removed, 1 growth

        can
          + CANXL_XLF 128 (int)

        socket
          - AF_IPX 4 (int)
          ~ AF_MAX 46 (int) -> 47 (int) (growth)

        """)
    let same = try socketdiff(old, old)
    #expect(same.status == 0)
    #expect(same.output == "linux-1.0-x86_64-gnu -> linux-1.0-x86_64-gnu: no difference\n")
  }

  @Test("a side may be a folder with one platform, or a platform of another folder's catalog")
  func folders() throws {
    #expect(try socketdiff("own", "Generated:\(old)", "--only", "can").output.contains("~ CAN_MTU 16 (unsigned int)"))
    #expect(try socketdiff("own", "own/Catalog").status == 0)
    let several = try socketdiff("Generated", old)
    #expect(several.status == 2)
    #expect(several.output.contains("say which, as in Generated:linux-1.0-x86_64-gnu"))
  }

  @Test("a side may be a platform as a git revision has it")
  func revisions() throws {
    for command in [
      ["init", "-q"], ["add", "Generated"],
      ["-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "first"],
    ] {
      #expect(try Run(["git"] + command, in: scratch.path).status == 0)
    }
    try edit("\(scratch.path)/Generated/Catalog/linux/can.txt", "CAN_MTU 16 ", "CAN_MTU 72 ")
    let run = try socketdiff("HEAD:\(old)", old)
    #expect(run.status == 1)
    #expect(run.output.contains("~ CAN_MTU 16 (unsigned long) -> 72 (unsigned long)"))
    let unknown = try socketdiff("nowhere:\(old)", old)
    #expect(unknown.status == 2)
    #expect(unknown.output.contains("What to do: "))
  }

  @Test("--only looks at some groups, --names at some names, --breaking at what may break a program")
  func choices() throws {
    #expect(try socketdiff(old, new, "--only", "can").output.hasSuffix("can\n  + CANXL_XLF 128 (int)\n"))
    #expect(try socketdiff(old, new, "--only", "can,socket").output.contains("AF_MAX"))
    #expect(try socketdiff(old, new, "--names", "AF_I*").output.hasSuffix("socket\n  - AF_IPX 4 (int)\n"))
    #expect(try socketdiff(old, new, "--breaking").output.hasSuffix("socket\n  - AF_IPX 4 (int)\n"))
    #expect(try socketdiff(old, new, "--only", "can", "--breaking").status == 0)
  }

  @Test("--fail-on says which kinds of difference make the exit code 1")
  func failOn() throws {
    #expect(try socketdiff(old, new, "--fail-on", "removed,layout").status == 1)
    #expect(try socketdiff(old, new, "--fail-on", "changed,layout").status == 0)
    #expect(try socketdiff(old, new, "--fail-on", "none").status == 0)
    #expect(try socketdiff(old, new, "--fail-on", "any").status == 1)
    #expect(try socketdiff(old, new, "--fail-on", "everything").status == 64)
  }

  @Test("as a table, and for other programs")
  func formats() throws {
    let table = try socketdiff(old, new, "--format", "markdown").output
    #expect(
      table.contains(
        "### can\n\n| name | what | \(old) | \(new) |\n|---|---|---|---|\n| `CANXL_XLF` | added | – | 128 (int) |\n"))
    let text = try socketdiff(old, new, "--format", "json").output
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["old"] as? String == old)
    let entries = try #require(json["differences"] as? [[String: Any]])
    #expect(entries.compactMap { $0["name"] as? String } == ["CANXL_XLF", "AF_IPX", "AF_MAX"])
    #expect(entries.compactMap { $0["kind"] as? String } == ["added", "removed", "growth"])
    #expect(entries.compactMap { $0["breaking"] as? Bool } == [false, true, false])
  }

  @Test("for GitHub: an error for each difference that fails the job, and the tables in the job's summary")
  func github() throws {
    try scratch.write("before\n", to: "summary.md")
    let program = try Repository.program("socketdiff")
    let command = "GITHUB_STEP_SUMMARY=summary.md \(program) \(old) \(new) --format github"
    let run = try Run(["sh", "-c", command + " --fail-on removed"], in: scratch.path)
    #expect(
      run.output
        == "::error title=socket::- AF_IPX 4 (int)\n::notice title=\(old) -> \(new)::1 added, 1 removed, 1 growth\n")
    let summary = try String(contentsOfFile: "\(scratch.path)/summary.md", encoding: .utf8)
    #expect(summary.hasPrefix("before\n## \(old) → \(new)\n"))
  }

  @Test("as SARIF: a rule for each kind, a result for each difference, errors where the exit code says so")
  func sarif() throws {
    let text = try socketdiff(old, new, "--format", "sarif", "--fail-on", "removed").output
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["version"] as? String == "2.1.0")
    let run = try #require((json["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["ruleId"] as? String } == ["added", "removed", "growth"])
    #expect(results.map { $0["level"] as? String } == ["note", "error", "note"])
  }

  @Test("show prints a name's facts on all platforms or one, and exits with 1 where there is none")
  func show() throws {
    #expect(
      try socketdiff("show", "AF_MAX").output == """
        linux
          AF_MAX = 46, int, macro of <bits/socket.h>  [-1.0]
          AF_MAX = 47, int, macro of <bits/socket.h>  [2.0-]
        netbsd
          AF_MAX = 38, int, macro of <sys/socket.h>

        """)
    #expect(
      try socketdiff("show", "CAN_MTU", "--platform", old).output
        == "\(old)\n  CAN_MTU = 16, unsigned long, macro of <linux/can.h>\n")
    let none = try socketdiff("show", "AF_IPY")
    #expect(none.status == 1)
    #expect(none.output == "the catalog has no AF_IPY; it has AF_IPX\n")
    #expect(try socketdiff("show", "AF_IPX", "--platform", new).status == 1)
  }

  @Test("show says once where a name is at all, and then what it is where")
  func showSomewhere() throws {
    let platforms = ["1.0-x86_64 64le", "2.0-arm 32le", "2.0-x86_64 64le"].map { line in
      let words = line.split(separator: " ")
      return "linux-\(words[0])-gnu \(words[0].dropFirst(4))-linux-gnu \(words[1]) test\n"
    }
    try scratch.write(platforms.joined(), to: "other/Catalog/platforms.txt")
    try scratch.write(
      """
      CANXL_MTU 2060 u64 macro linux/can.h unsigned long @ 2.0-
      CANXL_MTU 2060 u32 macro linux/can.h unsigned int @ ilp32
      CAN_MTU 16 s32 macro linux/can.h int
      CAN_RAW 1 s32 macro linux/can.h int @ 2.0-

      """, to: "other/Catalog/linux/can.txt")
    #expect(
      try socketdiff("show", "CANXL_MTU", "--catalog", "other").output == """
        linux
          only on [2.0-], and of these
          CANXL_MTU = 2060 (0x80c), unsigned int, macro of <linux/can.h>  [ilp32]
          CANXL_MTU = 2060 (0x80c), unsigned long, macro of <linux/can.h>  [lp64]

        """)
    #expect(
      try socketdiff("show", "CAN_RAW", "--catalog", "other").output
        == "linux\n  CAN_RAW = 1, int, macro of <linux/can.h>  [2.0-]\n")
    // Its near names are those of the platform, itself not among them.
    let none = try socketdiff("show", "CANXL_MTU", "--catalog", "other", "--platform", old)
    #expect(none.status == 1)
    #expect(none.output == "\(old) has no CANXL_MTU; it has CAN_MTU\n")
  }

  @Test("list prints the platforms, or a group's names")
  func list() throws {
    #expect(try socketdiff("list").output == "\(old)\n\(new)\nnetbsd-11.0-x86_64\n")
    #expect(try socketdiff("list", "can").output == "CANXL_XLF\nCAN_MTU\n")
  }

  @Test("an unknown platform, a broken catalog and an unknown group are told from a difference")
  func refused() throws {
    let near = try socketdiff(old, "linux-2.1-x86_64-gnu")
    #expect(near.status == 2)
    #expect(
      near.output.contains("Generated has no platform 'linux-2.1-x86_64-gnu'\n  What to do: did you mean linux-2.0"))
    let none = try socketdiff(old, new, "--catalog", "nowhere")
    #expect(none.status == 2)
    #expect(none.output.contains("nowhere holds no catalog\n  What to do: "))
    let group = try socketdiff(old, new, "--only", "cant")
    #expect(group.status == 64)
    #expect(group.output.contains("there is no group 'cant'; the groups are can, socket"))
    try scratch.write("# head\nCAN_MTU @ 2.0-\n", to: "Generated/Catalog/linux/can.txt")
    let broken = try socketdiff(old, new)
    #expect(broken.status == 2)
    #expect(broken.output.contains("can.txt:2: no fact of the catalog: CAN_MTU @ 2.0-\n"))
  }
}
