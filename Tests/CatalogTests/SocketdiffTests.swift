import Foundation
import TestSupport
import Testing

@Suite("socketdiff")
struct SocketdiffTests {
  let scratch: Scratch

  /// Two catalogs that differ in a few facts of two groups.
  init() throws {
    scratch = try Scratch()
    try scratch.write("linux-1.0-x86_64-gnu\n", to: "old/Catalog/platform.txt")
    try scratch.write("CAN_MTU 16 u64 macro linux/can.h unsigned long\n", to: "old/Catalog/can.txt")
    try scratch.write(
      "AF_MAX 46 s32 macro bits/socket.h int\nAF_IPX 4 s32 macro bits/socket.h int\n", to: "old/Catalog/socket.txt")
    try scratch.write("linux-2.0-x86_64-gnu\n", to: "new/platform.txt")
    try scratch.write(
      "CAN_MTU 16 u64 macro linux/can.h unsigned long\nCANXL_XLF 128 s32 macro linux/can.h int\n", to: "new/can.txt")
    try scratch.write("AF_MAX 47 s32 macro bits/socket.h int\n", to: "new/socket.txt")
  }

  private func socketdiff(_ arguments: String...) throws -> Run {
    try Run([Repository.program("socketdiff")] + arguments, in: scratch.path)
  }

  @Test("differences are listed by group, and the exit code says that there are some")
  func text() throws {
    let run = try socketdiff("old", "new")
    #expect(run.status == 1)
    #expect(
      run.output == """
        linux-1.0-x86_64-gnu -> linux-2.0-x86_64-gnu: 1 added, 1 removed, 1 changed

        can
          + CANXL_XLF 128 (int)

        socket
          - AF_IPX 4 (int)
          ~ AF_MAX 46 (int) -> 47 (int) (the end of a list)

        """)
  }

  @Test("a catalog does not differ from itself")
  func same() throws {
    let run = try socketdiff("old", "old/Catalog")
    #expect(run.status == 0)
    #expect(run.output == "linux-1.0-x86_64-gnu -> linux-1.0-x86_64-gnu: no difference\n")
  }

  @Test("--only looks at some groups, --breaking at what may break a program")
  func choices() throws {
    #expect(try socketdiff("old", "new", "--only", "can").output.hasSuffix("can\n  + CANXL_XLF 128 (int)\n"))
    #expect(try socketdiff("old", "new", "--breaking").output.hasSuffix("socket\n  - AF_IPX 4 (int)\n"))
    #expect(try socketdiff("old", "new", "--only", "can", "--breaking").status == 0)
  }

  @Test("as a table, and for other programs")
  func formats() throws {
    let table = try socketdiff("old", "new", "--format", "markdown").output
    #expect(
      table.contains(
        "### can\n\n| name | linux-1.0-x86_64-gnu | linux-2.0-x86_64-gnu |\n|---|---|---|\n| `CANXL_XLF` | – | 128 (int) |\n"
      ))
    let text = try socketdiff("old", "new", "--format", "json").output
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["old"] as? String == "linux-1.0-x86_64-gnu")
    let entries = try #require(json["differences"] as? [[String: Any]])
    #expect(entries.compactMap { $0["name"] as? String } == ["CANXL_XLF", "AF_IPX", "AF_MAX"])
    #expect(entries.compactMap { $0["breaking"] as? Bool } == [false, true, false])
  }

  @Test("show prints a fact, and exits with 1 where there is none; list prints names")
  func show() throws {
    #expect(
      try socketdiff("show", "CAN_MTU", "--catalog", "old").output
        == "linux-1.0-x86_64-gnu\nCAN_MTU = 16, unsigned long, macro of <linux/can.h>\n")
    #expect(try socketdiff("show", "AF_IPX", "--catalog", "new").status == 1)
    #expect(try socketdiff("list", "--catalog", "new").output.contains("can: 2 constants, 0 structures\n"))
    #expect(try socketdiff("list", "can", "--catalog", "new").output == "CAN_MTU\nCANXL_XLF\n")
  }

  @Test("a folder that is no catalog, a broken catalog and an unknown group are told from a difference")
  func refused() throws {
    let none = try socketdiff("old", "nowhere")
    #expect(none.status == 2)
    #expect(none.output.contains("nowhere holds no catalog\n  What to do: "))
    try scratch.write("# head\nCAN_MTU\n", to: "new/can.txt")
    let broken = try socketdiff("old", "new")
    #expect(broken.status == 2)
    #expect(broken.output.contains("can.txt:2: no fact of the catalog: CAN_MTU\n"))
    let group = try socketdiff("old", "old", "--only", "cant")
    #expect(group.status == 64)
    #expect(group.output.contains("there is no group 'cant'; the groups are can, socket"))
  }
}
