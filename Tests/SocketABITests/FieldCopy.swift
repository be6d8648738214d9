import Catalog

/// C statements that copy a structure field by field, and thereby leave its padding alone.
struct FieldCopy {
  let structures: [String: Structure]

  /// A function `void copy_NAME(const void *, void *)`.
  func function(for structure: Structure) -> String {
    let statements = copies(of: structure, at: "").map { "  \($0)\n" }.joined()
    return """
      void copy_\(structure.name)(const void *from, void *to) {
        const \(structure.spelling) *in = from;
        \(structure.spelling) *out = to;
      \(statements)}

      """
  }

  /// `path` leads to the structure: empty, or with a dot at its end.
  private func copies(of structure: Structure, at path: String) -> [String] {
    structure.fields.flatMap { field -> [String] in
      if field.isBitField { return ["out->\(path)\(field.name) = in->\(path)\(field.name);"] }
      if !field.name.isEmpty { return copies(of: field.type.shape, named: path + field.name) }
      // C has no name for the member itself: all of its own members together are its bytes.
      switch field.type.shape {
      case .structure(let name): return copies(of: structures[name]!, at: path)
      case .union(let name):
        // One that fills the union is enough; the others may be of structures that another C library writes otherwise.
        var union = structures[name]!
        if let whole = union.fields.last(where: { !$0.name.isEmpty && $0.width == 8 * union.size }) {
          union.fields = [whole]
        }
        return copies(of: union, at: path)
      default: return []
      }
    }
  }

  private func copies(of shape: CType.Shape, named path: String) -> [String] {
    switch shape {
    case .structure(let name):
      return copies(of: structures[name]!, at: path + ".")
    case .array(_, nil):
      return []  // a flexible array has no bytes of its own
    case .array(.structure(let name), let count?):
      return (0..<count).flatMap { copies(of: structures[name]!, at: "\(path)[\($0)].") }
    default:
      return ["memcpy((void *)&out->\(path), &in->\(path), sizeof in->\(path));"]
    }
  }
}
