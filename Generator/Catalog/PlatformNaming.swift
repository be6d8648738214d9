/// Finds the terms that name some of a system's platforms.
package struct PlatformNaming: Sendable {
  private let platforms: PlatformList
  /// The simplest first: of terms that fit equally well the first is used.
  private let terms: [(text: String, set: PlatformSet)]
  private var known: [Question: String] = [:]

  private struct Question: Hashable {
    var set: PlatformSet
    var universe: PlatformSet
  }

  package init(_ platforms: PlatformList) {
    self.platforms = platforms
    let selectors = Self.selectors(platforms)
    let ranges = Self.ranges(platforms)
    func named(_ term: PlatformTerm) -> (text: String, set: PlatformSet) { ("\(term)", platforms.set(of: term)) }
    let plainSelectors = selectors.map(named).filter { !$0.set.isEmpty }
    let plainRanges = ranges.map(named)
    var terms = plainRanges + plainSelectors
    for selector in plainSelectors {
      for range in plainRanges {
        let set = selector.set.intersection(range.set)
        if !set.isEmpty { terms.append(("\(selector.text)/\(range.text)", set)) }
      }
    }
    self.terms = terms
  }

  /// The terms, found greedily, that name exactly `set` among the platforms of `universe`; empty if it is all of it.
  package mutating func text(of set: PlatformSet, within universe: PlatformSet) -> String {
    if set == universe { return "" }
    let question = Question(set: set, universe: universe)
    if let text = known[question] { return text }
    let text = search(set, universe)
    known[question] = text
    return text
  }

  private func search(_ set: PlatformSet, _ universe: PlatformSet) -> String {
    var rest = set
    var chosen: [String] = []
    while !rest.isEmpty {
      var best = (term: 0, count: 0)
      for (number, term) in terms.enumerated() {
        let count = term.set.commonCount(rest)
        if count > best.count, term.set.isSubset(of: set, within: universe) { best = (number, count) }
      }
      precondition(best.count > 0, "each platform has a term of its own")
      chosen.append(terms[best.term].text)
      rest.subtract(terms[best.term].set)
    }
    return chosen.joined(separator: " ")
  }

  private static func selectors(_ platforms: PlatformList) -> [PlatformTerm] {
    let architectures = Set(platforms.entries.map(\.platform.architecture)).sorted()
    let families = Dictionary(grouping: architectures, by: \.family).filter { $0.value.count > 1 }.keys.sorted()
    let halves: [PlatformTerm.Kind] = [
      .pointers(bits: 32), .pointers(bits: 64), .byteOrder(isBig: true), .byteOrder(isBig: false),
    ]
    let others = families.map(PlatformTerm.Kind.family) + architectures.map(PlatformTerm.Kind.architecture)
    var kinds = (halves + others).map { PlatformTerm(kind: $0) }
    kinds += others.map { PlatformTerm(kind: $0, isNegated: true) }
    let libcs = platforms.libcs.sorted().map { PlatformTerm(libc: $0) }
    let both = libcs.flatMap { libc in
      kinds.map { PlatformTerm(kind: $0.kind, isNegated: $0.isNegated, libc: libc.libc) }
    }
    return libcs + kinds + both
  }

  /// Open ones first: they stay true when a release is added.
  private static func ranges(_ platforms: PlatformList) -> [PlatformTerm] {
    let releases = Set(platforms.entries.map(\.platform.release)).sorted()
    guard releases.count > 1 else { return [] }
    var ranges = releases.dropFirst().reversed().map { PlatformTerm(first: $0) }
    ranges += releases.dropLast().map { PlatformTerm(last: $0) }
    for (index, first) in releases.enumerated() {
      ranges += releases[index...].map { PlatformTerm(first: first, last: $0) }
    }
    return ranges
  }
}

extension String {
  /// What the architectures of a kind have in common: `mips` of mips64el, `sparc` of sparc64.
  fileprivate var family: String {
    let letters = String(prefix { $0.isLetter })
    for ending in ["el", "eb", "hf"] where letters.hasSuffix(ending) { return String(letters.dropLast(2)) }
    return letters
  }
}
