import Catalog

/// `Rules/availability.yml`: since and until when, where the header sets can't say.
package struct AvailabilityRules: Decodable, Sendable {
  /// Names by the first release that has them.
  var since: [String: [String]]
  /// Names by `A..B`: not in A, and in B at the latest.
  var between: [String: [String]]
  /// Names by the last release that has them.
  var last: [String: [String]]
  /// Names that stable releases took over from a later one, with the change.
  var backported: [String: String]
  /// What provides a family or protocol.
  package var support: [String: Support]

  /// The part of the kernel behind a constant.
  package struct Support: Decodable, Sendable {
    var module: String?
    var config: String
    /// The last release with the code, where the constant outlives it.
    var last: String?
    var source: String
  }
}

/// When a name came or went, as far as that is known: `4.11`, or `5.16..6.3` for a release behind the one and up to the
/// other; `..5.16` for one that the oldest headers have.
struct Dating {
  private(set) var since: [String: String] = [:]
  private(set) var last: [String: String] = [:]

  /// Dates every name of a catalog by its mainline releases, and by the rules where these know more.
  ///
  /// - Throws: ``RuleError`` that lists the rules which the headers contradict.
  init(_ catalog: SystemCatalog, rules: AvailabilityRules) throws(RuleError) {
    let releases = Mainline(catalog.platforms)
    var errors: [String] = []
    let exact = try Self.byName(rules.since)
    let brackets = try Self.byName(rules.between)
    let lasts = try Self.byName(rules.last)
    if let name = exact.keys.filter({ brackets[$0] != nil }).min() {
      throw RuleError("availability.yml dates \(name) twice, below since and between")
    }

    let presence = catalog.presence(inKernelHeaders: true)
    for name in catalog.presence().keys.sorted() {
      // A C library's headers may be ahead of the kernel's beside them, or behind: they date nothing.
      let sightings = presence[name].map(releases.sightings) ?? []
      if let version = exact[name] ?? brackets[name] {
        since[name] = version
        let earliest = version.split(separator: ".." as String, omittingEmptySubsequences: false).first.map(String.init)
        if let first = sightings.first, let earliest, !earliest.isEmpty, rules.backported[name] == nil,
          exact[name] != nil ? first < Platform.Release(earliest) : first <= Platform.Release(earliest)
        {
          errors.append("\(name): since \(version), but the headers of \(first) have it")
        }
      } else if let first = sightings.first {
        since[name] = releases.before(first).map { "\($0)..\(first)" } ?? "..\(first)"
      }
      if let version = lasts[name] {
        last[name] = version
        if let latest = sightings.last, Platform.Release(version) < latest {
          errors.append("\(name): last in \(version), but the headers of \(latest) have it")
        }
      } else if let latest = sightings.last, let next = releases.after(latest) {
        last[name] = "\(latest)..\(next)"
      }
    }
    for (name, support) in rules.support { if let version = support.last { last[name] = version } }
    guard errors.isEmpty else {
      throw RuleError("availability.yml contradicts the headers:\n  \(errors.sorted().joined(separator: "\n  "))")
    }
  }

  private static func byName(_ names: [String: [String]]) throws(RuleError) -> [String: String] {
    var dates: [String: String] = [:]
    for (date, names) in names {
      for name in names {
        guard let other = dates.updateValue(date, forKey: name) else { continue }
        throw RuleError("availability.yml dates \(name) twice, \([date, other].sorted().joined(separator: " and "))")
      }
    }
    return dates
  }

  /// The system's own releases, in order, as far as their headers are pinned: other trees may hold anything.
  private struct Mainline {
    let releases: [Platform.Release]
    /// The platforms of each.
    let sets: [PlatformSet]

    init(_ platforms: PlatformList) {
      let entries = platforms.entries
      let pinned = entries.indices.filter { entries[$0].isPinned && entries[$0].platform.release.distribution.isEmpty }
      let own = Set(pinned.map { entries[$0].platform.release }).sorted()
      releases = own
      sets = own.map { release in
        PlatformSet(pinned.filter { entries[$0].platform.release == release }, count: entries.count)
      }
    }

    func sightings(of presence: PlatformSet) -> [Platform.Release] {
      zip(releases, sets).filter { $0.1.commonCount(presence) > 0 }.map(\.0)
    }

    func before(_ release: Platform.Release) -> Platform.Release? { releases.last { $0 < release } }
    func after(_ release: Platform.Release) -> Platform.Release? { releases.first { $0 > release } }
  }
}

extension SystemCatalog {
  /// The constants and named structures, structures by their tag, each with the platforms whose headers have it; on
  /// request, whose kernel's own headers do.
  func presence(inKernelHeaders: Bool = false) -> [String: PlatformSet] {
    let none = PlatformSet(count: platforms.entries.count)
    var presence: [String: PlatformSet] = [:]
    func add<Fact>(_ merged: Merged<Fact>, _ name: String, _ header: (Fact) -> String) {
      for variant in merged.variants where !inKernelHeaders || header(variant.fact).isOfKernel {
        presence[name, default: none].formUnion(variant.platforms)
      }
    }
    for group in groups.values {
      for (name, merged) in group.constants { add(merged, name, \.header) }
      for (key, merged) in group.structures where !key.contains(".") {
        add(merged, String(key.split(separator: " ").last!), \.header)
      }
    }
    return presence
  }
}

extension String {
  /// Whether a header is one that the kernel exports.
  fileprivate var isOfKernel: Bool { hasPrefix("linux/") || hasPrefix("asm") }
}
