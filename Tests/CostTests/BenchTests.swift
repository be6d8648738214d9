import Foundation
import TestSupport
import Testing

@Suite("scripts/bench")
struct BenchTests {
  @Test("measures workloads in every language, and reports", .timeLimit(.minutes(20)))
  func bench() throws {
    let scratch = try Scratch()
    let output = scratch.path + "/report.md"
    let workloads = ["unix_stream", "udp_single", "udp_joined", "udp_batch", "inet_encode", "ipv4_parse"]
    let little = ["--rounds", "2", "--milliseconds", "0.1", "--times", "256"]
    let run = try Run(
      ["scripts/bench", "times", "counts", "--only"] + workloads + little
        + ["--results", scratch.path, "--output", output])
    try #require(run.status == 0, "\(run.output)")
    let report = try String(contentsOfFile: output, encoding: .utf8)
    let row = try #require(report.firstMatch(of: /\| unix stream, 64 B \|(.*)\|\n/)).1
    // The ratios to C's of Swift, Python, swift-system, and Rust where there is a compiler, each with its spread.
    #expect(row.matches(of: /\d+\.\d+ \(\d+\.\d+–\d+\.\d+\)/).count >= 3, "\(row)")
    // No allocation and two system calls, in Swift as in C.
    #expect(report.contains(/\| unix stream, 64 B \| 0\.0 \/ 0\.0 \/ [^|]+ \| 2\.0 \/ 2\.0 \//), "\(report)")
    #expect(report.contains("no allocation in a transfer into the caller's memory | 4 of 4 rows | met |"), "\(report)")
  }

  @Test("a program says so if it lacks a workload")
  func unknown() throws {
    let run = try Run(["python3", "Benchmarks/Peers/Python/workloads.py", "nothing", "1"])
    #expect(run.status == 64)
    #expect(run.output.contains("usage"))
  }

  @Test("a workload that does not exist is refused before anything is built")
  func refused() throws {
    let run = try Run(["python3", "-B", "Benchmarks/Driver/bench.py", "times", "--only", "tcp_xx"])
    #expect(run.status == 2)
    #expect(run.output.contains("no workload tcp_xx"))
  }
}
