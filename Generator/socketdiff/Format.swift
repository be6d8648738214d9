import ArgumentParser
import Catalog
import Foundation

/// The ways to print differences.
enum Format: String, CaseIterable, ExpressibleByArgument {
  /// A line for each, as a person reads it; in colour on a terminal.
  case text
  /// Tables, for a release note or a comment on a change.
  case markdown
  /// For other programs.
  case json
  /// Annotations in the log of a GitHub job, and its summary.
  case github
  /// For code scanning: SARIF 2.1.0.
  case sarif

  /// - Parameter failing: the kinds of difference that are errors.
  func report(
    _ differences: [Difference], from old: String, to new: String, failing: Set<Difference.Kind>
  ) -> String {
    let comparison = Comparison(old: old, new: new, differences: differences, failing: failing)
    return switch self {
    case .text: comparison.text(inColour: isatty(STDOUT_FILENO) != 0)
    case .markdown: comparison.markdown
    case .json: comparison.json
    case .github: comparison.github
    case .sarif: comparison.sarif
    }
  }
}

/// What a report is about.
struct Comparison {
  var old: String
  var new: String
  var differences: [Difference]
  var failing: Set<Difference.Kind>

  /// As in "3 added, 1 removed, 2 changed".
  var count: String {
    let counts = Difference.Kind.allCases.map { kind in (kind, differences.count { $0.kind == kind }) }
    let parts = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0.rawValue)" }
    return parts.isEmpty ? "no difference" : parts.joined(separator: ", ")
  }

  var byGroup: [(group: String, members: [Difference])] {
    Dictionary(grouping: differences, by: \.group).sorted { $0.key < $1.key }.map { (group: $0.key, members: $0.value) }
  }
}

extension Difference {
  /// What a person should know besides the two sides.
  var remark: String {
    switch kind {
    case .growth: " (growth)"
    case .type: " (type)"
    default: ""
    }
  }
}
