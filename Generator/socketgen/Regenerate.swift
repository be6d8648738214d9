import ArgumentParser
import Catalog
import Emit
import HeaderSources
import HeaderWalk

/// Headers in, `Generated/` out.
struct Regenerate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Writes Generated/ from the headers.")

  @OptionGroup var source: Source
  @Option(help: "The folder to write.") var output = "Generated"
  @Flag(help: "Write nothing; list what would change, and exit with 1 if anything would.") var check = false

  @Flag(help: "Go on without headers that an earlier run found.") var acceptMissing = false
  @Flag(help: "Read the header sets of platforms.yml too, which scripts/fetch-headers has fetched.") var all = false
  @Option(help: "Where those are cached; swift-kernel-sockets in the user's cache folder without it.")
  var cache: String?

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let reading = try Reading(source)
    let (snapshot, outcome) = try await step("Reading the headers of \(reading.platform.id)") {
      try await reading.snapshot()
    }
    let tree = GeneratedTree(path: output)
    let before = try tree.files()
    let earlier = try GeneratedTree.catalog(in: before)
    let oldGroups = earlier.snapshot(of: reading.platform.id)?.groups ?? []
    if !acceptMissing { try reading.checkPresence(of: outcome.missing, in: oldGroups) }
    var catalog = earlier.merging([(reading.entry, snapshot)])
    if all { catalog = try await merging(into: catalog, of: reading) }

    let emission = try await step("Emitting Swift") {
      try Emission(snapshot, catalog: catalog, rules: reading.rules, strangers: outcome.strangers)
    }
    let files = await step("Writing the catalog's text") {
      emission.files.merging(catalog.files.map { ("Catalog/\($0.key)", $0.value) }) { $1 }
    }
    let changedFiles = Set(before.keys).union(files.keys).filter { before[$0] != files[$0] }.sorted()
    if !check, !changedFiles.isEmpty {
      try await step("Writing \(output)/") { try tree.replace(with: files) }
    }
    let differences = Difference.between(oldGroups, and: snapshot.groups)
    let summary = Summary(snapshot: snapshot, outcome: outcome, emission: emission)
    summary.print(includingPackages: source.root == "/usr/include")
    Summary.print(catalog)
    Summary.print(differences, files: changedFiles, isFirst: before.isEmpty)
    print("\nDone in \((clock.now - start).seconds).")
    if check, !changedFiles.isEmpty { throw ExitCode(1) }
  }

  /// Adds the pinned platforms; what an earlier run knew of platforms that the rules no longer name is dropped.
  private func merging(into catalog: PlatformCatalog, of reading: Reading) async throws -> PlatformCatalog {
    let rules = try PlatformRules(yaml: try reading.rule("platforms.yml"))
    let walk = PinnedWalk(
      rules: rules, headerRules: reading.walk.rules, constantRules: reading.rules, cache: HeaderCache(path: cache))
    let (snapshots, absent) = try await step("Reading the header sets of platforms.yml") {
      try await walk.snapshots { done, all in
        if done.isMultiple(of: 20) || done == all { printError("  \(done) of \(all)") }
      }
    }
    if !absent.isEmpty { printError("not in their sources: \(absent.joined(separator: ", "))") }
    return await step("Merging") {
      // A pinned platform that is this machine's own has been read from what is installed here.
      catalog.merging(snapshots.filter { $0.0.platform != reading.platform }) { !$0.isPinned }
    }
  }
}
