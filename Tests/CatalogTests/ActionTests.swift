import Foundation
import TestSupport
import Testing

@Suite("The GitHub action")
struct ActionTests {
  @Test("its script annotates what it is told to fail for, and fails")
  func script() throws {
    let action = try String(
      contentsOfFile: "\(Repository.folder)/.github/actions/diff-constants/action.yml", encoding: .utf8)
    let lines = action.split(separator: "      run: |\n" as String)[1].split(separator: "\n")
    let script = lines.map { $0.dropFirst(8) }.joined(separator: "\n")
    // What was built for the tests stands in for what the action builds.
    let scratch = try Scratch()
    let built = URL(fileURLWithPath: try Repository.program("socketdiff")).deletingLastPathComponent().path
    try scratch.write(
      "#!/bin/sh\ncase \"$*\" in *--show-bin-path*) echo '\(built)';; esac\n", to: "bin/swift")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(scratch.path)/bin/swift")
    func run(failOn: String, only: String) throws -> Run {
      let environment = [
        "PATH=\(scratch.path)/bin:\(ProcessInfo.processInfo.environment["PATH"] ?? "")", "OLD=linux-7.2-x86_64-gnu",
        "NEW=linux-7.2-mips-gnu", "ONLY=\(only)", "FAIL_ON=\(failOn)", "PACKAGE=\(Repository.folder)",
      ]
      return try Run(["env"] + environment + ["bash", "-euo", "pipefail", "-c", script])
    }
    let failing = try run(failOn: "changed", only: "socket")
    #expect(failing.status == 1)
    #expect(failing.output.contains("::error title=socket::~ SOCK_STREAM 1 (int) -> 2 (int)\n"))
    #expect(failing.output.contains("::notice title=linux-7.2-x86_64-gnu -> linux-7.2-mips-gnu::"))
    let allowed = try run(failOn: "none", only: "")
    #expect(allowed.status == 0)
    #expect(!allowed.output.contains("::error"))
  }
}
