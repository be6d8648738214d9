import Catalog
import Emit
import Foundation
import HeaderWalk

/// A header tree and the rules to read it by: what every command begins with.
struct Reading {
  let tree: HeaderTree
  let walk: HeaderWalk
  let rules: Rules
  let platform: String

  init(_ source: Source) throws {
    func rule(_ name: String) throws -> String {
      let path = "\(source.rules)/\(name)"
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw WalkError("cannot read \(path)", advice: "run this in the package's folder, or name the rules with --rules")
      }
      return text
    }
    tree = try HeaderTree(root: source.root, triple: source.target)
    walk = HeaderWalk(rules: try HeaderRules(yaml: rule("headers.yml")), tree: tree)
    rules = try Rules(read: rule)
    platform = try Platform(tree: tree, root: source.root).id
  }

  /// What the headers say, completed by what the rules say.
  func snapshot() async throws -> (Snapshot, HeaderWalk.Outcome) {
    let outcome = try await walk.walk()
    return (Snapshot(platform: platform, groups: try rules.completing(outcome.groups)), outcome)
  }
}
