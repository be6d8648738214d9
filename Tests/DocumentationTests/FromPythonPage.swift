/// The tables of the page "From Python".
struct FromPythonPage {
  var rows: [Row]

  /// What a name of Python's, or a family of constants such as `socket.AF_*`, is here.
  struct Row {
    var python: String
    /// The symbols that it is; for a family, the types that have the constants.
    var swift: [String]
    /// All symbols that the row links to.
    var links: [String]
    /// Why there is no such symbol.
    var reason: String?

    var isFamily: Bool { python.hasSuffix("*") }

    func holds(_ name: String) -> Bool {
      isFamily ? name.hasPrefix(python.dropLast()) : name == python
    }
  }

  init(_ text: String) {
    rows = text.split(separator: "\n").filter { $0.starts(with: /\| `(socket|sock|file)\./) }.map { line in
      let cells = line.split(separator: "|").map { $0.trimmingPrefix { $0 == " " } }
      let swift = Catalog.links(in: cells[1])
      return Row(
        python: String(cells[0].dropFirst().prefix { $0 != "`" }), swift: swift, links: Catalog.links(in: line),
        reason: swift.isEmpty ? String(cells.dropFirst(2).joined()) : nil)
    }
  }

  /// What the page does not answer, or answers wrongly.
  func problems(names: [PythonName], paths: Set<String>) -> [String] {
    var problems: [String] = []
    var used: Set<String> = []
    let members = Set(paths.filter { $0.contains("/") }.map { $0.split(separator: "/").last! })

    for name in names {
      // A name's own row goes before its family's, a smaller family before a larger one.
      let candidates = rows.filter { $0.holds(name.name) && (name.isConstant || !$0.isFamily) }
      guard
        let row = candidates.max(by: { ($0.isFamily ? 0 : 1, $0.python.count) < ($1.isFamily ? 0 : 1, $1.python.count) }
        )
      else {
        problems.append("\(name.name) has no row")
        continue
      }
      used.insert(row.python)
      guard name.isConstant else { continue }
      let cName = name.name.dropFirst("socket.".count)
      if row.reason != nil {
        if members.contains(cName) { problems.append("\(name.name) is there, but its row says that it is not") }
        if name.isOnLinux, row.isFamily { problems.append("\(name.name) is on Linux, and needs a row of its own") }
      } else if row.isFamily, !row.swift.contains(where: { paths.contains("\($0)/\(cName)") }) {
        problems.append("\(name.name) is none of \(row.swift.joined(separator: ", "))")
      }
    }
    for row in rows {
      if !used.contains(row.python) { problems.append("\(row.python) has a row, but is no name of Python's") }
      if rows.count(where: { $0.python == row.python }) > 1 { problems.append("\(row.python) has two rows") }
      for link in row.links where !paths.contains(link) { problems.append("\(row.python): there is no \(link)") }
      if let reason = row.reason, reason.count < 10 {
        problems.append("\(row.python) has neither a symbol nor a reason")
      }
    }
    return problems
  }
}
