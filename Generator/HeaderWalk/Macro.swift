/// A macro definition as the preprocessor recorded it.
struct Macro {
  var name: String
  var header: String
  /// The text behind the name; empty for a flag or an include guard, cut if it is too long.
  let body: String
  let isFunctionLike: Bool
  /// Of the text, in bytes.
  private let length: Int

  init(name: String, header: String, text: FileTable.Text) {
    self.name = name
    self.header = header
    length = text.count
    isFunctionLike = text.start.first == "("
    body = text.start.collapsingSpaces
  }

  /// Why the macro can't be a constant, as far as its text tells.
  func objection(_ sizes: inout ExpansionSizes) -> String? {
    if isFunctionLike { return "function-like" }
    if body.isEmpty { return "empty" }
    if length > FileTable.Text.limit { return "\(length) bytes long: \(body.excerpt)" }
    if !isBalanced { return "unbalanced brackets: \(body.excerpt)" }
    let size = sizes.size(of: name)
    if size.isRecursive { return "defined by way of itself: \(body.excerpt)" }
    if size.tokens > ExpansionSizes.limit {
      return "expands to more than \(ExpansionSizes.limit) tokens: \(body.excerpt)"
    }
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

extension String {
  /// As much of a text as one wants to read in a message.
  var excerpt: String { utf8.count <= 1000 ? self : String(prefix(200)) + " ..." }

  /// Line continuations and runs of blanks as one blank, none at the ends. By bytes: each macro there is comes here.
  fileprivate var collapsingSpaces: String {
    let blanks = " \t\n\u{B}\u{C}\r".utf8
    var text: [UInt8] = []
    var isBehindBlank = false
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      let isContinuation = byte == UInt8(ascii: "\\") && rest.first == UInt8(ascii: "\n")
      guard !isContinuation, !blanks.contains(byte) else {
        isBehindBlank = true
        continue
      }
      if isBehindBlank, !text.isEmpty { text.append(UInt8(ascii: " ")) }
      isBehindBlank = false
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
