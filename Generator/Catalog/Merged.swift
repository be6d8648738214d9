/// What a name stands for on each platform that has it: the commonest fact first, then the exceptions.
package struct Merged<Fact: Hashable & Sendable>: Hashable, Sendable {
  /// One fact, and the platforms where it holds; no platform is in two.
  package struct Variant: Hashable, Sendable {
    package var fact: Fact
    package var platforms: PlatformSet
  }

  package private(set) var variants: [Variant] = []

  package init() {}

  /// The platforms that have the name at all.
  package var presence: PlatformSet {
    var presence = variants[0].platforms
    for variant in variants.dropFirst() { presence.formUnion(variant.platforms) }
    return presence
  }

  /// The fact of one platform.
  package func fact(on platform: Int) -> Fact? {
    variants.first { $0.platforms.contains(platform) }?.fact
  }

  /// Adds platforms for which no fact is known yet.
  mutating func add(_ fact: Fact, on platforms: PlatformSet) {
    if let index = variants.firstIndex(where: { $0.fact == fact }) {
      variants[index].platforms.formUnion(platforms)
    } else {
      variants.append(Variant(fact: fact, platforms: platforms))
    }
  }

  /// Puts the variants in their order, which depends on nothing but the platforms: the commonest first.
  mutating func sort() {
    guard variants.count > 1 else { return }
    variants.sort {
      let counts = ($0.platforms.count, $1.platforms.count)
      return counts.0 != counts.1 ? counts.0 > counts.1 : $0.platforms.first! < $1.platforms.first!
    }
  }
}

/// The facts of a group on all platforms of a system.
package struct MergedGroup: Hashable, Sendable {
  package var name: String
  /// By name.
  package var constants: [String: Merged<Constant>] = [:]
  /// By keyword and name, as in `struct sockaddr_can`.
  package var structures: [String: Merged<Structure>] = [:]

  package init(name: String) { self.name = name }

  /// Adds what a platform's headers say, as the platform with the given number.
  mutating func add(_ group: Group, on platforms: PlatformSet) {
    for constant in group.constants { constants[constant.name, default: Merged()].add(constant, on: platforms) }
    for structure in group.structures {
      structures[structure.key, default: Merged()].add(structure, on: platforms)
    }
  }

  /// Adds what another catalog says of the platforms that `numbers` names anew.
  mutating func add(_ group: MergedGroup, renumbered numbers: (PlatformSet) -> PlatformSet) {
    for (name, merged) in group.constants {
      for variant in merged.variants {
        let platforms = numbers(variant.platforms)
        if !platforms.isEmpty { constants[name, default: Merged()].add(variant.fact, on: platforms) }
      }
    }
    for (name, merged) in group.structures {
      for variant in merged.variants {
        let platforms = numbers(variant.platforms)
        if !platforms.isEmpty { structures[name, default: Merged()].add(variant.fact, on: platforms) }
      }
    }
  }

  mutating func sort() {
    for name in constants.keys { constants[name]!.sort() }
    for name in structures.keys { structures[name]!.sort() }
  }

  /// One platform's facts.
  package func group(on platform: Int) -> Group {
    Group(
      name: name, constants: constants.values.compactMap { $0.fact(on: platform) },
      structures: structures.values.compactMap { $0.fact(on: platform) })
  }
}
