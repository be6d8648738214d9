import Catalog
import Foundation

// Reports that other programs read.

extension Comparison {
  /// An object with both names and an array of differences.
  var json: String {
    struct Report: Encodable {
      var old: String
      var new: String
      var differences: [Entry]
    }
    struct Entry: Encodable {
      var name: String
      var group: String
      var header: String
      var kind: String
      var old: String?
      var new: String?
      var breaking: Bool
    }
    let entries = differences.map {
      Entry(
        name: $0.name, group: $0.group, header: $0.header, kind: $0.kind.rawValue, old: $0.old, new: $0.new,
        breaking: $0.kind.isBreaking)
    }
    return encoded(Report(old: old, new: new, differences: entries))
  }

  /// One workflow command for each difference that fails the job, a notice with the count, and, where GitHub says where
  /// the job's summary is, the tables in it.
  var github: String {
    if let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"],
      let file = FileHandle(forWritingAtPath: path)
    {
      file.seekToEndOfFile()
      file.write(Data(markdown.utf8))
    }
    let commands = differences.filter { failing.contains($0.kind) }.map {
      "::error title=\($0.group)::\($0.description.escapedForWorkflow)\n"
    }
    return commands.joined() + "::notice title=\(old) -> \(new)::\(count)\n"
  }

  /// SARIF 2.1.0: a rule for each kind of difference, a result for each difference.
  var sarif: String {
    let rules = Difference.Kind.allCases.map { Sarif.Rule(id: $0.rawValue, shortDescription: .init(text: $0.sentence)) }
    let results = differences.map {
      Sarif.Result(
        ruleId: $0.kind.rawValue,
        level: failing.contains($0.kind) ? ($0.kind.isBreaking ? "error" : "warning") : "note",
        message: .init(text: "\(old) -> \(new): \($0.description)"),
        locations: [
          .init(
            physicalLocation: .init(artifactLocation: .init(uri: "Generated/Catalog/linux/\($0.group).txt")),
            logicalLocations: [.init(name: $0.name)])
        ])
    }
    let run = Sarif.Run(tool: .init(driver: .init(name: "socketdiff", rules: rules)), results: results)
    return encoded(Sarif(runs: [run]))
  }

  private func encoded(_ report: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try! encoder.encode(report), as: UTF8.self) + "\n"  // strings and booleans always encode
  }
}

/// As much of SARIF as a list of differences needs.
private struct Sarif: Encodable {
  var version = "2.1.0"
  var runs: [Run]

  struct Run: Encodable {
    var tool: Tool
    var results: [Result]
  }
  struct Tool: Encodable { var driver: Driver }
  struct Driver: Encodable {
    var name: String
    var rules: [Rule]
  }
  struct Rule: Encodable {
    var id: String
    var shortDescription: Text
  }
  struct Text: Encodable { var text: String }
  struct Result: Encodable {
    var ruleId: String
    var level: String
    var message: Text
    var locations: [Location]
  }
  struct Location: Encodable {
    var physicalLocation: PhysicalLocation
    var logicalLocations: [LogicalLocation]
  }
  struct PhysicalLocation: Encodable { var artifactLocation: ArtifactLocation }
  struct ArtifactLocation: Encodable { var uri: String }
  struct LogicalLocation: Encodable { var name: String }
}

extension Difference.Kind {
  fileprivate var sentence: String {
    switch self {
    case .added: "A name that only the new platform has."
    case .removed: "A name that only the old platform has."
    case .changed: "A constant with another value."
    case .type: "A constant with the same value, of another C type."
    case .layout: "A structure whose fields lie elsewhere."
    case .growth: "The end of a list, a mask, or a structure with new fields behind the old ones."
    case .moved: "The same fact in another header."
    }
  }
}

extension String {
  /// As GitHub's workflow commands want it.
  fileprivate var escapedForWorkflow: String {
    replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }
}
