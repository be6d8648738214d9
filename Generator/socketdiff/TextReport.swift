import Catalog

extension Comparison {
  /// Aligned in columns; the sides of a long change stand below each other.
  func text(inColour: Bool) -> String {
    var report = "\(old) -> \(new): \(count)\n"
    for (group, members) in byGroup {
      let width = members.map(\.name.count).filter { $0 <= 40 }.max() ?? 0
      report += "\n\(group)\n"
      for difference in members {
        let name = difference.name + String(repeating: " ", count: max(0, width - difference.name.count))
        let line = "  \(difference.sign) \(name) \(difference.sides)\(difference.remark)"
        report += (inColour ? difference.colour + line + "\u{1b}[0m" : line) + "\n"
      }
    }
    return report
  }

  /// A heading, and a table for each group.
  var markdown: String {
    var report = "## \(old) → \(new)\n\n\(count)\n"
    for (group, members) in byGroup {
      report += "\n### \(group)\n\n| name | what | \(old) | \(new) |\n|---|---|---|---|\n"
      for difference in members {
        report +=
          "| `\(difference.name)` | \(difference.kind.rawValue) | \(difference.old.cell) | \(difference.new.cell) |\n"
      }
    }
    return report
  }
}

extension Difference {
  fileprivate var sign: String {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .moved: ">"
    case .changed, .type, .layout, .growth: "~"
    }
  }

  fileprivate var sides: String {
    switch (old, new) {
    case (let old?, let new?): "\(old) -> \(new)"
    default: old ?? new ?? ""
    }
  }

  /// The terminal's code: green for what is new, red for what may break a program.
  fileprivate var colour: String {
    switch kind {
    case .added, .growth: "\u{1b}[32m"
    case .removed, .changed, .layout: "\u{1b}[31m"
    case .type: "\u{1b}[33m"
    case .moved: "\u{1b}[2m"
    }
  }
}

extension String? {
  /// As a table takes it.
  fileprivate var cell: String { self?.replacing("|", with: "\\|") ?? "–" }
}
