import Catalog

/// What the catalog adds to the headers that were read: names that only a newer kernel has, and values that differ on the
/// architectures and C libraries that Swift can be compiled for.
struct OtherPlatforms {
  /// The architectures as Swift's `#if arch()` names them, by the catalog's names.
  private static let architectures = [
    "x86_64": "x86_64", "aarch64": "arm64", "i386": "i386", "arm": "arm", "riscv64": "riscv64", "powerpc": "powerpc",
    "powerpc64": "powerpc64", "powerpc64le": "powerpc64le", "s390x": "s390x", "mips": "mips", "mipsel": "mipsel",
    "mips64": "mips64", "mips64el": "mips64el",
  ]

  /// Constants by name, for each platform that Swift has, in the newest release.
  private let platforms: [(architecture: String, isMusl: Bool, constants: [String: Constant])]
  /// The groups of the newest release, for the ABI of the headers that were read, and their constants by name.
  private let newest: [Group]
  private let newestConstants: [String: Constant]

  init(_ catalog: PlatformCatalog, besides snapshot: Snapshot) {
    guard let linux = catalog.systems["linux"], let own = try? Platform(snapshot.platform) else {
      (platforms, newest, newestConstants) = ([], [], [:])
      return
    }
    let pinned = linux.platforms.entries.filter { $0.isPinned && $0.platform.release.distribution.isEmpty }
    let release = pinned.map(\.platform.release).max()
    let latest = pinned.filter { $0.platform.release == release }.map(\.platform)
    platforms = latest.compactMap { platform in
      guard let architecture = Self.architectures[platform.architecture] else { return nil }
      let constants = linux.snapshot(of: platform.id)?.constants ?? []
      return (
        architecture, platform.libc == "musl",
        Dictionary(constants.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      )
    }
    let same = latest.first { $0.abi == own.abi && $0.release > own.release }
    newest = same.flatMap { linux.snapshot(of: $0.id)?.groups } ?? []
    newestConstants = Dictionary(
      newest.flatMap(\.constants).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The groups with the constants that only the newest release has. Structures stay as they were read.
  func completing(_ groups: [Group]) -> [Group] {
    let known = Set(groups.flatMap { $0.constants.map(\.name) })
    let additions = Dictionary(uniqueKeysWithValues: newest.map { ($0.name, $0.constants) })
    return groups.map { group in
      let new = (additions[group.name] ?? []).filter { !known.contains($0.name) }
      return Group(
        name: group.name, constants: group.constants + new, structures: group.structures, rejections: group.rejections)
    }
  }

  /// Other numbers that a constant has, each with the condition under which it does. What only the newest release has
  /// otherwise, on every platform, is none: the headers that were read count.
  func exceptions(to constant: Constant) -> [(condition: String, number: Int128)] {
    guard case .integer(let read) = constant.value else { return [] }
    var own = read
    if case .integer(let number)? = newestConstants[constant.name]?.value { own = number }
    let musl = Set(platforms.filter(\.isMusl).compactMap { $0.constants[constant.name]?.value })
    if musl.count == 1, case .integer(let number)? = musl.first, number != own,
      platforms.allSatisfy({ $0.isMusl || [nil, .integer(own)].contains($0.constants[constant.name]?.value) })
    {
      return [("canImport(Musl)", number)]
    }
    var conditions: [Int128: [String]] = [:]
    for (architecture, variants) in Dictionary(grouping: platforms, by: \.architecture).sorted(by: { $0.key < $1.key })
    {
      let numbers = variants.compactMap { variant -> (isMusl: Bool, number: Int128)? in
        guard case .integer(let number)? = variant.constants[constant.name]?.value else { return nil }
        return (variant.isMusl, number)
      }
      for (isMusl, number) in numbers where number != own {
        let isShared = numbers.allSatisfy { $0.number == number }
        let libc = isMusl ? " && canImport(Musl)" : " && !canImport(Musl)"
        let condition = "arch(\(architecture))" + (isShared ? "" : libc)
        if conditions[number]?.contains(condition) != true { conditions[number, default: []].append(condition) }
      }
    }
    return conditions.sorted { $0.key < $1.key }.map { ($0.value.joined(separator: " || "), $0.key) }
  }
}

/// A declaration whose number depends on the platform: the plain line, or one behind each condition.
func declaration(
  number: Int128, exceptions: [(condition: String, number: Int128)], _ line: (Int128) -> String
) -> [String] {
  guard !exceptions.isEmpty else { return [line(number)] }
  var lines: [String] = []
  for (index, exception) in exceptions.enumerated() {
    lines += ["\(index == 0 ? "#if" : "#elseif") \(exception.condition)", line(exception.number)]
  }
  return lines + ["#else", line(number), "#endif"]
}
