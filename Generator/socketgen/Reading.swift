import Catalog
import Emit
import Foundation
import HeaderSources
import HeaderWalk

/// A header tree and the rules to read it by: what every command begins with.
struct Reading {
  let tree: HeaderTree
  let walk: HeaderWalk
  let rules: Rules
  let platform: Platform
  /// The text of headers.yml.
  private let headerRules: String
  private let source: Source

  init(_ source: Source) throws {
    self.source = source
    func rule(_ name: String) throws -> String { try Source.rule(name, in: source.rules) }
    let prepared = try PreparedHeaders(source.root, triple: source.target, cache: HeaderCache()) {
      try PlatformRules(yaml: rule("platforms.yml")).wheelRows
    }
    var tree =
      switch prepared {
      case nil: try HeaderTree(root: source.root, triple: source.target)
      case let prepared? where prepared.includesLibc:
        try HeaderTree(
          directories: prepared.directories, system: "linux", triple: source.target, options: prepared.options)
      case let prepared?: try HeaderTree(kernel: prepared.directories, libc: source.libcRoot, triple: source.target)
      }
    tree.includeDirectories.append("\(source.rules)/unexported")
    headerRules = try rule("headers.yml")
    self.tree = tree
    walk = HeaderWalk(rules: try HeaderRules(yaml: headerRules), tree: tree)
    rules = try Rules(read: rule)
    let isInstalled = prepared == nil && source.root.hasPrefix("/usr/")
    platform = try InstalledHeaders.platform(
      tree: tree, root: source.root,
      distribution: isInstalled ? InstalledHeaders.distribution : prepared?.distribution ?? "")
  }

  /// The text of one of the rules' files.
  func rule(_ name: String) throws -> String { try Source.rule(name, in: source.rules) }

  /// Headers of the rules that the tree lacks, although facts of an earlier run came from them.
  ///
  /// - Throws: ``WalkError`` if there are any: they would vanish from the bindings with no more than a line in the summary.
  func checkPresence(of headers: [String], in earlier: [Group]) throws(WalkError) {
    let known = Set(earlier.flatMap { $0.constants.map(\.header) + $0.structures.map(\.header) })
    let vanished = headers.filter(known.contains)
    guard let first = vanished.first else { return }
    let lines = headerRules.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines.firstIndex { $0.contains(first) }.map { ":\($0 + 1)" } ?? ""
    throw WalkError(
      "\(source.rules)/headers.yml\(line) lists \(vanished.joined(separator: ", ")), which \(source.root) does not have; "
        + "the last run found facts there",
      advice: "install the package that brings the header, or pass --accept-missing if this platform has none")
  }

  /// The platform's line in the catalog.
  var entry: PlatformList.Entry {
    let packages = source.root == "/usr/include" ? InstalledHeaders.packages.joined(separator: ", ") : source.root
    return PlatformList.Entry(
      platform: platform, triple: tree.triple, machine: tree.machine,
      source: packages.isEmpty ? source.root : packages)
  }

  /// What the headers say, completed by what the rules say.
  func snapshot() async throws -> (Snapshot, HeaderWalk.Outcome) {
    let outcome = try await walk.walk()
    return (Snapshot(platform: platform.id, groups: try rules.completing(outcome.groups)), outcome)
  }
}

extension Source {
  /// Where the C library's headers are, if not beside the kernel's: this machine's, or Debian's for cross compilers.
  fileprivate var libcRoot: String {
    libc ?? (target == InstalledHeaders.nativeTriple ? "/usr/include" : "/usr/\(target)/include")
  }

  /// The text of one of the rules' files.
  static func rule(_ name: String, in folder: String) throws -> String {
    let path = "\(folder)/\(name)"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw WalkError(
        "cannot read \(path)", advice: "run this in the package's folder, or name the rules with --rules")
    }
    return text
  }
}
