import Catalog

/// What one translation unit says, before units are merged and sorted into groups.
struct UnitFacts {
  var constants: [Constant] = []
  var structures: [Structure] = []
  var rejections: [Rejection] = []
  /// Headers that were read, none of whose facts are kept: how many macros each has.
  var strangers: [String: Int] = [:]

  /// All names, with the header of each.
  var names: [(name: String, header: String)] {
    let inStructures = structures.flatMap { structure in
      ([structure.name] + structure.fields.map(\.name)).map { ($0, structure.header) }
    }
    return constants.map { ($0.name, $0.header) } + rejections.map { ($0.name, $0.header) } + inStructures
  }
}
