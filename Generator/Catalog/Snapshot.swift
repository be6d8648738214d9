/// What one platform's headers say, group by group.
public struct Snapshot: Hashable, Sendable {
  /// `OS-VERSION-ARCH-LIBC`, as in `linux-6.1-x86_64-gnu`; a distribution's own headers carry its name behind a plus.
  public var platform: String
  /// In the order of the rules.
  public var groups: [Group]

  public init(platform: String, groups: [Group]) {
    self.platform = platform
    self.groups = groups
  }

  /// All constants of all groups.
  public var constants: [Constant] { groups.flatMap(\.constants) }
  /// All structures and unions of all groups.
  public var structures: [Structure] { groups.flatMap(\.structures) }
  /// All rejections of all groups.
  public var rejections: [Rejection] { groups.flatMap(\.rejections) }
}

/// The facts of the headers that belong together, such as CAN's. Everything is sorted by name.
public struct Group: Hashable, Sendable {
  public var name: String
  public var constants: [Constant]
  public var structures: [Structure]
  public var rejections: [Rejection]

  public init(
    name: String, constants: [Constant] = [], structures: [Structure] = [], rejections: [Rejection] = []
  ) {
    self.name = name
    self.constants = constants.sorted { $0.name < $1.name }
    self.structures = structures.sorted { $0.name < $1.name }
    self.rejections = rejections.sorted { ($0.name, $0.header, $0.reason) < ($1.name, $1.header, $1.reason) }
  }
}
