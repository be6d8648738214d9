import Foundation
import TestSupport
import Testing

@Suite("Bad input to socketgen")
struct BadInputTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.copy("\(Repository.folder)/Generated", as: "Generated")
  }

  /// Runs regenerate, which must fail, say why and what to do, and leave everything as it was.
  private func refused(_ arguments: [String], saying reason: String, shell: String = "") throws {
    let before = scratch.files("Generated")
    let run = try socketgen(["regenerate", "--output", scratch.path + "/Generated"] + arguments, shell: shell)
    #expect(run.status == 2)
    #expect(run.output.contains(reason))
    #expect(run.output.contains("What to do: "))
    #expect(scratch.files("Generated") == before)
    let beside = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    #expect(!beside.contains { $0.hasPrefix("Generated.") }, "\(beside)")
  }

  @Test("a missing directory")
  func missingDirectory() throws {
    try refused(["--headers", "/no/such/place"], saying: "no such directory: /no/such/place")
  }

  @Test("a target that the compiler does not know")
  func unknownTarget() throws {
    try refused(["--target", "nonsense-of-mine"], saying: "can't read for the target nonsense-of-mine")
  }

  @Test("a target whose headers are not there: those of another architecture would give wrong numbers")
  func otherTarget() throws {
    try scratch.copy("/usr/include/linux", as: "linux")
    try refused(
      ["--headers", scratch.path, "--target", "mips-linux-gnu"],
      saying: "\(scratch.path) has no asm/socket.h for mips-linux-gnu")
  }

  @Test("a header with an error is named with its line")
  func brokenHeader() throws {
    let include = try scratch.copy("/usr/include", as: "include")
    let header = "\(include)/linux/can/raw.h"
    let lines = try String(contentsOfFile: header, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    try (lines.joined(separator: "\n") + "int broken = ;\n").write(toFile: header, atomically: true, encoding: .utf8)
    try refused(["--headers", include], saying: "\(header):\(lines.count): ")
  }

  @Test("a header that is included and gone is named with the line that asks for it")
  func vanishedInclude() throws {
    let include = try scratch.copy("/usr/include", as: "include")
    try FileManager.default.removeItem(atPath: "\(include)/linux/bpf_common.h")
    try refused(["--headers", include], saying: "\(include)/linux/filter.h:")
  }

  @Test("a header of the rules that the last run found and this one does not")
  func vanishedHeader() throws {
    let include = try scratch.copy("/usr/include", as: "include")
    let whole = try socketgen(["regenerate", "--output", scratch.path + "/Generated", "--headers", include])
    #expect(whole.status == 0, "\(whole.output)")
    try FileManager.default.removeItem(atPath: "\(include)/linux/can/raw.h")
    try refused(["--headers", include], saying: "headers.yml:")
    let run = try socketgen(
      ["regenerate", "--output", scratch.path + "/Generated", "--headers", include, "--accept-missing"])
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("- CAN_RAW_FILTER 1 (int)"))
  }

  @Test("an earlier catalog that is cut off, garbled or no text: what it knows would be lost")
  func brokenCatalog() throws {
    let file = "\(scratch.path)/Generated/Catalog/linux/can.txt"
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    let texts: [(Data, String)] = [
      (whole.dropLast(5), "can.txt:"), (whole.prefix(990), "can.txt:"), (whole + Data("CAN_RAW 1\n".utf8), "can.txt:"),
      (whole + Data([0xFF, 0x0A]), "cannot read \(file)"), (Data(), "can.txt:1: the file is cut off"),
      (whole.prefix(990).prefix(through: whole.prefix(990).lastIndex(of: 0x0A)!), "can.txt: the file is cut off"),
    ]
    for (text, reason) in texts {
      try text.write(to: URL(fileURLWithPath: file))
      try refused([], saying: reason)
    }
    // So is the list of platforms, of which one line may be half there.
    try whole.write(to: URL(fileURLWithPath: file))
    let list = "\(scratch.path)/Generated/Catalog/platforms.txt"
    try Data(contentsOf: URL(fileURLWithPath: list)).dropLast(20).write(to: URL(fileURLWithPath: list))
    try refused([], saying: "platforms.txt:")
  }

  @Test("rules that are no YAML, or not there")
  func rules() throws {
    let rules = try scratch.copy("\(Repository.folder)/Generator/Rules", as: "Rules")
    for name in ["headers.yml", "options.yml"] {
      let text = try String(contentsOfFile: "\(rules)/\(name)", encoding: .utf8)
      try "units: {\n".write(toFile: "\(rules)/\(name)", atomically: true, encoding: .utf8)
      try refused(["--rules", rules], saying: "\(name): ")
      try text.write(toFile: "\(rules)/\(name)", atomically: true, encoding: .utf8)
    }
    try refused(["--rules", "/no/rules"], saying: "cannot read /no/rules/headers.yml")
  }

  @Test("a disk that takes no more")
  func fullDisk() throws {
    try edit("\(scratch.path)/Generated/Catalog/linux/can.txt", "CAN_MTU 16 ", "CAN_MTU 17 ")
    // Files of at most 20 KiB can be written; the signal that tells of it is ignored, so that the write fails.
    try refused([], saying: "cannot write \(scratch.path)/Generated/", shell: "trap '' XFSZ; ulimit -f 20")
  }

  @Test("a folder that holds something else is never replaced")
  func foreignFolder() throws {
    let other = try scratch.copy("\(Repository.folder)/LICENSE", as: "LICENSE")
    let run = try socketgen(["regenerate", "--output", scratch.path])
    #expect(run.status == 2)
    #expect(run.output.contains("was not written by socketgen"))
    #expect(FileManager.default.fileExists(atPath: other))
  }
}
