/// One fact in which two snapshots differ.
package struct Difference: Hashable, Sendable, CustomStringConvertible {
  /// The constant's name, or `struct NAME` or `union NAME`.
  package var name: String
  /// The group that it belongs to.
  package var group: String
  package var change: Change

  /// What happened to the fact.
  package enum Change: Hashable, Sendable {
    /// Only the new snapshot has it; what it is there.
    case added(String)
    /// Only the old snapshot has it; what it was.
    case removed(String)
    case changed(old: String, new: String)
  }

  /// One line: `+ CAN_XL_XLF 128 (int)`, `- AF_CAIF 37 (int)` or `~ AF_MAX 45 (int) -> 46 (int)`.
  package var description: String {
    switch change {
    case .added(let new): "+ \(name) \(new)"
    case .removed(let old): "- \(name) \(old)"
    case .changed(let old, let new): "~ \(name) \(old) -> \(new)"
    }
  }

  /// Whether the name is one that moves whenever its neighbours become more: `AF_MAX`, `IFLA_INET_LAST`.
  package var isBoundary: Bool {
    ["MAX", "_LAST", "_CNT", "_MASK"].contains { name.hasSuffix($0) }
  }

  /// Whether a program that was built with the old facts may fail with the new ones.
  package var isBreaking: Bool {
    switch change {
    case .added: false
    case .removed: true
    case .changed: !isBoundary
    }
  }

  /// All differences, sorted by group, then by name. In which header a fact stands is none.
  package static func between(_ old: [Group], and new: [Group]) -> [Difference] {
    let before = facts(old)
    let after = facts(new)
    let differences = Set(before.keys).union(after.keys).compactMap { name -> Difference? in
      switch (before[name], after[name]) {
      case (let old?, let new?):
        new.fact.change(from: old.fact).map { Difference(name: name, group: new.group, change: $0) }
      case (let old?, nil): Difference(name: name, group: old.group, change: .removed(old.fact.text))
      case (nil, let new?): Difference(name: name, group: new.group, change: .added(new.fact.text))
      case (nil, nil): nil
      }
    }
    return differences.sorted { ($0.group, $0.name) < ($1.group, $1.name) }
  }

  private enum Fact {
    case constant(Constant)
    case structure(Structure)

    var text: String {
      switch self {
      case .constant(let constant): "\(constant.value) (\(constant.type.spelling))"
      case .structure(let structure): structure.summary
      }
    }

    func change(from old: Fact) -> Change? {
      if case (.structure(let new), .structure(let old)) = (self, old) { return new.change(from: old) }
      return text == old.text ? nil : .changed(old: old.text, new: text)
    }
  }

  private static func facts(_ groups: [Group]) -> [String: (group: String, fact: Fact)] {
    var facts: [String: (group: String, fact: Fact)] = [:]
    for group in groups {
      for constant in group.constants { facts[constant.name] = (group.name, .constant(constant)) }
      for structure in group.structures {
        facts["\(structure.keyword) \(structure.name)"] = (group.name, .structure(structure))
      }
    }
    return facts
  }
}

extension Structure {
  fileprivate var summary: String { "\(size) bytes (\(fields.map(\.place).joined(separator: ", ")))" }

  /// Sizes, and below them only the fields that differ.
  fileprivate func change(from old: Structure) -> Difference.Change? {
    let before = Set(old.fields.map(\.place))
    let after = Set(fields.map(\.place))
    guard before != after || size != old.size || alignment != old.alignment else { return nil }
    func side(_ structure: Structure, without other: Set<String>) -> String {
      let own = structure.fields.map(\.place).filter { !other.contains($0) }
      let size = "\(structure.size) bytes" + (alignment == old.alignment ? "" : " aligned to \(structure.alignment)")
      return own.isEmpty ? size : "\(size) (\(own.joined(separator: ", ")))"
    }
    return .changed(old: side(old, without: after), new: side(self, without: before))
  }
}

extension Structure.Field {
  /// Name, shape and position: all that the bytes know. As in `sll_protocol u16 be @2`, or `@6.3` for a bit-field.
  fileprivate var place: String {
    let order = byteOrder == .host ? "" : byteOrder == .big ? " be" : " le"
    let position = isBitField ? "\(offset / 8).\(offset % 8):\(width)" : "\(offset / 8)"
    return "\(name.isEmpty ? "-" : name) \(type.shape)\(order) @\(position)"
  }
}
