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

  func facts() throws(WalkError) -> UnitFacts {
    var facts = UnitFacts()
    let macros = try definitions(into: &facts)
    try evaluate(macros, into: &facts)
    return facts
  }

  /// The first pass: structures, enumerators and constant structures go into `facts`, the macros that are worth a second look are returned.
  private func definitions(into facts: inout UnitFacts) throws(WalkError) -> [Macro] {
    let parsed = try ParsedUnit(source, tree: tree, macros: true)
    if let error = parsed.errors.first {
      // An error in our own lines is about the header that the line includes.
      let isOurs = error.file == ParsedUnit.mainFile && (1...includes.count).contains(error.line)
      throw WalkError(
        isOurs ? "\(includes[error.line - 1]): \(error.message)" : "\(error.file):\(error.line): \(error.message)",
        advice: "the headers of unit '\(unit.name)' do not compile for \(tree.triple): are they all of one platform, "
          + "and is each complete?")
    }
    var files = FileTable(tree: tree, owners: owners)
    var macros: [String: Macro] = [:]
    var variables: [Constant] = []
    var structures = StructureScan(
      orders: rules.byteOrder, packed: PackedLayout(unit: parsed, options: tree.options))
    parsed.forEachCursor { cursor in
      let kind = cursor.kind
      guard let location = files.location(of: cursor) else { return }
      let only = rules.shared?[location.header]
      if kind == CXCursor_MacroDefinition {
        guard location.isOwned, only == nil else {
          facts.strangers[location.header, default: 0] += 1
          return
        }
        let name = cursor.spelling
        let body = location.text(in: parsed).dropFirst(name.count)
        macros[name] = Macro(
          name: name, header: location.header, body: String(body).collapsingSpaces, isFunctionLike: body.first == "(")
      } else if location.isOwned, kind == CXCursor_VarDecl {
        guard only == nil, let value = ConstantStructure(cursor, machine: tree.machine) else { return }
        variables.append(value.constant(header: location.header))
      } else if location.isOwned, cursor.isDefinition, only?.contains(cursor.spelling) != false {
        structures.add(cursor, header: location.header)
      }
    }
    facts.structures = structures.structures
    facts.constants = structures.enumerators + variables
    return macros.values.sorted { $0.name < $1.name }
  }

  /// The second pass: each macro becomes a constant or a rejection.
  private func evaluate(_ macros: [Macro], into facts: inout UnitFacts) throws(WalkError) {
    var source = self.source
    let firstLine = includes.count + 1
    var candidates: [Macro] = []
    for macro in macros {
      if let objection = macro.objection {
        facts.rejections.append(Rejection(name: macro.name, header: macro.header, reason: objection))
      } else {
        // Bare and in parentheses: the bare form alone would take `5;`, the other alone would take `1, 2`.
        source += "__auto_type bare\(candidates.count) = \(macro.name); "
        source += "__auto_type worth\(candidates.count) = (\(macro.name));"
        // A string's value ends at its first NUL, its size does not.
        if macro.body.utf8.contains(UInt8(ascii: "\"")) {
          source += " long size\(candidates.count) = sizeof(\(macro.name));"
        }
        source += "\n"
        candidates.append(macro)
      }
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
          Rejection(name: macro.name, header: macro.header, reason: "\(rejected.reason): \(macro.body)"))
      }
    }
  }
}

extension String {
  /// Line continuations and runs of blanks as one blank, none at the ends. By bytes: each macro there is comes here.
  fileprivate var collapsingSpaces: String {
    let blanks = " \t\n\u{B}\u{C}\r".utf8
    var text: [UInt8] = []
    var isBehindBlank = false
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      let isContinuation = byte == UInt8(ascii: "\\") && rest.first == UInt8(ascii: "\n")
      guard !isContinuation, !blanks.contains(byte) else {
        isBehindBlank = true
        continue
      }
      if isBehindBlank, !text.isEmpty { text.append(UInt8(ascii: " ")) }
      isBehindBlank = false
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
