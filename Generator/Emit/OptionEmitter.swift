import Catalog

/// Emits the socket options of one level.
struct OptionEmitter {
  let level: LevelRule
  let values: Values
  let structures: StructureEmitter
  let availability: AvailabilityEmitter
  let others: OtherPlatforms
  /// The constant of the level.
  let levelConstant: Constant?

  struct File {
    var text: String
    var options: [(level: Int128, number: Int128, name: String)]
    var remarks: [String]
  }

  /// The level's options that the headers have; `nil` if there are none. Their names are added to `taken`.
  ///
  /// - Throws: ``RuleError`` if the level itself is unknown, or an option belongs to two levels.
  func file(of snapshot: Snapshot, taken: inout Set<String>) throws(RuleError) -> File? {
    let valueTypes = level.valueTypes
    var byType: [String: [String]] = [:]
    var remarks: [String] = []
    var options: [(level: Int128, number: Int128, name: String)] = []
    for constant in snapshot.constants where level.takes(constant.name) {
      guard case .integer(let number) = constant.value else { continue }
      guard let levelNumber = values[level.level] else {
        throw RuleError("options.yml has options of \(level.level), which the headers do not have")
      }
      guard taken.insert(constant.name).inserted else {
        throw RuleError("options.yml has \(constant.name) at two levels, \(level.level) being one")
      }
      let rule = valueTypes[constant.name] ?? "Int32"
      guard let type = swiftType(rule) else {
        throw RuleError("options.yml gives \(constant.name) the type '\(rule)', which is neither known nor a structure")
      }
      if type.isSubstitute {
        remarks.append("\(constant.name): the headers have no struct \(rule); its value is emitted as bytes")
      }
      let encoding = type.encoding.map { ", encoding: .\($0)" } ?? ""
      let note = availability.note(on: constant.name)
      let documentation = "/// `\(level.level)`, `<\(constant.header)>`" + (note.isEmpty ? "" : "; \(note)")
      byType[type.name, default: []] += conditional(number, exceptions: others.exceptions(to: constant)) { number in
        [
          documentation,
          "@_alwaysEmitIntoClient public static var \(identifier(constant.name)): Self { "
            + "Self(level: \(levelText(levelNumber)), name: \(number)\(encoding)) }",
        ]
      }
      options.append((levelNumber, number, constant.name))
    }
    guard !options.isEmpty else { return nil }
    let extensions = byType.sorted { $0.key < $1.key }.map { type, lines in
      "extension SocketOption where Value == \(type) {\n" + lines.map { "  \($0)\n" }.joined() + "}\n"
    }
    let text = "// \(level.source)\n\n" + extensions.joined(separator: "\n")
    return File(text: text, options: options, remarks: remarks)
  }

  /// The level's number; by its name where that depends on the platform, as SOL_SOCKET's does.
  private func levelText(_ number: Int128) -> String {
    guard let levelConstant, !others.exceptions(to: levelConstant).isEmpty else { return "\(number)" }
    return "OptionLevel.\(level.level).rawValue"
  }

  private func swiftType(_ rule: String) -> (name: String, encoding: String?, isSubstitute: Bool)? {
    if rule.hasPrefix("["), rule.hasSuffix("]") {
      guard let element = swiftType(String(rule.dropFirst().dropLast())), element.encoding == nil else { return nil }
      return element.isSubstitute ? element : ("[\(element.name)]", nil, false)
    }
    if rule.hasPrefix("Duration.") { return ("Duration", String(rule.dropFirst(9)), false) }
    switch rule {
    case "Bool", "String", "Int32", "UInt8", "UInt16", "UInt32", "UInt64": return (rule, nil, false)
    case "Bytes": return ("[UInt8]", nil, false)
    default:
      guard rule.first?.isLowercase == true else { return nil }
      return structures.isEmitted(rule) ? ("Linux.\(identifier(rule))", nil, false) : ("[UInt8]", nil, true)
    }
  }
}
