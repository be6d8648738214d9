/// One fact in which two snapshots differ.
public struct Difference: Hashable, Sendable, CustomStringConvertible {
  /// The constant's or structure's name.
  public var name: String
  /// The group that it belongs to.
  public var group: String
  public var change: Change

  /// What happened to the fact.
  public enum Change: Hashable, Sendable {
    /// Only the new snapshot has it; what it is there.
    case added(String)
    /// Only the old snapshot has it; what it was.
    case removed(String)
    case changed(old: String, new: String)
  }

  /// One line: `+ CAN_XL ...`, `- AF_CAIF ...` or `~ AF_MAX 45 -> 46`.
  public var description: String {
    switch change {
    case .added(let new): "+ \(name) \(new)"
    case .removed(let old): "- \(name) \(old)"
    case .changed(let old, let new): "~ \(name) \(old) -> \(new)"
    }
  }

  /// All differences, sorted by name. Which header a constant stands in is none.
  public static func between(_ old: [Group], and new: [Group]) -> [Difference] {
    let before = facts(old)
    let after = facts(new)
    let names = Set(before.keys).union(after.keys).sorted()
    return names.compactMap { name in
      switch (before[name], after[name]) {
      case (let old?, let new?) where old.text != new.text:
        Difference(name: name, group: new.group, change: .changed(old: old.text, new: new.text))
      case (let old?, nil): Difference(name: name, group: old.group, change: .removed(old.text))
      case (nil, let new?): Difference(name: name, group: new.group, change: .added(new.text))
      default: nil
      }
    }
  }

  private static func facts(_ groups: [Group]) -> [String: (group: String, text: String)] {
    var facts: [String: (group: String, text: String)] = [:]
    for group in groups {
      for constant in group.constants {
        facts[constant.name] = (group.name, "\(constant.value) (\(constant.type.spelling))")
      }
      for structure in group.structures {
        facts[structure.isUnion ? "union \(structure.name)" : "struct \(structure.name)"] = (
          group.name, structure.summary
        )
      }
    }
    return facts
  }
}

extension Structure {
  /// Size and fields in one line.
  fileprivate var summary: String {
    let fields = fields.map { "\($0.name)@\($0.offset / 8)" }.joined(separator: " ")
    return "\(size) bytes (\(fields))"
  }
}
