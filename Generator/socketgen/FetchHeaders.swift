import ArgumentParser
import Foundation
import HeaderSources

/// Brings the header sets of platforms.yml into the cache.
struct FetchHeaders: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetches the header sets of platforms.yml, through pip and apt.",
    discussion: "What is there already is not fetched again; an interrupted run goes on where it stopped.")

  @Option(help: "The folder of the generator's rules.") var rules = "Generator/Rules"
  @Option(help: "Where to keep them; swift-kernel-sockets in the user's cache folder without it.") var cache: String?
  @Argument(help: "Sources by name; all without any.") var sources: [String] = []

  func run() throws {
    let cache = HeaderCache(path: cache)
    let rules = try PlatformRules(yaml: try Source.rule("platforms.yml", in: self.rules))
    let names = sources.isEmpty ? rules.sources.keys.sorted() : sources
    let fetch = Fetch(cache: cache) { printError("  \($0)") }
    for (number, name) in names.enumerated() {
      guard let source = rules.sources[name] else {
        throw ValidationError(
          "platforms.yml has no source '\(name)'; it has \(rules.sources.keys.sorted().joined(separator: ", "))")
      }
      printError("\(number + 1) of \(names.count): \(name)")
      if try !fetch.fetch(name, source) { printError("  is there") }
    }
    print("The headers are in \(cache.path)")
  }
}
