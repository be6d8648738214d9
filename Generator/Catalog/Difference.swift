/// One fact in which two snapshots differ.
package struct Difference: Hashable, Sendable, CustomStringConvertible {
  /// The constant's name, or `struct NAME` or `union NAME`.
  package var name: String
  /// The group that it belongs to, and the header that defines it.
  package var group: String
  package var header: String
  package var kind: Kind
  /// What it was; `nil` if it is new.
  package var old: String?
  /// What it is; `nil` if it is gone.
  package var new: String?

  /// What happened to a fact.
  package enum Kind: String, CaseIterable, Sendable {
    case added
    case removed
    /// A constant has another value.
    case changed
    /// A constant has the same value, of another C type.
    case type
    /// A structure's fields lie elsewhere.
    case layout
    /// The end of a list or a mask, which moves whenever its neighbours become more; or a structure with new fields
    /// behind the old ones.
    case growth
    /// The same fact stands in another header.
    case moved

    /// Whether a program that was built with the old facts may fail with the new ones.
    package var isBreaking: Bool { [.removed, .changed, .type, .layout].contains(self) }
  }

  /// One line: `+ CAN_XL_XLF 128 (int)`, `- AF_CAIF 37 (int)`, `~ AF_MAX 45 (int) -> 46 (int)` or
  /// `> TIPC_OK <linux/tipc.h> -> <linux/tipc_config.h>`.
  package var description: String {
    switch (kind, old, new) {
    case (.moved, let old?, let new?): "> \(name) \(old) -> \(new)"
    case (_, let old?, let new?): "~ \(name) \(old) -> \(new)"
    case (_, let old?, nil): "- \(name) \(old)"
    default: "+ \(name) \(new ?? "")"
    }
  }

  /// All differences, sorted by group, then by name.
  package static func between(_ old: [Group], and new: [Group]) -> [Difference] {
    let before = facts(old)
    let after = facts(new)
    let differences = Set(before.keys).union(after.keys).compactMap { name -> Difference? in
      let (old, new) = (before[name], after[name])
      guard let any = new ?? old else { return nil }
      var difference = Difference(
        name: name, group: any.group, header: any.fact.header, kind: .added, old: old?.fact.text, new: new?.fact.text)
      switch (old?.fact, new?.fact) {
      case (let old?, let new?):
        guard let change = new.change(from: old) else { return nil }
        (difference.kind, difference.old, difference.new) = change
      case (_?, nil): difference.kind = .removed
      default: break
      }
      return difference
    }
    return differences.sorted { ($0.group, $0.name) < ($1.group, $1.name) }
  }

  private static func facts(_ groups: [Group]) -> [String: (group: String, fact: Fact)] {
    var facts: [String: (group: String, fact: Fact)] = [:]
    for group in groups {
      for constant in group.constants { facts[constant.name] = (group.name, .constant(constant)) }
      for structure in group.structures {
        facts[structure.key] = (group.name, .structure(structure))
      }
    }
    return facts
  }
}

private enum Fact {
  case constant(Constant)
  case structure(Structure)

  var header: String {
    switch self {
    case .constant(let constant): constant.header
    case .structure(let structure): structure.header
    }
  }

  var text: String {
    switch self {
    case .constant(let constant): constant.summary
    case .structure(let structure): structure.summary
    }
  }

  typealias Change = (kind: Difference.Kind, old: String?, new: String?)

  func change(from old: Fact) -> Change? {
    let change: Change? =
      switch (self, old) {
      case (.constant(let new), .constant(let old)): new.change(from: old)
      case (.structure(let new), .structure(let old)): new.change(from: old)
      default: (.changed, old.text, text)
      }
    return change ?? (header == old.header ? nil : (.moved, "<\(old.header)>", "<\(header)>"))
  }
}

extension Constant {
  fileprivate var summary: String { "\(value) (\(type.spelling))" }

  fileprivate func change(from old: Constant) -> Fact.Change? {
    if summary == old.summary { return nil }
    let kind: Difference.Kind = value == old.value ? .type : isBoundary ? .growth : .changed
    return (kind, old.summary, summary)
  }

  /// Whether the name is one that moves whenever its neighbours become more: `AF_MAX`, `IFLA_INET_LAST`.
  private var isBoundary: Bool {
    ["MAX", "_LAST", "_CNT", "_MASK"].contains { name.hasSuffix($0) }
  }
}

extension Structure {
  fileprivate var summary: String { "\(size) bytes (\(fields.map(\.place).joined(separator: ", ")))" }

  /// Sizes, and below them only the fields that differ.
  fileprivate func change(from old: Structure) -> Fact.Change? {
    let before = Set(old.fields.map(\.place))
    let after = Set(fields.map(\.place))
    guard before != after || size != old.size || alignment != old.alignment else { return nil }
    func side(_ structure: Structure, without other: Set<String>) -> String {
      let own = structure.fields.map(\.place).filter { !other.contains($0) }
      let size = "\(structure.size) bytes" + (alignment == old.alignment ? "" : " aligned to \(structure.alignment)")
      return own.isEmpty ? size : "\(size) (\(own.joined(separator: ", ")))"
    }
    let end = old.fields.map { $0.offset + $0.width }.max() ?? 0
    let isGrowth =
      !isUnion && size >= old.size && alignment == old.alignment && before.isSubset(of: after)
      && fields.allSatisfy { before.contains($0.place) || $0.offset >= end }
    return (isGrowth ? .growth : .layout, side(old, without: after), side(self, without: before))
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
