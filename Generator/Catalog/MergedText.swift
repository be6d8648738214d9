// The catalog's text: one fact a line, made for `git diff`. Writing and reading are inverses.
//
//     AF_CAN 29 s32 alias bits/socket.h int
//     SO_REUSEPORT 15 s32 macro asm-generic/socket.h int
//     SO_REUSEPORT 512 s32 macro asm/socket.h int @ mips* sparc*
//     UDP_SEGMENT 103 s32 macro linux/udp.h int
//     struct tcp_info 280 8 linux/tcp.h struct tcp_info
//     struct tcp_info 232 8 linux/tcp.h struct tcp_info @ -6.3
//       tcpi_state 0 8 - u8 __u8
//       tcpi_rto_time 240 32 - u32 __u32 @ 6.13-
//
// A constant: name, value, shape, kind, header, C type. A structure: struct or union, name, size and alignment in
// bytes, header, C type; below it each field: name (or -), offset and width in bits, byte order (- host, be, le), shape
// (behind a colon: a bit-field), C type, which alone may hold blanks.
//
// Behind an @ stand the platforms, as `PlatformTerm` names them. On the first line of a name: all that have it; every
// platform of the system without one. On each further line: those of them where it is otherwise. On a field's: those of
// the structure's platforms that have the field; all of them without one.

extension MergedGroup {
  /// The facts as lines, sorted by name.
  package func text(of platforms: PlatformList, naming: inout PlatformNaming) -> String {
    var writer = MergedWriter(platforms: platforms, naming: naming)
    for name in constants.keys.sorted() { writer.write(constants[name]!) }
    for name in structures.keys.sorted() { writer.write(structures[name]!) }
    naming = writer.naming
    return writer.text
  }
}

private struct MergedWriter {
  let platforms: PlatformList
  var naming: PlatformNaming
  var text = ""

  mutating func write(_ merged: Merged<Constant>) {
    let presence = merged.presence
    for (index, variant) in merged.variants.enumerated() {
      text += variant.fact.line + head(index, variant.platforms, presence)
    }
  }

  /// A structure whose fields stand in one order on all platforms is written once, any other once for each variant; but
  /// those without fields together, since nothing would stand between them.
  mutating func write(_ merged: Merged<Structure>) {
    if let fields = FieldOrder(merged.variants).fields { return write(merged.variants, fields) }
    for variant in merged.variants where !variant.fact.fields.isEmpty {
      write([variant], variant.fact.fields.map { ($0, variant.platforms) })
    }
    let empty = merged.variants.filter(\.fact.fields.isEmpty)
    if !empty.isEmpty { write(empty, []) }
  }

  private mutating func write(
    _ variants: [Merged<Structure>.Variant], _ fields: [(Structure.Field, PlatformSet)]
  ) {
    var heads = Merged<String>()
    for variant in variants { heads.add(variant.fact.line, on: variant.platforms) }
    heads.sort()
    let presence = heads.presence
    for (index, variant) in heads.variants.enumerated() {
      text += variant.fact + head(index, variant.platforms, presence)
    }
    for (field, set) in fields { text += "  " + field.line + terms(set, presence) }
  }

  private mutating func head(_ index: Int, _ set: PlatformSet, _ presence: PlatformSet) -> String {
    index == 0 ? terms(presence, platforms.all) : terms(set, presence)
  }

  private mutating func terms(_ set: PlatformSet, _ universe: PlatformSet) -> String {
    let terms = naming.text(of: set, within: universe)
    return terms.isEmpty ? "\n" : " @ \(terms)\n"
  }
}

/// One order for the fields of all variants of a structure.
private struct FieldOrder {
  /// Each distinct field once, with its platforms; `nil` if there is no such order.
  private(set) var fields: [(Structure.Field, PlatformSet)]?

  init(_ variants: [Merged<Structure>.Variant]) {
    var sets: [Structure.Field: PlatformSet] = [:]
    var known: [Structure.Field] = []
    // How many fields must come before each, and which come behind it: the neighbours in each variant.
    var waiting: [Structure.Field: Int] = [:]
    var followers: [Structure.Field: Set<Structure.Field>] = [:]
    for variant in variants {
      let fields = variant.fact.fields
      guard Set(fields).count == fields.count else { return }
      for field in fields where sets.updateValue(sets[field] ?? variant.platforms, forKey: field) == nil {
        known.append(field)
      }
      for field in fields { sets[field]!.formUnion(variant.platforms) }
      for (field, next) in zip(fields, fields.dropFirst())
      where followers[field, default: []].insert(next).inserted { waiting[next, default: 0] += 1 }
    }
    var order: [(Structure.Field, PlatformSet)] = []
    while order.count < known.count {
      let ready = known.filter { waiting[$0, default: 0] == 0 }
      guard let next = ready.min(by: { $0.offset < $1.offset }) else { return }  // a circle
      order.append((next, sets[next]!))
      waiting[next] = -1
      for follower in followers[next] ?? [] { waiting[follower]! -= 1 }
    }
    fields = order
  }
}

extension MergedGroup {
  /// Reads back what ``text(of:naming:)`` wrote. Lines that begin with `#` are comments.
  ///
  /// - Throws: ``CatalogError`` for a line of another form.
  package init(name: String, text: String, platforms: PlatformList) throws(CatalogError) {
    self.init(name: name)
    var record: Record?
    var sets: [Substring: PlatformSet] = [:]
    for line in CatalogText.lines(of: text) {
      func error() -> CatalogError { CatalogError(file: name, line: line.number, text: line.text) }
      let (fact, terms) = line.text.cutTerms
      let columns = fact.columns

      func set(within universe: PlatformSet) throws(CatalogError) -> PlatformSet {
        guard let terms else { return universe }
        guard let named = sets[terms] ?? platforms.set(of: terms) else { throw error() }
        sets[terms] = named
        let set = named.intersection(universe)
        // What holds nowhere could not be written: no terms stand for all.
        guard !set.isEmpty else { throw error() }
        return set
      }

      if line.text.key.isEmpty {
        guard record != nil, let field = Structure.Field(columns) else { throw error() }
        record!.fields.append((field, try set(within: record!.presence)))
      } else if line.text.isStructure {
        guard let structure = Structure(columns) else { throw error() }
        if record?.continues(with: structure) != true {
          if let record { add(record) }
          let presence = try set(within: platforms.all)
          // What is written once for each variant has each platform once.
          if let earlier = structures[structure.key]?.presence, presence.commonCount(earlier) > 0 { throw error() }
          record = Record(presence: presence)
        }
        record!.add(structure, try set(within: record!.presence))
      } else {
        guard let constant = Constant(columns) else { throw error() }
        let merged = constants[constant.name]
        constants[constant.name, default: Merged()].except(
          constant, on: try set(within: merged?.presence ?? platforms.all))
      }
    }
    if let record { add(record) }
    sort()
  }

  private mutating func add(_ record: Record) {
    for variant in record.variants {
      let structure = variant.fact
      structures[structure.key, default: Merged()].add(structure, on: variant.platforms)
    }
  }

  /// The lines of a structure.
  private struct Record {
    let presence: PlatformSet
    var heads = Merged<Structure>()
    var fields: [(Structure.Field, PlatformSet)] = []

    init(presence: PlatformSet) { self.presence = presence }

    /// Whether a line that begins a structure is one more of this one's.
    func continues(with structure: Structure) -> Bool {
      guard let first = heads.variants.first?.fact, fields.isEmpty else { return false }
      return first.name == structure.name && first.isUnion == structure.isUnion
    }

    mutating func add(_ structure: Structure, _ platforms: PlatformSet) { heads.except(structure, on: platforms) }

    /// The platforms are split wherever one has a field that another lacks.
    var variants: [Merged<Structure>.Variant] {
      var parts = heads.variants
      for (field, set) in fields {
        var split: [Merged<Structure>.Variant] = []
        for part in parts {
          var having = part
          having.platforms.formIntersection(set)
          having.fact.fields.append(field)
          if having.platforms.count < part.platforms.count {
            split.append(.init(fact: part.fact, platforms: part.platforms.subtracting(set)))
          }
          if !having.platforms.isEmpty { split.append(having) }
        }
        parts = split
      }
      return parts
    }
  }
}

extension Merged {
  /// Adds a fact that overrules the earlier ones on its platforms.
  fileprivate mutating func except(_ fact: Fact, on platforms: PlatformSet) {
    var others = Merged()
    for variant in variants {
      let rest = variant.platforms.subtracting(platforms)
      if !rest.isEmpty { others.add(variant.fact, on: rest) }
    }
    self = others
    add(fact, on: platforms)
  }
}
