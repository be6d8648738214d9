import Catalog

/// What one translation unit says, before units are merged and sorted into groups.
struct UnitFacts {
  var constants: [Constant] = []
  var structures: [Structure] = []
  var rejections: [Rejection] = []
  /// Headers that were read, none of whose facts are kept: how many macros each has.
  var strangers: [String: Int] = [:]
}
