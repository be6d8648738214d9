/// What one platform's headers say, group by group.
package struct Snapshot: Hashable, Sendable {
  /// `OS-VERSION-ARCH-LIBC`, as in `linux-6.1-x86_64-gnu`; a distribution's own headers carry its name behind a plus.
  package var platform: String
  /// In the order of the rules.
  package var groups: [Group]

  package init(platform: String, groups: [Group]) {
    self.platform = platform
    self.groups = groups
  }

  /// All constants of all groups.
  package var constants: [Constant] { groups.flatMap(\.constants) }
  /// All structures and unions of all groups.
  package var structures: [Structure] { groups.flatMap(\.structures) }
  /// All rejections of all groups.
  package var rejections: [Rejection] { groups.flatMap(\.rejections) }
}

/// The facts of the headers that belong together, such as CAN's. Everything is sorted by name.
package struct Group: Hashable, Sendable {
  package var name: String
  package var constants: [Constant]
  package var structures: [Structure]
  package var rejections: [Rejection]

  package init(
    name: String, constants: [Constant] = [], structures: [Structure] = [], rejections: [Rejection] = []
  ) {
    self.name = name
    self.constants = constants.sorted { $0.name < $1.name }
    self.structures = structures.sorted { $0.name < $1.name }
    self.rejections = rejections.sorted { ($0.name, $0.header, $0.reason) < ($1.name, $1.header, $1.reason) }
  }
}
