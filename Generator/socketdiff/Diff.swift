import ArgumentParser
import Catalog
import Foundation

/// What one platform has that another has not, or has otherwise.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares two platforms.",
    discussion: """
      A platform is named by its id, as in linux-7.2-x86_64-gnu; socketdiff list has them all. REVISION:ID takes it from \
      the catalog of a git revision, FOLDER:ID from another catalog; a FOLDER that holds one platform will do too.

      Exits with 0 if there is no difference of the kinds that --fail-on names, with 1 if there is one, and with 2 if \
      the comparison could not be made.
      """)

  @Argument(help: "The platform to compare with.", completion: .platforms) var old: String
  @Argument(help: "The platform to compare.", completion: .platforms) var new: String
  @Option(help: "The catalog's folder.", completion: .directory) var catalog = "Generated"
  @Option(help: "Groups to look at, such as can,tipc; all without it.") var only: List<String>?
  @Option(help: "Names to look at, * and ? being wildcards, as in 'CAN_RAW_*'.") var names: String?
  @Flag(help: "Only what may break a program: removed, changed, type, layout.") var breaking = false
  @Option(help: "How to print: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).") var format = Format.text
  @Option(
    help: """
      The kinds of difference to fail for: \(Difference.Kind.allCases.map(\.rawValue).joined(separator: ", ")), any or \
      none.
      """)
  var failOn = FailureKinds(Difference.Kind.allCases)

  func run() throws {
    let old = try Side(old, catalog: catalog)
    let new = try Side(new, catalog: catalog)
    let groups = Side.groupNames(old, new)
    for group in only?.elements ?? [] where !groups.contains(group) {
      throw ValidationError("there is no group '\(group)'; the groups are \(groups.joined(separator: ", "))")
    }
    let facts = try Side.groups(old, new)
    var differences = Difference.between(facts.old, and: facts.new)
    if let only { differences.removeAll { !only.elements.contains($0.group) } }
    if let names { differences.removeAll { unsafe fnmatch(names, $0.bareName, 0) != 0 } }
    if breaking { differences.removeAll { !$0.kind.isBreaking } }
    print(format.report(differences, from: old.title, to: new.title, failing: failOn.kinds), terminator: "")
    if differences.contains(where: { failOn.kinds.contains($0.kind) }) { throw ExitCode(1) }
  }
}

extension Difference {
  /// Without C's keyword.
  fileprivate var bareName: String { String(name.split(separator: " ").last ?? "") }
}

/// A list with commas.
struct List<Element: LosslessStringConvertible>: ExpressibleByArgument {
  var elements: [Element]

  init?(argument: String) {
    elements = []
    for part in argument.split(separator: ",") {
      guard let element = Element(String(part)) else { return nil }
      elements.append(element)
    }
  }
}

/// The kinds of difference that make the command fail.
struct FailureKinds: ExpressibleByArgument {
  var kinds: Set<Difference.Kind>

  init(_ kinds: [Difference.Kind]) { self.kinds = Set(kinds) }

  init?(argument: String) {
    switch argument {
    case "any": self.init(Difference.Kind.allCases)
    case "none": self.init([])
    default:
      let kinds = argument.split(separator: ",").map { Difference.Kind(rawValue: String($0)) }
      guard !kinds.contains(nil) else { return nil }
      self.init(kinds.compactMap(\.self))
    }
  }

  var defaultValueDescription: String { "any" }
}

extension CompletionKind {
  /// The platforms of the catalog in the working folder.
  static var platforms: CompletionKind {
    .custom { _, _, _ in
      (try? CatalogText(folder: "Generated", systems: []))?.entries.map(\.platform.id) ?? []
    }
  }
}
