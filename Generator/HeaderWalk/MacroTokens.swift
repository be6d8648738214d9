/// A macro's definition, cut into what matters for its size: names, parentheses, and all else.
struct MacroTokens {
  enum Token: Equatable {
    case name(String)
    case open, close, other
  }

  private(set) var parameters: Set<String> = []
  private(set) var tokens: [Token] = []

  /// - Parameter text: what follows the macro's name; a parenthesis right behind that begins the parameters.
  /// - Returns: `nil` if there are more than `limit` tokens.
  init?(_ text: String, limit: Int) {
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "("), let end = rest.firstIndex(of: UInt8(ascii: ")")) {
      for parameter in rest[..<end].dropFirst().split(separator: UInt8(ascii: ",")) {
        // `...` goes by a name of its own; `rest...` by that name.
        let name = parameter.filter(\.isInName)
        parameters.insert(name.isEmpty ? "__VA_ARGS__" : String(decoding: name, as: UTF8.self))
      }
      rest = rest[end...].dropFirst()
    }
    while let token = Self.next(in: &rest) {
      tokens.append(token)
      guard tokens.count <= limit else { return nil }
    }
  }

  /// Takes the next token off the text. Each sign counts as one, those of two or three characters too.
  private static func next(in rest: inout Substring.UTF8View) -> Token? {
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "("):
        rest.removeFirst()
        return .open
      case UInt8(ascii: ")"):
        rest.removeFirst()
        return .close
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        dropLiteral(from: &rest)
        return .other
      case UInt8(ascii: "/") where rest.dropFirst().first == UInt8(ascii: "*"):
        dropComment(from: &rest)
      case UInt8(ascii: "\\"), 0...UInt8(ascii: " "): rest.removeFirst()
      case _ where byte.isInName:
        // A number takes its fraction and suffix along.
        let word = rest.prefix { $0.isInName || byte.isDigit && $0 == UInt8(ascii: ".") }
        rest = rest.dropFirst(word.count)
        return byte.isDigit ? .other : .name(String(Substring(word)))
      default:
        rest.removeFirst()
        return .other
      }
    }
    return nil
  }

  private static func dropLiteral(from rest: inout Substring.UTF8View) {
    let quote = rest.removeFirst()
    while let byte = rest.popFirst(), byte != quote {
      if byte == UInt8(ascii: "\\") { rest = rest.dropFirst() }
    }
  }

  private static func dropComment(from rest: inout Substring.UTF8View) {
    rest = rest.dropFirst(2)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "*"), rest.first == UInt8(ascii: "/") {
        rest.removeFirst()
        return
      }
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (48...57).contains(self) }

  fileprivate var isInName: Bool {
    switch self {
    case 48...57, 65...90, 95, 97...122, UInt8(ascii: "$"), 128...: true
    default: false
    }
  }
}
