import ArgumentParser
import Catalog
import Emit
import Foundation
import HeaderWalk

/// Has another compiler check every fact.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restates the catalog as C assertions and compiles them with another compiler.")

  @OptionGroup var source: Source
  @Option(help: "The catalog's folder.") var catalog = "Generated"
  @Option(help: "The C compiler, and its options.") var compiler = "gcc"
  @Option(help: "Where to leave the C files; a temporary folder without it.") var output: String?

  func run() async throws {
    let reading = try Reading(source)
    let all = try GeneratedTree.catalog(in: GeneratedTree(path: catalog).files())
    guard let groups = all.snapshot(of: reading.platform.id)?.groups else {
      throw Obstacle(
        problem: "\(catalog)/ holds no catalog of \(reading.platform.id)",
        advice: "name the folder that socketgen regenerate wrote, and the headers that it read")
    }
    let folder = output ?? NSTemporaryDirectory() + "socketgen-verify-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { if output == nil { try? FileManager.default.removeItem(atPath: folder) } }

    let owners = try await step("Finding where each fact is defined") { try await reading.walk.walk().units }
    var failed = false
    var total = 0
    for unit in reading.walk.units {
      let assertions = AssertionFile(
        groups: groups, unit: unit, units: owners, includes: reading.walk.includes(of: unit))
      let file = "\(folder)/\(unit).c"
      try assertions.text.write(toFile: file, atomically: true, encoding: .utf8)
      let output = try await step("\(compiler): \(assertions.count) assertions in \(unit).c") {
        try compile(file)
      }
      total += assertions.count
      if !output.isEmpty {
        printError(output)
        failed = true
      }
    }
    print("\(total) assertions about \(groups.count) groups: \(failed ? "some FAILED, see above" : "all hold")")
    if failed { throw ExitCode(1) }
  }

  /// What the compiler has to say; nothing if all assertions hold.
  private func compile(_ file: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      compiler.split(separator: " ").map(String.init)
      + ["-std=gnu11", "-D_GNU_SOURCE", "-w", "-fsyntax-only", "-fmax-errors=20", file]
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : text + "\(compiler) exited with \(process.terminationStatus)"
  }
}
