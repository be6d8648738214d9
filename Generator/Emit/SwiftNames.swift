/// A C name as a Swift identifier: the same, in backticks where Swift has another use for the word.
func identifier(_ name: String) -> String {
  keywords.contains(name) ? "`\(name)`" : name
}

/// The name of a nested type for a C member: `can_addr` as `CanAddr`.
func typeName(_ member: String) -> String {
  let words = member.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
  return words.joined()
}

private let keywords: Set = [
  "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else",
  "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init",
  "inout", "internal", "is", "let", "nil", "operator", "private", "protocol", "public", "repeat", "rethrows", "return",
  "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var",
  "where", "while", "Type", "Self", "Any",
]
