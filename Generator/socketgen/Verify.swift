import ArgumentParser
import Catalog
import Emit
import Foundation
import HeaderSources
import HeaderWalk

/// Has another compiler check every fact.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Restates the catalog as C assertions and compiles them with another compiler.")

  @OptionGroup var source: Source
  @Option(help: "The catalog's folder.") var catalog = "Generated"
  @Option(help: "The C compiler, and its options.") var compiler = "gcc"
  @Option(help: "Where to leave the C files; a temporary folder without it.") var output: String?
  @Flag(help: "All platforms of platforms.yml: each with its gcc if that is installed, else with libclang.")
  var all = false
  @Option(help: "With --all: the platforms to look at, such as 'linux-7.2-*'.") var platforms: String?
  @Option(help: "Where the header sets are cached; swift-kernel-sockets in the user's cache folder without it.")
  var cache: String?

  func run() async throws {
    let folder = output ?? NSTemporaryDirectory() + "socketgen-verify-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { if output == nil { try? FileManager.default.removeItem(atPath: folder) } }
    let catalog = try GeneratedTree.catalog(in: GeneratedTree(path: catalog).files())
    let failed = all ? try await verifyAll(catalog, in: folder) : try await verifyOne(catalog, in: folder)
    if failed { throw ExitCode(1) }
  }

  /// Whether an assertion fails for the platform that the options name.
  private func verifyOne(_ catalog: PlatformCatalog, in folder: String) async throws -> Bool {
    let reading = try Reading(source)
    guard let snapshot = catalog.snapshot(of: reading.platform.id) else {
      throw Obstacle(
        problem: "\(self.catalog)/ holds no catalog of \(reading.platform.id)",
        advice: "name the folder that socketgen regenerate wrote, and the headers that it read")
    }
    let verification = Verification(walk: reading.walk, groups: snapshot.groups, folder: folder)
    // The compiler's own stddef.h, and for the rest the same folders that libclang has read.
    let compiler = Compiler(gcc: compiler, directories: Array(reading.tree.includeDirectories.dropFirst()))
    guard !compiler.isClang else {
      throw Obstacle(problem: "\(self.compiler) can't be run", advice: "install it, or name another with --compiler")
    }
    let (count, complaints) = try await step("\(self.compiler): \(reading.platform.id)") {
      try await verification.run(compiler)
    }
    for complaint in complaints { printError(complaint) }
    print(
      "\(count) assertions about \(snapshot.groups.count) groups: "
        + (complaints.isEmpty ? "all hold" : "some FAILED, see above"))
    return !complaints.isEmpty
  }

  /// Whether an assertion fails for any of the pinned platforms.
  private func verifyAll(_ catalog: PlatformCatalog, in folder: String) async throws -> Bool {
    let rules = try PlatformRules(yaml: try Source.rule("platforms.yml", in: source.rules))
    let headerRules = try HeaderRules(yaml: try Source.rule("headers.yml", in: source.rules))
    let chosen = try rules.platforms(in: HeaderCache(path: cache)).platforms.filter { platform in
      platforms.map { unsafe fnmatch($0, platform.platform.id, 0) == 0 } ?? true
    }
    guard !chosen.isEmpty else {
      throw Obstacle(problem: "no platform fits \(platforms ?? "")", advice: "socketdiff list has their names")
    }
    var totals: (assertions: Int, byGcc: Int, failed: [String]) = (0, 0, [])
    for (number, platform) in chosen.enumerated() {
      let id = platform.platform.id
      guard let snapshot = catalog.snapshot(of: id) else {
        throw Obstacle(problem: "the catalog does not have \(id)", advice: "run scripts/regenerate --all first")
      }
      let verification = Verification(
        walk: HeaderWalk(rules: headerRules, tree: try HeaderTree(platform)), groups: snapshot.groups, folder: folder)
      let compiler = Compiler(gcc: platform.gcc, directories: platform.directories)
      let (count, complaints) = try await step("\(number + 1) of \(chosen.count): \(id), \(compiler.name)") {
        try await verification.run(compiler)
      }
      for complaint in complaints { printError(complaint) }
      totals.assertions += count
      totals.byGcc += compiler.isClang ? 0 : 1
      if !complaints.isEmpty { totals.failed.append(id) }
    }
    print(
      """
      \(totals.assertions) assertions about \(chosen.count) platforms, \(totals.byGcc) of them by gcc, the others by libclang: \
      \(totals.failed.isEmpty ? "all hold" : "some FAILED, of \(totals.failed.joined(separator: ", "))")
      """)
    return !totals.failed.isEmpty
  }
}
