import Catalog

/// What the catalog adds to the headers that were read: what only a newer kernel has, and what differs on the
/// architectures and C libraries that Swift can be compiled for.
struct OtherPlatforms {
  /// What the newest release's headers say on one platform, by name.
  struct Facts {
    var isMusl: Bool
    var constants: [String: Constant]
    var structures: [String: Structure]
    /// The structures with their unnamed members, by the outermost one's name.
    var families: [Substring: [Structure]]

    init(_ snapshot: Snapshot, isMusl: Bool) {
      self.isMusl = isMusl
      constants = Dictionary(snapshot.constants.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      structures = Dictionary(snapshot.structures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      families = Dictionary(grouping: snapshot.structures, by: \.outermost)
    }
  }

  /// The architectures as Swift's `#if arch()` names them, by the catalog's names.
  private static let architectures = [
    "x86_64": "x86_64", "aarch64": "arm64", "i386": "i386", "arm": "arm", "riscv64": "riscv64", "powerpc": "powerpc",
    "powerpc64": "powerpc64", "powerpc64le": "powerpc64le", "s390x": "s390x", "mips": "mips", "mipsel": "mipsel",
    "mips64": "mips64", "mips64el": "mips64el",
  ]

  /// The platforms that Swift has, in order, by the name of the architecture in Swift.
  private let platforms: [(architecture: String, variants: [Facts])]
  /// The newest release, for the ABI of the headers that were read.
  private let newest: Snapshot?
  private let newestConstants: [String: Constant]

  init(_ catalog: PlatformCatalog, besides snapshot: Snapshot) {
    guard let linux = catalog.systems["linux"], let own = try? Platform(snapshot.platform) else {
      (platforms, newest, newestConstants) = ([], nil, [:])
      return
    }
    let pinned = linux.platforms.entries.filter { $0.isPinned && $0.platform.release.distribution.isEmpty }
    let release = pinned.map(\.platform.release).max()
    let latest = pinned.filter { $0.platform.release == release }.map(\.platform)
    var variants: [String: [Facts]] = [:]
    for platform in latest {
      guard let name = Self.architectures[platform.architecture], let snapshot = linux.snapshot(of: platform.id)
      else { continue }
      variants[name, default: []].append(Facts(snapshot, isMusl: platform.libc == "musl"))
    }
    platforms = variants.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    newest = latest.first { $0.abi == own.abi && $0.release > own.release }.flatMap { linux.snapshot(of: $0.id) }
    newestConstants = newest.map { Facts($0, isMusl: false).constants } ?? [:]
  }

  /// The groups with the constants that only the newest release has, and with all of its structures. These take the
  /// place of older ones: what a program was built with goes on to work, so a kernel adds fields only behind the others
  /// or in what was reserved.
  func completing(_ groups: [Group]) -> [Group] {
    guard let newest else { return groups }
    let constants = Set(groups.flatMap { $0.constants.map(\.name) })
    let structures = Set(newest.structures.map(\.outermost))
    let additions = Dictionary(uniqueKeysWithValues: newest.groups.map { ($0.name, $0) })
    return groups.map { group in
      let new = additions[group.name]
      return Group(
        name: group.name,
        constants: group.constants + (new?.constants.filter { !constants.contains($0.name) } ?? []),
        structures: group.structures.filter { !structures.contains($0.outermost) } + (new?.structures ?? []),
        rejections: group.rejections)
    }
  }

  /// Other numbers that a constant has, each with the condition under which it does. What only the newest release has
  /// otherwise, on every platform, is none: the headers that were read count.
  func exceptions(to constant: Constant) -> [(condition: String, value: Int128)] {
    guard case .integer(let read) = constant.value else { return [] }
    var own = read
    if case .integer(let number)? = newestConstants[constant.name]?.value { own = number }
    return exceptions(to: own) { facts in
      if case .integer(let number)? = facts.constants[constant.name]?.value { number } else { nil }
    }
  }

  /// The values other than `own` that a fact has, each with the condition under which it does.
  ///
  /// - Parameter value: the fact on one platform; `nil` where the headers do not have it.
  func exceptions<Value: Hashable & Comparable, Failure: Error>(
    to own: Value, _ value: (Facts) throws(Failure) -> Value?
  ) throws(Failure) -> [(condition: String, value: Value)] {
    var values: [(architecture: String, variants: [(isMusl: Bool, value: Value)])] = []
    for (architecture, facts) in platforms {
      var variants: [(isMusl: Bool, value: Value)] = []
      for facts in facts {
        if let value = try value(facts) { variants.append((facts.isMusl, value)) }
      }
      values.append((architecture, variants))
    }
    let all = values.flatMap(\.variants)
    if let musl = all.first(where: \.isMusl)?.value, musl != own,
      all.allSatisfy({ $0.value == ($0.isMusl ? musl : own) })
    {
      return [("canImport(Musl)", musl)]
    }
    var architectures: [Value: Architectures] = [:]
    for (architecture, variants) in values {
      for (isMusl, value) in variants where value != own {
        let isShared = variants.allSatisfy { $0.value == value }
        let list = isShared ? \Architectures.whole : isMusl ? \.musl : \.glibc
        if architectures[value]?[keyPath: list].last == architecture { continue }
        architectures[value, default: Architectures()][keyPath: list].append(architecture)
      }
    }
    return architectures.sorted { $0.key < $1.key }.map { ($0.value.condition, $0.key) }
  }

  /// Where a value holds: with whatever C library, or with one of them.
  private struct Architectures {
    var whole: [String] = []
    var musl: [String] = []
    var glibc: [String] = []

    /// As `#if` takes it.
    var condition: String {
      let parts = [("", whole), ("canImport(Musl)", musl), ("!canImport(Musl)", glibc)].filter { !$0.1.isEmpty }
      return parts.map { libc, names in
        let any = names.map { "arch(\($0))" }.joined(separator: " || ")
        return libc.isEmpty ? any : "\(libc) && " + (names.count > 1 ? "(\(any))" : any)
      }.joined(separator: " || ")
    }
  }
}

/// What depends on the platform, line by line: the plain lines, or those behind each condition.
func conditional<Value>(
  _ value: Value, exceptions: [(condition: String, value: Value)], _ lines: (Value) -> [String]
) -> [String] {
  guard !exceptions.isEmpty else { return lines(value) }
  var text: [String] = []
  for (index, exception) in exceptions.enumerated() {
    text += ["\(index == 0 ? "#if" : "#elseif") \(exception.condition)"] + lines(exception.value)
  }
  return text + ["#else"] + lines(value) + ["#endif"]
}
