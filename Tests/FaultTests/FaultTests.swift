import TestSupport
import Testing

@Suite("System calls that fail, or do less than was asked", .serialized)
struct FaultTests {
  private let scratch: Scratch
  private let faults: String

  init() throws {
    scratch = try Scratch()
    faults = scratch.path + "/faults.so"
    let source = Repository.folder + "/Tests/FaultTests/faults.c"
    let run = try Run([
      "gcc", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", faults, source,
    ])
    try #require(run.status == 0, "\(run.output)")
  }

  /// Runs the program in the folder beside this file, and returns what it and the faults count.
  private func counts(perThousand rate: Int, seed: Int, rounds: Int) throws -> [String: Int] {
    let program = try Repository.program("faults")
    let run = try Run(["timeout", "300", "env", "FAULTS=\(rate) \(seed)", "LD_PRELOAD=\(faults)", program, "\(rounds)"])
    try #require(run.status == 0, "\(run.output)")
    let lines = run.output.split(separator: "\n").suffix(10).map { $0.split(separator: " ") }
    return Dictionary(
      lines.compactMap { line in Int(line.last ?? "").map { (String(line[0]), $0) } }, uniquingKeysWith: +)
  }

  @Test(
    "nothing is lost, comes twice, hangs or leaks, and no descriptor is closed twice",
    arguments: [(0, 1), (20, 2), (50, 3), (300, 4)])
  func rounds(rate: Int, seed: Int) throws {
    let counts = try counts(perThousand: rate, seed: seed, rounds: 600)
    #expect(counts["closed-twice"] == 0)
    #expect(counts["operations", default: 0] > 15_000)
    // Each kind of fault happened, or none did.
    for fault in ["interrupted", "not-now", "short", "failed", "EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"] {
      #expect((counts[fault, default: 0] > 0) == (rate > 0), "\(fault): \(counts)")
    }
  }
}
