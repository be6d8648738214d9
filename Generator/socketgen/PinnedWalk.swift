import Catalog
import Emit
import Foundation
import HeaderSources
import HeaderWalk

/// Reads the header sets of platforms.yml.
struct PinnedWalk {
  let rules: PlatformRules
  let headerRules: HeaderRules
  let constantRules: Rules
  let cache: HeaderCache

  /// Walks all platforms, several at a time, and calls `progress` for each that is done.
  ///
  /// - Returns: the facts of each platform in order, and the platforms that a table has and its source has not.
  /// - Throws: ``WalkError`` with all the platforms whose headers do not compile: none is left out in silence.
  func snapshots(
    progress: (_ done: Int, _ all: Int) -> Void
  ) async throws -> (snapshots: [(PlatformList.Entry, Snapshot)], absent: [String]) {
    let (platforms, absent) = try rules.platforms(in: cache)
    var results = [Result<(PlatformList.Entry, Snapshot), any Error>?](repeating: nil, count: platforms.count)
    await withTaskGroup(of: (Int, Result<(PlatformList.Entry, Snapshot), any Error>).self) { tasks in
      var waiting = platforms.indices.makeIterator()
      for number in 0..<min(platforms.count, ProcessInfo.processInfo.activeProcessorCount) {
        _ = waiting.next()
        tasks.addTask { (number, await result(of: platforms[number])) }
      }
      var done = 0
      for await (number, result) in tasks {
        results[number] = result
        done += 1
        progress(done, platforms.count)
        if let number = waiting.next() { tasks.addTask { (number, await self.result(of: platforms[number])) } }
      }
    }
    var errors: [String] = []
    var snapshots: [(PlatformList.Entry, Snapshot)] = []
    for result in results {
      switch result! {
      case .success(let snapshot): snapshots.append(snapshot)
      case .failure(let error): errors.append((error as? any Explained)?.problem ?? "\(error)")
      }
    }
    guard errors.isEmpty else {
      throw WalkError(
        "\(errors.count) of \(platforms.count) platforms can't be read:\n  \(errors.joined(separator: "\n  "))",
        advice: "their headers, or the folders and headers that the rules name for them, need a look")
    }
    return (snapshots, absent)
  }

  private func result(of platform: PinnedPlatform) async -> Result<(PlatformList.Entry, Snapshot), any Error> {
    do {
      return .success(try await walk(platform))
    } catch {
      let problem = (error as? any Explained)?.problem ?? "\(error)"
      return .failure(WalkError("\(platform.platform.id): \(problem)", advice: ""))
    }
  }

  private func walk(_ platform: PinnedPlatform) async throws -> (PlatformList.Entry, Snapshot) {
    let tree = try HeaderTree(platform)
    let outcome = try await HeaderWalk(rules: headerRules, tree: tree).walk()
    // What the rules add to the headers' facts is Linux's.
    let groups = platform.platform.system == "linux" ? try constantRules.completing(outcome.groups) : outcome.groups
    let entry = PlatformList.Entry(
      platform: platform.platform, triple: platform.target, machine: tree.machine, source: platform.source)
    return (entry, Snapshot(platform: platform.platform.id, groups: groups))
  }
}

extension HeaderTree {
  /// The headers of a platform of platforms.yml.
  init(_ platform: PinnedPlatform) throws(WalkError) {
    try self.init(
      directories: platform.directories, system: platform.platform.system, triple: platform.target,
      options: platform.options)
  }
}
