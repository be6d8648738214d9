import Catalog

/// Where headers come from: one entry of `sources` in platforms.yml.
package struct HeaderSource: Decodable, Hashable, Sendable {
  /// A requirement of pip's, as in `ziglang==0.17.0`.
  package var wheel: String?
  /// The hash of the file as downloaded.
  package var sha256: String?
  /// Debian packages, by name, with the hash of each.
  package var packages: [String: String]?
  /// The Debian release that the packages are of.
  package var suite: String?

  /// Where the tables' folders lie in it.
  var prefix: String { wheel == nil ? "" : Self.wheelPrefix }
  static let wheelPrefix = "ziglang/lib/libc/include/"
}

/// Headers that can't be had: what is wrong, and what to do.
package struct HeaderSourceError: Explained {
  package var problem: String
  package var advice: String

  package init(_ problem: String, advice: String) {
    self.problem = problem
    self.advice = advice
  }
}
