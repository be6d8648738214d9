/// The platforms of one system, in order.
package struct PlatformList: Sendable {
  /// One platform and where its facts came from.
  package struct Entry: Hashable, Sendable {
    package var platform: Platform
    /// The compiler's target.
    package var triple: String
    package var machine: Machine
    /// What was read, with a hash or a version.
    package var source: String
    /// Whether the rules fix what was read, by its hash.
    package var isPinned: Bool { source.contains(" sha256:") }

    package init(platform: Platform, triple: String, machine: Machine, source: String) {
      self.platform = platform
      self.triple = triple
      self.machine = machine
      self.source = source
    }
  }

  /// What an architecture's layouts depend on.
  package struct Machine: Hashable, Sendable {
    package var pointerBits: Int
    package var isBigEndian: Bool

    package init(pointerBits: Int, isBigEndian: Bool) {
      self.pointerBits = pointerBits
      self.isBigEndian = isBigEndian
    }
  }

  package let entries: [Entry]
  package let all: PlatformSet
  /// The C libraries that the platforms have.
  let libcs: Set<String>
  private let numbers: [String: Int]

  package init(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.platform < $1.platform }
    all = PlatformSet(entries.indices, count: entries.count)
    libcs = Set(entries.map(\.platform.libc)).subtracting([""])
    numbers = Dictionary(uniqueKeysWithValues: zip(self.entries.map(\.platform.id), entries.indices))
  }

  /// The number of a platform.
  package func number(of id: String) -> Int? { numbers[id] }

  /// The platforms that a term fits.
  func set(of term: PlatformTerm) -> PlatformSet {
    PlatformSet(entries.indices.filter { term.fits(entries[$0]) }, count: entries.count)
  }

  /// The platforms that any of a line's terms fits; `nil` if one is no term, or fits no platform.
  func set(of text: some StringProtocol) -> PlatformSet? {
    var set = PlatformSet(count: entries.count)
    for text in text.split(separator: " ") {
      guard let term = PlatformTerm(text, libcs: libcs) else { return nil }
      let own = self.set(of: term)
      guard !own.isEmpty else { return nil }
      set.formUnion(own)
    }
    return set
  }

  /// Whether any of a line's terms fits one platform; `nil` if one is no term.
  func contains(_ number: Int, _ text: some StringProtocol) -> Bool? {
    let terms = text.split(separator: " ").map { PlatformTerm($0, libcs: libcs) }
    if terms.contains(where: { $0 == nil }) { return nil }
    return terms.contains { $0!.fits(entries[number]) }
  }
}
