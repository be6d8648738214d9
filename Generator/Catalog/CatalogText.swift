/// A catalog's files, of which only the list of platforms has been read: what one platform's facts are read from at once.
package struct CatalogText: Sendable {
  /// By system.
  package private(set) var platforms: [String: PlatformList] = [:]
  /// The groups' texts, by system and name.
  package private(set) var groups: [String: [String: String]] = [:]

  /// - Parameter files: `platforms.txt` and `SYSTEM/GROUP.txt`, by path.
  /// - Throws: ``CatalogError`` for a line of another form.
  package init(files: [String: String]) throws(CatalogError) {
    for (path, text) in files {
      guard text.utf8.last == UInt8(ascii: "\n") else { throw CatalogError(cut: path, text: text) }
      let (count, promised) = (text.lineCount, text.promisedLineCount ?? text.lineCount)
      guard count == promised else { throw CatalogError(file: path, lines: count, promised: promised) }
    }
    var entries: [PlatformList.Entry] = []
    for (number, line) in zip(1..., (files["platforms.txt"] ?? "").lines) where !line.isEmpty && !line.hasPrefix("#") {
      guard let entry = PlatformList.Entry(line),
        !entries.contains(where: { $0.platform.clashes(with: entry.platform) })
      else {
        throw CatalogError(file: "platforms", line: number, text: line)
      }
      entries.append(entry)
    }
    platforms = Dictionary(grouping: entries, by: \.platform.system).mapValues(PlatformList.init)
    for (path, text) in files {
      let parts = path.split(separator: "/")
      guard parts.count == 2, parts[1].hasSuffix(".txt") else { continue }
      groups[String(parts[0]), default: [:]][String(parts[1].dropLast(4))] = text
    }
  }

  /// All platforms, in order.
  package var entries: [PlatformList.Entry] { platforms.keys.sorted().flatMap { platforms[$0]!.entries } }

  /// What one platform's headers say; `nil` if the catalog does not have it.
  ///
  /// - Throws: ``CatalogError`` for a line of another form.
  package func snapshot(of id: String) throws(CatalogError) -> Snapshot? {
    guard let system = (try? Platform(id))?.system, let list = platforms[system], let number = list.number(of: id)
    else {
      return nil
    }
    var snapshot = Snapshot(platform: id, groups: [])
    for (name, text) in (groups[system] ?? [:]).sorted(by: { $0.key < $1.key }) {
      let group = try Group(name: name, lines: Self.lines(of: text), of: list, on: number)
      if !group.constants.isEmpty || !group.structures.isEmpty { snapshot.groups.append(group) }
    }
    return snapshot
  }
}

extension CatalogText {
  /// A line that holds a fact, with its number in the file.
  package struct Line: Sendable {
    var number: Int
    var text: Substring
  }

  static func lines(of text: String) -> [Line] {
    zip(1..., text.lines).lazy.filter { !$0.1.isEmpty && $0.1.utf8.first != UInt8(ascii: "#") }
      .map { Line(number: $0.0, text: $0.1) }
  }

  /// What two platforms of one system have otherwise: their groups without the facts in which they agree. Most lines need
  /// not be read for that: those on which neither platform is set apart from the other.
  ///
  /// - Throws: ``CatalogError`` for a line of another form.
  package func differing(_ old: String, _ new: String) throws(CatalogError) -> (old: [Group], new: [Group])? {
    guard let system = (try? Platform(old))?.system, let list = platforms[system], let first = list.number(of: old),
      let second = list.number(of: new)
    else { return nil }
    var groups: (old: [Group], new: [Group]) = ([], [])
    var distinguishing: [Substring: Bool] = [:]
    for (name, text) in (self.groups[system] ?? [:]).sorted(by: { $0.key < $1.key }) {
      var kept: [Line] = []
      var fact: (start: Int, key: Substring, differs: Bool) = (0, "", false)
      func close(_ lines: ArraySlice<Line>) { if fact.differs { kept += lines } }
      let lines = Self.lines(of: text)
      for (index, line) in lines.enumerated() {
        let key = line.text.key
        if !key.isEmpty, key != fact.key {
          close(lines[fact.start..<index])
          fact = (index, key, false)
        }
        guard let terms = line.text.cutTerms.1 else { continue }
        if let known = distinguishing[terms] {
          fact.differs = fact.differs || known
        } else {
          guard let old = list.contains(first, terms), let new = list.contains(second, terms) else {
            throw CatalogError(file: name, line: line.number, text: line.text)
          }
          distinguishing[terms] = old != new
          fact.differs = fact.differs || old != new
        }
      }
      close(lines[fact.start...])
      groups.old.append(try Group(name: name, lines: kept, of: list, on: first))
      groups.new.append(try Group(name: name, lines: kept, of: list, on: second))
    }
    return groups
  }
}

extension Group {
  /// Reads one platform's facts from a group's text.
  ///
  /// - Throws: ``CatalogError`` for a line of another form.
  package init(
    name: String, lines: [CatalogText.Line], of platforms: PlatformList, on number: Int
  ) throws(CatalogError) {
    var fitting: [Substring: Bool] = [:]
    var constants: [Substring: Constant] = [:]
    var structures: [Substring: Structure] = [:]
    /// What the lines are about; its first line says whether the platform has it at all.
    var record: (key: Substring, isPresent: Bool, hasFields: Bool) = ("", false, false)
    for line in lines {
      func error() -> CatalogError { CatalogError(file: name, line: line.number, text: line.text) }
      let (fact, terms) = line.text.cutTerms
      var fits = true
      if let terms {
        if let answer = fitting[terms] {
          fits = answer
        } else {
          guard let answer = platforms.contains(number, terms) else { throw error() }
          (fits, fitting[terms]) = (answer, answer)
        }
      }
      let key = line.text.key
      if key.isEmpty {
        record.hasFields = true
      } else if key != record.key || record.hasFields {
        record = (key, fits, false)
      }
      if !fits || !record.isPresent { continue }
      let columns = fact.columns
      if key.isEmpty {
        guard let field = Structure.Field(columns) else { throw error() }
        structures[record.key]?.fields.append(field)
      } else if line.text.isStructure {
        guard let structure = Structure(columns) else { throw error() }
        structures[key] = structure
      } else {
        guard let constant = Constant(columns) else { throw error() }
        constants[key] = constant
      }
    }
    self.init(name: name, constants: Array(constants.values), structures: Array(structures.values))
  }
}

extension PlatformList.Entry {
  var line: String {
    "\(platform.id) \(triple) \(machine.pointerBits)\(machine.isBigEndian ? "be" : "le") \(source)"
  }

  init?(_ line: Substring) {
    let columns = line.split(separator: " ", maxSplits: 3).map(String.init)
    guard columns.count == 4, let platform = try? Platform(columns[0]), let bits = Int(columns[2].dropLast(2)),
      [32, 64].contains(bits), ["be", "le"].contains(columns[2].suffix(2))
    else { return nil }
    let machine = PlatformList.Machine(pointerBits: bits, isBigEndian: columns[2].hasSuffix("be"))
    self.init(platform: platform, triple: columns[1], machine: machine, source: columns[3])
  }
}
