import Foundation

/// The folder that keeps what was fetched: downloads, and below `headers/` each source's headers once they are whole.
package struct HeaderCache: Sendable {
  package let path: String

  /// - Parameter path: the folder; without it `swift-kernel-sockets` in the user's cache folder (XDG_CACHE_HOME).
  package init(path: String? = nil) {
    let environment = ProcessInfo.processInfo.environment
    let caches = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "/tmp")/.cache"
    self.path = path ?? "\(caches)/swift-kernel-sockets"
  }

  var downloads: String { "\(path)/downloads" }

  func folder(of name: String) -> String { "\(path)/headers/\(name)" }

  /// Whether a source's headers are there, and are of what the rules ask for now.
  package func holds(_ name: String, _ source: HeaderSource) -> Bool {
    (try? String(contentsOfFile: stamp(of: name), encoding: .utf8)) == source.stamp
  }

  /// The folder of a source's headers.
  ///
  /// - Throws: ``HeaderSourceError`` if it is not there.
  package func headers(of name: String, _ source: HeaderSource) throws(HeaderSourceError) -> String {
    guard holds(name, source) else {
      throw HeaderSourceError(
        "the headers of \(name) are not in \(path)", advice: "fetch them with scripts/fetch-headers")
    }
    return folder(of: name)
  }

  /// What pins a source's headers, for the record: the hash of its file, or of the list of its packages' hashes.
  func record(of name: String, _ source: HeaderSource) throws -> String {
    let hash = try source.sha256 ?? run("sha256sum", [stamp(of: name)]).prefix { $0 != " " }.description
    return "\(name) sha256:\(hash)"
  }

  /// Unpacks a source into a new folder that takes its place when it is whole.
  func fill(_ name: String, _ source: HeaderSource, by unpack: (String) throws -> Void) throws {
    let manager = FileManager.default
    let staging = folder(of: name) + ".new"
    try? manager.removeItem(atPath: staging)
    try manager.createDirectory(atPath: staging, withIntermediateDirectories: true)
    try unpack(staging)
    try? manager.removeItem(atPath: folder(of: name))
    try manager.moveItem(atPath: staging, toPath: folder(of: name))
    try source.stamp.write(toFile: stamp(of: name), atomically: true, encoding: .utf8)
  }

  private func stamp(of name: String) -> String { folder(of: name) + ".stamp" }
}

extension HeaderSource {
  /// Changes whenever another content is asked for.
  fileprivate var stamp: String {
    let packages = (packages ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return ([wheel, sha256, suite].compactMap(\.self) + packages).joined(separator: "\n") + "\n"
  }
}
