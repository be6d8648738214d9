import Catalog

extension Structure {
  /// The array without a length at the structure's end, its offset in bits from the structure's start.
  ///
  /// The kernel wraps some in unnamed unions, beside an array of one element for older programs.
  func flexibleArray(among known: [String: Structure]) -> Field? {
    for var field in isUnion ? fields : fields.suffix(1) {
      switch field.type.shape {
      case .array(_, nil), .array(_, 0):
        return field
      case .structure(let name) where field.name.isEmpty, .union(let name) where field.name.isEmpty:
        guard let inner = known[name]?.flexibleArray(among: known) else { continue }
        field.name = inner.name
        field.type = inner.type
        field.offset += inner.offset
        return field
      default: continue
      }
    }
    return nil
  }
}
