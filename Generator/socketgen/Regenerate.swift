import ArgumentParser
import Catalog
import Emit
import HeaderWalk

/// Headers in, `Generated/` out.
struct Regenerate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Writes Generated/ from the headers.")

  @OptionGroup var source: Source
  @Option(help: "The folder to write.") var output = "Generated"
  @Flag(help: "Write nothing; list what would change, and exit with 1 if anything would.") var check = false

  @Flag(help: "Go on without headers that an earlier run found.") var acceptMissing = false

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let reading = try Reading(source)
    let (snapshot, outcome) = try await step("Reading the headers of \(reading.platform)") {
      try await reading.snapshot()
    }
    let tree = GeneratedTree(path: output)
    let before = try tree.files()
    let oldGroups = (try? GeneratedTree.snapshot(of: before))?.groups ?? []
    if !acceptMissing { try reading.checkPresence(of: outcome.missing, in: oldGroups) }
    let emission = try await step("Emitting Swift") {
      try Emission(snapshot, rules: reading.rules, strangers: outcome.strangers)
    }
    let changedFiles = Set(before.keys).union(emission.files.keys).filter { before[$0] != emission.files[$0] }.sorted()
    if !check, !changedFiles.isEmpty {
      try await step("Writing \(output)/") { try tree.replace(with: emission.files) }
    }
    let differences = Difference.between(oldGroups, and: snapshot.groups)
    let summary = Summary(snapshot: snapshot, outcome: outcome, emission: emission)
    summary.print(includingPackages: source.root == "/usr/include")
    Summary.print(differences, files: changedFiles, isFirst: before.isEmpty)
    print("\nDone in \((clock.now - start).seconds).")
    if check, !changedFiles.isEmpty { throw ExitCode(1) }
  }
}
