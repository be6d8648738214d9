/// A platform's name and what it tells: `linux-6.1-x86_64-gnu+debian`, `freebsd-14-aarch64`.
package struct Platform: Hashable, Sendable {
  /// `SYSTEM-VERSION-ARCH-LIBC`, without a C library where the system has but one; a distribution's own headers carry
  /// its name behind a plus, for they hold backports.
  package var id: String
  /// As in `linux`.
  package let system: String
  package let release: Release
  /// The architecture, and the C library where there is a choice: `x86_64-gnu`.
  package let abi: String

  /// - Throws: ``PlatformError`` if the text has another form.
  package init(_ id: String) throws(PlatformError) {
    let halves = id.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw PlatformError(id: id) }
    self.id = id
    system = String(parts[0])
    release = Release(version: String(parts[1]), distribution: halves.count == 2 ? String(halves[1]) : "")
    abi = String(parts[2])
    let words = [system, architecture] + (abi == architecture ? [] : [libc])
    guard words.allSatisfy(Self.isWord), Set(words + Self.reserved).count == words.count + Self.reserved.count,
      !release.version.isEmpty, release.version.utf8.allSatisfy({ Self.isPlain($0) || $0 == UInt8(ascii: ".") }),
      halves.count == 1 || !release.distribution.isEmpty, release.distribution.utf8.allSatisfy(Self.isPlain)
    else { throw PlatformError(id: id) }
  }

  /// What `PlatformTerm` names otherwise.
  private static let reserved = ["ilp32", "lp64", "be", "le"]

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// Letters, digits and underscores, of which a letter comes first.
  private static func isWord(_ text: String) -> Bool {
    text.utf8.allSatisfy(isPlain) && text.first?.isLetter == true
  }

  /// Whether a list can't have both, because a term that names one would be read as naming the other.
  package func clashes(with other: Platform) -> Bool {
    guard system == other.system else { return false }
    return id == other.id || architecture == other.libc || libc == other.architecture
      || release != other.release && !(release.isNumbered && other.release.isNumbered)
  }

  /// As in `x86_64`.
  package var architecture: String { String(abi.prefix { $0 != "-" }) }
  /// As in `gnu`; empty where the system has but one.
  package var libc: String { String(abi.drop { $0 != "-" }.dropFirst()) }

  /// One release of a system, by itself or as a distribution ships it.
  package struct Release: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let version: String
    /// Empty for the system's own.
    package let distribution: String
    /// Those of the version. Kept, for releases are compared more often than read.
    private let numbers: [Int]

    package init(version: String, distribution: String = "") {
      self.version = version
      self.distribution = distribution
      numbers = version.split(separator: ".").map { Int($0) ?? 0 }
    }

    /// Reads what `description` wrote.
    package init(_ text: some StringProtocol) {
      let halves = text.split(separator: "+", maxSplits: 1)
      self.init(version: String(halves.first ?? ""), distribution: halves.count == 2 ? String(halves[1]) : "")
    }

    /// `6.1`, or `6.1+debian`.
    package var description: String { distribution.isEmpty ? version : "\(version)+\(distribution)" }

    /// By the version's numbers; a distribution's release stands behind the one that it was made from.
    package static func < (left: Self, right: Self) -> Bool {
      if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
      return (left.version, left.distribution) < (right.version, right.distribution)
    }

    /// Whether the version begins with a number; a system without versions has a word there.
    fileprivate var isNumbered: Bool { version.first?.isNumber == true }
  }
}

extension Platform: Comparable {
  /// By system, release, architecture and C library.
  package static func < (left: Self, right: Self) -> Bool {
    (left.system, left.release, left.abi) < (right.system, right.release, right.abi)
  }
}

/// A platform's name that has another form.
package struct PlatformError: Explained, Hashable {
  package var problem: String
  package var advice: String {
    "names are SYSTEM-VERSION-ARCH-LIBC, as in linux-6.1-x86_64-gnu; socketdiff list has all"
  }

  init(id: String) { problem = "'\(id)' is no platform's name" }
}
