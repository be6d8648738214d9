import ArgumentParser
import Catalog
import Foundation

/// The ways to print differences.
enum Format: String, CaseIterable, ExpressibleByArgument {
  /// A line for each, as a person reads it.
  case text
  /// Tables, for a release note or a comment on a change.
  case markdown
  /// For other programs.
  case json

  func report(_ differences: [Difference], from old: String, to new: String) -> String {
    switch self {
    case .text: text(differences, from: old, to: new)
    case .markdown: markdown(differences, from: old, to: new)
    case .json: json(differences, from: old, to: new)
    }
  }

  private func text(_ differences: [Difference], from old: String, to new: String) -> String {
    var report = "\(old) -> \(new): \(count(differences))\n"
    for (group, members) in byGroup(differences) {
      report += "\n\(group)\n" + members.map { "  \($0)\($0.remark)\n" }.joined()
    }
    return report
  }

  private func markdown(_ differences: [Difference], from old: String, to new: String) -> String {
    var report = "## \(old) → \(new)\n\n\(count(differences))\n"
    for (group, members) in byGroup(differences) {
      report += "\n### \(group)\n\n| name | \(old) | \(new) |\n|---|---|---|\n"
      for difference in members {
        let (old, new) = difference.sides
        report += "| `\(difference.name)`\(difference.remark) | \(old ?? "–") | \(new ?? "–") |\n"
      }
    }
    return report
  }

  private func json(_ differences: [Difference], from old: String, to new: String) -> String {
    let report = Report(
      old: old, new: new,
      differences: differences.map {
        .init(name: $0.name, group: $0.group, old: $0.sides.old, new: $0.sides.new, breaking: $0.isBreaking)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try! encoder.encode(report), as: UTF8.self) + "\n"  // strings and booleans always encode
  }

  private struct Report: Encodable {
    var old: String
    var new: String
    var differences: [Entry]

    struct Entry: Encodable {
      var name: String
      var group: String
      var old: String?
      var new: String?
      var breaking: Bool
    }
  }

  private func count(_ differences: [Difference]) -> String {
    if differences.isEmpty { return "no difference" }
    let added = differences.count { $0.sides.old == nil }
    let removed = differences.count { $0.sides.new == nil }
    return "\(added) added, \(removed) removed, \(differences.count - added - removed) changed"
  }

  private func byGroup(_ differences: [Difference]) -> [(String, [Difference])] {
    Dictionary(grouping: differences, by: \.group).sorted { $0.key < $1.key }
  }
}

extension Difference {
  fileprivate var sides: (old: String?, new: String?) {
    switch change {
    case .added(let new): (nil, new)
    case .removed(let old): (old, nil)
    case .changed(let old, let new): (old, new)
    }
  }

  fileprivate var remark: String {
    if case .changed = change, isBoundary { " (the end of a list)" } else { "" }
  }
}
