import CClang

/// A macro definition as the preprocessor recorded it.
struct Macro {
  var name: String
  var header: String
  /// The text behind the name; empty for a flag or an include guard.
  var body: String
  var isFunctionLike: Bool

  /// Why the macro can't be a constant, as far as its text tells.
  var objection: String? {
    if isFunctionLike { return "function-like" }
    if body.isEmpty { return "empty" }
    if !isBalanced { return "unbalanced brackets: \(body)" }
    return nil
  }

  /// Whether each bracket is closed. An open one would swallow the declarations that follow it.
  private var isBalanced: Bool {
    var open: [UInt8] = []
    for byte in body.utf8 {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(byte)
      case UInt8(ascii: ")"): if open.popLast() != UInt8(ascii: "(") { return false }
      case UInt8(ascii: "]"): if open.popLast() != UInt8(ascii: "[") { return false }
      case UInt8(ascii: "}"): if open.popLast() != UInt8(ascii: "{") { return false }
      default: break
      }
    }
    return open.isEmpty
  }

  /// Whether the body is a single identifier: another constant's name, perhaps.
  var isIdentifier: Bool {
    guard let first = body.utf8.first, !(48...57).contains(first) else { return false }
    return body.utf8.allSatisfy {
      switch $0 {
      case 48...57, 65...90, 95, 97...122: true
      default: false
      }
    }
  }
}
