import CClang
import Catalog

/// Reads one translation unit: first what it defines, then, in a second pass, what its macros are worth.
///
/// A macro has no value of its own, only in an expression. So the second pass parses the same includes followed by one
/// line for each macro, `__auto_type v = NAME;`, and asks the compiler for the type and value of each variable. A line
/// with an error is the answer too: the reason why the macro is no constant. Macros are thereby worth what they are at
/// the end of the unit, after all redefinitions.
struct UnitWalk {
  let unit: HeaderRules.Unit
  let includes: [String]
  let tree: HeaderTree
  let rules: HeaderRules
  let owners: [String: String]

  private var source: String { includes.map { "#include <\($0)>\n" }.joined() }

  /// Reads each header by itself, behind the prelude.
  func search() throws(WalkError) {
    for header in includes {
      let source = (unit.prelude + [header]).map { "#include <\($0)>\n" }.joined()
      try Journal.reading("\(header) for \(tree.triple) in \(tree.includeDirectories[1])") { () throws(WalkError) in
        _ = try ParsedUnit(source, tree: tree, macros: true)
      }
    }
  }

  func facts() throws(WalkError) -> UnitFacts {
    var facts = UnitFacts()
    let place = "unit '\(unit.name)' for \(tree.triple) in \(tree.includeDirectories[1])"
    let macros = try Journal.reading("\(place), what it defines") { () throws(WalkError) in
      try definitions(into: &facts)
    }
    try Journal.reading("\(place), what its macros are worth") { () throws(WalkError) in
      try evaluate(macros, into: &facts)
    }
    if let (name, header) = facts.names.first(where: { $0.name.utf8.count > 1000 }) {
      throw WalkError(
        "\(header): a name of \(name.utf8.count) bytes: \(name.prefix(200)) ...",
        advice: "take it out of the header, or the header out of headers.yml")
    }
    return facts
  }

  /// The first pass: structures, enumerators and constant structures go into `facts`, the macros
  /// that are worth a second look are returned.
  private func definitions(into facts: inout UnitFacts) throws(WalkError) -> [Macro] {
    let parsed = try ParsedUnit(source, tree: tree, macros: true)
    if let error = parsed.errors.first {
      // An error in our own lines is about the header that the line includes.
      let isOurs = error.file == ParsedUnit.mainFile && (1...includes.count).contains(error.line)
      throw WalkError(
        isOurs
          ? "\(includes[error.line - 1]): \(error.message.excerpt)"
          : "\(error.file):\(error.line): \(error.message.excerpt)",
        advice: "the headers of unit '\(unit.name)' do not compile for \(tree.triple): are they all of one platform, "
          + "and is each complete?")
    }
    var files = FileTable(tree: tree, owners: owners)
    var macros: [String: Macro] = [:]
    // Of all macros there are: those of others count in what ours expand to.
    var places: [String: FileTable.Location] = [:]
    var variables: [Constant] = []
    var structures = StructureScan(
      orders: rules.byteOrder, packed: PackedLayout(unit: parsed, options: tree.options))
    parsed.forEachCursor { cursor in
      let kind = cursor.kind
      guard let location = files.location(of: cursor) else { return }
      let only = rules.shared?[location.header]
      if kind == CXCursor_MacroDefinition {
        let name = cursor.spelling
        places[name] = location
        guard location.isOwned, only == nil else {
          facts.strangers[location.header, default: 0] += 1
          return
        }
        macros[name] = Macro(
          name: name, header: location.header, text: location.text(in: parsed, dropping: name.utf8.count))
      } else if location.isOwned, kind == CXCursor_VarDecl {
        guard only == nil, let value = ConstantStructure(cursor, machine: tree.machine) else { return }
        variables.append(value.constant(header: location.header))
      } else if location.isOwned, cursor.isDefinition, only?.contains(cursor.spelling) != false {
        structures.add(cursor, header: location.header)
      }
    }
    facts.structures = structures.structures
    facts.constants = structures.enumerators + variables
    var sizes = ExpansionSizes { name in places[name]?.text(in: parsed, dropping: name.utf8.count) }
    return macros.values.sorted { $0.name < $1.name }.filter { macro in
      guard let objection = macro.objection(&sizes) else { return true }
      facts.rejections.append(Rejection(name: macro.name, header: macro.header, reason: objection))
      return false
    }
  }

  /// The second pass: each macro becomes a constant or a rejection.
  private func evaluate(_ candidates: [Macro], into facts: inout UnitFacts) throws(WalkError) {
    var source = self.source
    let firstLine = includes.count + 1
    for (number, macro) in candidates.enumerated() {
      // Bare and in parentheses: the bare form alone would take `5;`, the other alone would take `1, 2`.
      source += "__auto_type bare\(number) = \(macro.name); __auto_type worth\(number) = (\(macro.name));"
      // A string's value ends at its first NUL, its size does not.
      if macro.body.utf8.contains(UInt8(ascii: "\"")) { source += " long size\(number) = sizeof(\(macro.name));" }
      source += "\n"
    }

    let parsed = try ParsedUnit(source, tree: tree, macros: false)
    var reasons: [Int: String] = [:]
    for error in parsed.errors {
      let number = error.line - firstLine
      guard error.file == ParsedUnit.mainFile, candidates.indices.contains(number) else { continue }
      if reasons[number] == nil { reasons[number] = error.message }
    }
    var evaluations = EvaluationScan(count: candidates.count)
    parsed.forEachCursor { evaluations.add($0) }

    let enumerators = Set(facts.constants.map(\.name))
    let variables = Dictionary(grouping: facts.constants.filter { $0.kind == .variable }, by: \.name)
    let values = Set(candidates.map(\.name)).union(enumerators)
    for (number, macro) in candidates.enumerated() {
      if enumerators.contains(macro.name), macro.body == macro.name { continue }  // #define X X
      let outcome = reasons[number].map { .failure(.init(reason: $0)) } ?? evaluations.outcome(number)
      switch outcome {
      case .success(let (value, type)):
        let kind: Constant.Kind = macro.isIdentifier && values.contains(macro.body) ? .alias : .macro
        facts.constants.append(
          Constant(name: macro.name, value: value, type: type, kind: kind, header: macro.header))
      case .failure(let rejected):
        if let variable = variables[macro.body]?.first {
          facts.constants.append(
            Constant(
              name: macro.name, value: variable.value, type: variable.type, kind: .alias, header: macro.header))
          continue
        }
        facts.rejections.append(
          Rejection(name: macro.name, header: macro.header, reason: "\(rejected.reason.excerpt): \(macro.body.excerpt)")
        )
      }
    }
  }
}
