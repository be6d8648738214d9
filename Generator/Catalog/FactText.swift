// One fact as a line of the catalog's text, and back.

extension Group {
  /// The rejections as lines: name, header, reason.
  package var rejectedText: String {
    rejections.map { "\($0.name) \($0.header) \($0.reason)\n" }.joined()
  }
}

/// Catalog text that can't be read.
package struct CatalogError: Explained, Hashable {
  package var problem: String
  package var advice: String {
    "these files are never edited: bring them back from git, or remove them and run scripts/regenerate --all"
  }

  init(file: String, line: Int, text: Substring) {
    problem = "\(file).txt:\(line): no fact of the catalog: \(text)"
  }

  /// A file that ends in the middle of a line.
  init(cut path: String, text: String) {
    let lines = text.lines
    problem = "\(path):\(lines.count): the file is cut off: \(lines.last ?? "")"
  }

  /// A file that ends at the end of a line, but too early, or that was added to.
  init(file path: String, lines: Int, promised: Int) {
    problem = "\(path): the file is cut off, or lines were added: it has \(lines), its head says \(promised)"
  }
}

extension Constant {
  package var line: String { "\(name) \(value) \(type.shape) \(kind.rawValue) \(header) \(type.spelling)" }

  init?(_ columns: [String]) {
    guard columns.count == 6, let value = Value(columns[1]), let shape = CType.Shape(columns[2]),
      let kind = Kind(rawValue: columns[3])
    else { return nil }
    self.init(
      name: columns[0], value: value, type: CType(shape, spelling: columns[5]), kind: kind, header: columns[4])
  }
}

extension Structure {
  package var line: String {
    "\(key) \(size) \(alignment) \(header) \(spelling.isEmpty ? "-" : spelling)"
  }

  init?(_ columns: [String]) {
    guard columns.count == 6, let size = Int(columns[2]), let alignment = Int(columns[3]) else { return nil }
    self.init(
      name: columns[1], isUnion: columns[0] == "union", size: size, alignment: alignment, header: columns[4],
      fields: [], spelling: columns[5] == "-" ? "" : columns[5])
  }
}

extension Structure.Field {
  package var line: String {
    "\(name.isEmpty ? "-" : name) \(offset) \(width) \(byteOrder.code) \(isBitField ? ":" : "")\(type.shape) "
      + type.spelling
  }

  init?(_ columns: [String]) {
    guard columns.count == 6, let offset = Int(columns[1]), let width = Int(columns[2]),
      let order = Structure.ByteOrder(code: columns[3]),
      let shape = CType.Shape(columns[4].hasPrefix(":") ? String(columns[4].dropFirst()) : columns[4])
    else { return nil }
    self.init(
      name: columns[0] == "-" ? "" : columns[0], offset: offset, width: width, isBitField: columns[4].hasPrefix(":"),
      byteOrder: order, type: CType(shape, spelling: columns[5]))
  }
}

extension Structure.ByteOrder {
  fileprivate var code: String {
    switch self {
    case .host: "-"
    case .big: "be"
    case .little: "le"
    }
  }

  fileprivate init?(code: String) {
    guard let order = [Self.host, .big, .little].first(where: { $0.code == code }) else { return nil }
    self = order
  }
}
