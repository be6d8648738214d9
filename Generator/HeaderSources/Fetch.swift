import Foundation

/// Brings a source's headers into the cache: downloads what is not there, checks the hashes, unpacks the headers alone.
package struct Fetch {
  let cache: HeaderCache
  /// Called with a line for each file that is downloaded.
  let report: (String) -> Void

  package init(cache: HeaderCache, report: @escaping (String) -> Void) {
    self.cache = cache
    self.report = report
  }

  /// - Returns: whether there was anything to do. What an interrupted run has downloaded whole is not fetched again.
  /// - Throws: ``HeaderSourceError`` if a download fails or has another hash; the cache keeps what it had.
  package func fetch(_ name: String, _ source: HeaderSource) throws -> Bool {
    if cache.holds(name, source) { return false }
    try FileManager.default.createDirectory(atPath: cache.downloads, withIntermediateDirectories: true)
    if let wheel = source.wheel {
      let file = try download(wheel, hash: source.sha256 ?? "", of: name) { folder in
        try run("python3", Self.pip(wheel), in: folder)
      }
      try cache.fill(name, source) { folder in
        try run("unzip", ["-q", file, "\(HeaderSource.wheelPrefix)*", "-d", folder])
      }
    } else {
      let apt = try source.suite.map { try AptSuite($0, cache: cache, report: report) }
      var files: [String] = []
      for (package, hash) in (source.packages ?? [:]).sorted(by: { $0.key < $1.key }) {
        files.append(
          try download(package, hash: hash, of: name) { folder in
            try run("apt-get", (apt?.options ?? []) + ["-qq", "download", package], in: folder)
          })
      }
      try cache.fill(name, source) { folder in
        for file in files { try run("dpkg", ["-x", file, folder]) }
      }
    }
    return true
  }

  /// Python's arguments that download a wheel: the same file on every machine, since its headers do not depend on the
  /// platform that it runs on.
  static func pip(_ wheel: String) -> [String] {
    let platforms = ["manylinux_2_12_x86_64", "manylinux2014_x86_64", "musllinux_1_1_x86_64"]
    return ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
      + platforms.flatMap { ["--platform", $0] } + [wheel]
  }

  /// Downloads one file into a folder of its own, and keeps it under its hash.
  private func download(
    _ what: String, hash: String, of name: String, by bring: (String) throws -> Void
  ) throws -> String {
    let manager = FileManager.default
    let kept = "\(cache.downloads)/\(hash)"
    if manager.fileExists(atPath: kept) { return kept }
    report("\(name): \(what)")
    let folder = "\(cache.downloads)/\(hash).part"
    try? manager.removeItem(atPath: folder)
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    try bring(folder)
    guard let file = try manager.contentsOfDirectory(atPath: folder).first else {
      throw HeaderSourceError(
        "\(what): nothing was downloaded", advice: "run this again, and look at what comes before")
    }
    let actual = try run("sha256sum", ["\(folder)/\(file)"]).prefix { $0 != " " }
    guard actual == hash else {
      throw HeaderSourceError(
        "\(file) has the hash \(actual), not \(hash) as platforms.yml says",
        advice: "the archive has another version now: look at what it changed, and put its hash into platforms.yml")
    }
    try manager.moveItem(atPath: "\(folder)/\(file)", toPath: kept)
    return kept
  }
}
