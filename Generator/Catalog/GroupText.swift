// The catalog's text: one fact a line, made for `git diff`. Writing and reading are inverses.
//
//     AF_CAN 29 s32 alias bits/socket.h int
//     BDADDR_... "text" u8[18] macro bluetooth/bluetooth.h char[18]
//     struct sockaddr_can 24 8 linux/can.h struct sockaddr_can
//       can_family 0 16 - u16 __kernel_sa_family_t
//
// A constant: name, value, shape, kind, header, C type. A structure: struct or union, name, size and alignment in
// bytes, header, C type; below it each field: name (or -), offset and width in bits, byte order (- host, be, le), shape
// (behind a colon: a bit-field), C type. Only the last column may hold blanks.

extension Group {
  /// The facts as lines, without a head.
  package var text: String {
    var lines = constants.map(\.line)
    for structure in structures {
      lines.append(structure.line)
      lines += structure.fields.map { "  " + $0.line }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The rejections as lines: name, header, reason.
  package var rejectedText: String {
    rejections.map { "\($0.name) \($0.header) \($0.reason)\n" }.joined()
  }

  /// Reads back what ``text`` and ``rejectedText`` wrote. Lines that begin with `#` are comments.
  ///
  /// - Throws: ``CatalogError`` for a line of another form.
  package init(name: String, text: String, rejectedText: String = "") throws(CatalogError) {
    self.init(name: name)
    for (line, number) in Self.facts(text) {
      let columns = line.split(separator: " ", maxSplits: 5).map(String.init)
      if line.hasPrefix("  ") {
        guard let field = Structure.Field(columns), !structures.isEmpty else {
          throw CatalogError(file: name, line: number, text: line)
        }
        structures[structures.count - 1].fields.append(field)
      } else if columns[0] == "struct" || columns[0] == "union" {
        guard let structure = Structure(columns) else { throw CatalogError(file: name, line: number, text: line) }
        structures.append(structure)
      } else {
        guard let constant = Constant(columns) else { throw CatalogError(file: name, line: number, text: line) }
        constants.append(constant)
      }
    }
    for (line, number) in Self.facts(rejectedText) {
      let columns = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard columns.count == 3 else { throw CatalogError(file: name, line: number, text: line) }
      rejections.append(Rejection(name: columns[0], header: columns[1], reason: columns[2]))
    }
  }

  private static func facts(_ text: String) -> [(Substring, Int)] {
    zip(text.split(separator: "\n", omittingEmptySubsequences: false), 1...).filter {
      !$0.0.isEmpty && !$0.0.hasPrefix("#")
    }
  }
}

/// Catalog text that can't be read.
package struct CatalogError: Explained, Hashable {
  package var problem: String
  package var advice: String { "these files are never edited; write them anew with scripts/regenerate" }

  init(file: String, line: Int, text: Substring) {
    problem = "\(file).txt:\(line): no fact of the catalog: \(text)"
  }
}

extension Constant {
  var line: String { "\(name) \(value) \(type.shape) \(kind.rawValue) \(header) \(type.spelling)" }

  init?(_ columns: [String]) {
    guard columns.count == 6, let value = Value(columns[1]), let shape = CType.Shape(columns[2]),
      let kind = Kind(rawValue: columns[3])
    else { return nil }
    self.init(
      name: columns[0], value: value, type: CType(shape, spelling: columns[5]), kind: kind, header: columns[4])
  }
}

extension Structure {
  var line: String {
    "\(keyword) \(name) \(size) \(alignment) \(header) \(spelling.isEmpty ? "-" : spelling)"
  }

  init?(_ columns: [String]) {
    guard columns.count == 6, let size = Int(columns[2]), let alignment = Int(columns[3]) else { return nil }
    self.init(
      name: columns[1], isUnion: columns[0] == "union", size: size, alignment: alignment, header: columns[4],
      fields: [], spelling: columns[5] == "-" ? "" : columns[5])
  }
}

extension Structure.Field {
  var line: String {
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
