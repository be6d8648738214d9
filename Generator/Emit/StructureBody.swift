import Catalog

/// The Swift text of one structure, nested ones included.
struct StructureBody {
  var name: String
  var conformance: String
  var size: Int
  var members: [Member]
  /// What stands before the functions: `@inlinable `, or nothing.
  var attribute: String
  /// Further declarations.
  var extras: [String]

  var text: String {
    var text = "public struct \(identifier(name)): \(conformance) {\n"
    for member in members {
      text += "  /// \(member.note).\n"
      text += "  public var \(identifier(member.name)): \(member.type)\n"
    }
    text += """

        \(attribute)public static var size: Int { \(size) }

        \(attribute)public init() {
      \(members.map { "    self.\($0.name) = \($0.initial)\n" }.joined())  }

      """
    // The large ones are reports that the kernel fills in.
    if (1...8).contains(members.count) { text += memberwise }
    text += codec
    for extra in extras { text += "\n" + indented(extra) }
    for nested in members.flatMap(\.nested) { text += "\n" + indented(nested) }
    return text + "}\n"
  }

  private var memberwise: String {
    let parameters = members.map { "    \(identifier($0.name)): \($0.type)" }
    let defaults = zip(parameters, members).map { "\($0) = \($1.initial)" }.joined(separator: ",\n")
    let assignments = members.map { "    self.\($0.name) = \(identifier($0.name))\n" }.joined()
    return """

        /// Each field as given, or zero.
        \(attribute)public init(
      \(defaults)
        ) {
      \(assignments)  }

      """
  }

  private var codec: String {
    let reads = members.map { "    self.\($0.name) = \($0.read)\n" }.joined()
    let writes =
      (isCovered ? "" : "    bytes.zero(at: offset, count: \(size))\n")
      + members.map { "    \($0.write)\n" }.joined()
    return """

        \(attribute)public init(reading bytes: RawSpan, at offset: Int) {
          guard Self.fits(in: bytes.byteCount, at: offset) else {
            self = Self(readingPart: bytes, at: offset)
            return
          }
      \(reads)  }

        \(attribute)public func write(to bytes: inout MutableRawSpan, at offset: Int) {
          precondition(Self.fits(in: bytes.byteCount, at: offset))
      \(writes)  }

      """
  }

  /// Whether the members write every byte, so that nothing need be zeroed first.
  private var isCovered: Bool {
    var next = 0
    for range in members.map(\.covered) {
      guard range.lowerBound == next else { return false }
      next = range.upperBound
    }
    return next == size
  }
}

/// The text two blanks further in.
func indented(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }.joined(
    separator: "\n")
}
