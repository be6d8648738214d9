import Catalog
import Foundation
import HeaderSources
import TestSupport
import Testing

@Suite("The pinned header sets")
struct PinnedTests {
  private static let rules = "\(Repository.folder)/Generator/Rules"

  /// Whether scripts/fetch-headers has run.
  private static var isFetched: Bool {
    guard let yaml = try? String(contentsOfFile: "\(rules)/platforms.yml", encoding: .utf8),
      let rules = try? PlatformRules(yaml: yaml)
    else { return true }
    return rules.sources.allSatisfy { HeaderCache().holds($0.key, $0.value) }
  }

  @Test(
    "the committed catalog is what they say, on at least 120 platforms",
    .enabled(if: isFetched, "the header sets are not there: run scripts/fetch-headers"))
  func catalog() throws {
    let scratch = try Scratch()
    let output = try scratch.copy("\(Repository.folder)/Generated", as: "Generated")
    let run = try socketgen(["regenerate", "--all", "--output", output])
    #expect(run.status == 0, "\(run.output)")
    // Without this machine's own headers, which may be other ones than the committed catalog has read.
    func pinned(_ folder: String) throws -> [String: String] {
      try PlatformCatalog(CatalogText(folder: folder)).merging([], keeping: \.isPinned).files
    }
    let committed = try pinned("\(Repository.folder)/Generated")
    let now = try pinned(output)
    for file in Set(committed.keys).union(now.keys).sorted() {
      #expect(committed[file] == now[file], "\(file) differs: run scripts/regenerate --all")
    }
    #expect(try CatalogText(folder: output).entries.count { $0.isPinned } >= 120)
  }

  @Test("header sets that are not there are named, and nothing is written")
  func notFetched() throws {
    let scratch = try Scratch()
    let output = try scratch.copy("\(Repository.folder)/Generated", as: "Generated")
    let before = scratch.files("Generated")
    let run = try socketgen(["regenerate", "--all", "--cache", scratch.path + "/cache", "--output", output])
    #expect(run.status == 2)
    #expect(run.output.contains("are not in \(scratch.path)/cache"))
    #expect(run.output.contains("What to do: fetch them with scripts/fetch-headers"))
    #expect(scratch.files("Generated") == before)
  }

  @Test("a date that the headers contradict fails the run, by name")
  func contradiction() throws {
    let scratch = try Scratch()
    let output = try scratch.copy("\(Repository.folder)/Generated", as: "Generated")
    let rules = try scratch.copy(Self.rules, as: "Rules")
    let path = "\(rules)/availability.yml"
    try edit(path, "since:\n", "since:\n  \"99.0\": [can_frame]\n")
    try edit(path, "last:\n", "last:\n  \"5.17\": [CAN_RAW_LOOPBACK]\n")
    let run = try socketgen(["regenerate", "--rules", rules, "--output", output])
    #expect(run.status == 2)
    #expect(run.output.contains("can_frame: since 99.0, but the headers of 5.16 have it"))
    #expect(run.output.contains("CAN_RAW_LOOPBACK: last in 5.17, but the headers of 7.2 have it"))

    try edit(path, "[can_frame]", "[CAN_RAW_LOOPBACK]")
    let twice = try socketgen(["regenerate", "--rules", rules, "--output", output])
    #expect(twice.status == 2)
    #expect(twice.output.contains("availability.yml dates CAN_RAW_LOOPBACK twice, 2.6.25 and 99.0"), "\(twice.output)")
  }

  @Test(
    "rules that name what they do not define are refused",
    arguments: [("source: ziglang-0.9.1", "the source 'nowhere'"), ("table: linux", "the table 'nowhere'")])
  func undefined(text: String, problem: String) throws {
    let yaml = try String(contentsOfFile: "\(Self.rules)/platforms.yml", encoding: .utf8)
    let key = text.prefix { $0 != ":" }
    #expect { try PlatformRules(yaml: yaml.replacing(text, with: "\(key): nowhere", maxReplacements: 1)) } throws: {
      ($0 as? HeaderSourceError)?.problem.contains(problem) == true
    }
    #expect(throws: HeaderSourceError.self) { try PlatformRules(yaml: "sources: {") }
  }
}
