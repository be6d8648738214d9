import Foundation

/// apt's view of another Debian release than the machine's, from the same mirror, kept apart in the cache.
struct AptSuite {
  /// What apt-get needs to know.
  let options: [String]

  /// Fetches the release's package lists, unless an earlier run has.
  ///
  /// - Throws: ``HeaderSourceError`` if the machine has no Debian mirror, or it does not have the release.
  init(_ suite: String, cache: HeaderCache, report: (String) -> Void) throws {
    let folder = "\(cache.path)/apt/\(suite)"
    try FileManager.default.createDirectory(atPath: "\(folder)/lists/partial", withIntermediateDirectories: true)
    let list = "\(folder)/sources.list"
    options = [
      "-o", "Dir::Etc::sourcelist=\(list)", "-o", "Dir::Etc::sourceparts=-", "-o", "Dir::State::lists=\(folder)/lists",
      "-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache=",
    ]
    guard let mirror = try Self.mirror() else {
      throw HeaderSourceError(
        "this machine's apt knows no mirror of Debian, for the packages of \(suite)",
        advice: "run this on Debian, or copy the cache folder from a machine where it ran")
    }
    let line = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] \(mirror) \(suite) main\n"
    if (try? String(contentsOfFile: list, encoding: .utf8)) == line { return }
    try line.write(toFile: list, atomically: true, encoding: .utf8)
    do {
      report("the package lists of Debian \(suite)")
      try run("apt-get", options + ["-qq", "update"])
    } catch {
      try? FileManager.default.removeItem(atPath: list)
      throw error
    }
  }

  /// The first mirror of Debian proper among apt's sources.
  private static func mirror() throws -> String? {
    let lists = try run("apt-get", ["indextargets", "--format", "$(ORIGIN) $(REPO_URI)", "Created-By: Packages"])
    let mirrors = lists.split(separator: "\n").filter { $0.hasPrefix("Debian ") }.map { String($0.dropFirst(7)) }
    return mirrors.first { !$0.contains("security") }
  }
}
