import ArgumentParser
import Catalog

/// What one catalog has that another has not, or has otherwise.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares two catalogs; exits with 1 if they differ.",
    discussion: """
      Each catalog is a folder that scripts/regenerate wrote: Generated, or another --output. Constants that only \
      mark the end of a list, such as AF_MAX, change with each kernel and break nothing.
      """)

  @Argument(help: "The catalog to compare with.") var old: String
  @Argument(help: "The catalog to compare.") var new: String
  @Option(parsing: .upToNextOption, help: "Groups to look at, such as can or tipc; all without it.") var only:
    [String] = []
  @Option(help: "How to print: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).") var format = Format.text
  @Flag(help: "Only what may break a program: what was removed or changed.") var breaking = false

  func run() throws {
    let old = try Snapshot(folder: old)
    let new = try Snapshot(folder: new)
    for group in only where !(old.groups + new.groups).contains(where: { $0.name == group }) {
      throw ValidationError(
        "there is no group '\(group)'; the groups are \(new.groups.map(\.name).joined(separator: ", "))")
    }
    var differences = Difference.between(old.groups, and: new.groups)
    if !only.isEmpty { differences.removeAll { !only.contains($0.group) } }
    if breaking { differences.removeAll { !$0.isBreaking } }
    print(format.report(differences, from: old.platform, to: new.platform), terminator: "")
    if !differences.isEmpty { throw ExitCode(1) }
  }
}
