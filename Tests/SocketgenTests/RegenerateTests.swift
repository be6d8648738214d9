import Foundation
import TestSupport
import Testing

@Suite("socketgen regenerate")
struct RegenerateTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private var output: String { scratch.path + "/Generated" }

  @Test("the same headers give the same bytes, and a second run writes nothing")
  func deterministic() throws {
    let first = try socketgen(["regenerate", "--output", output])
    #expect(first.status == 0, "\(first.output)")
    #expect(first.output.contains("First run:"))
    let files = scratch.files("Generated")
    #expect(files.count > 100)
    let date = try modification("Catalog/linux/can.txt")
    let second = try socketgen(["regenerate", "--output", output])
    #expect(second.status == 0)
    #expect(second.output.contains("Nothing changed."))
    #expect(scratch.files("Generated") == files)
    #expect(try modification("Catalog/linux/can.txt") == date)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["Generated"], "nothing is left beside")
  }

  @Test("--check lists what differs, exits with 1 and writes nothing")
  func check() throws {
    _ = try socketgen(["regenerate", "--output", output])
    #expect(try socketgen(["regenerate", "--output", output, "--check"]).status == 0)
    try edit("\(output)/Catalog/linux/can.txt", "CAN_MTU 16 ", "CAN_MTU 17 ")
    try edit("\(output)/Catalog/linux/tipc.txt", "TIPC_NODE_SCOPE ", "TIPC_OTHER_SCOPE ")
    let before = scratch.files("Generated")
    let run = try socketgen(["regenerate", "--output", output, "--check"])
    #expect(run.status == 1)
    #expect(run.output.contains("~ CAN_MTU 17 (unsigned long) -> 16 (unsigned long)"))
    #expect(run.output.contains("+ TIPC_NODE_SCOPE 3 (int)"))
    #expect(run.output.contains("- TIPC_OTHER_SCOPE 3 (int)"))
    #expect(scratch.files("Generated") == before)
  }

  @Test("a run names what changed, and puts it right")
  func changes() throws {
    _ = try socketgen(["regenerate", "--output", output])
    let right = scratch.files("Generated")
    try edit("\(output)/Catalog/linux/can.txt", "CAN_MTU 16 ", "CAN_MTU 17 ")
    let run = try socketgen(["regenerate", "--output", output])
    #expect(run.status == 0)
    #expect(run.output.contains("Changed: 1 facts in 1 files"))
    #expect(scratch.files("Generated") == right)
  }

  @Test("the summary says of what it is one, and counts")
  func summary() throws {
    let run = try socketgen(["regenerate", "--output", output])
    #expect(run.output.contains(/linux-\d+\.\d+-\w+-gnu\S*, read by libclang \d+/))
    let constants = try #require(run.output.firstMatch(of: /constants   (\d+) integers, (\d+) strings/))
    #expect(Int(constants.1)! >= 2_800 && Int(constants.2)! > 10)
    #expect(run.output.contains(/can +\d+ constants +\d+ structures/))
    #expect(run.output.contains(/Done in \d+\.\d\d s\./))
  }

  private func modification(_ file: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: "\(output)/\(file)")[.modificationDate] as? Date
  }
}
