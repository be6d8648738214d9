/// How large macros get when they are expanded, before libclang is asked to do it.
///
/// A few lines can define a macro of 2^40 tokens, and libclang recurses with each operator, cast or call until its stack
/// is full: neither can be stopped or caught. So the tokens are counted first, from above: what a macro names counts with
/// its own size, and the arguments of a call as often as the macro repeats any of them. A name that is pasted together
/// (`a ## b`) is not seen through.
struct ExpansionSizes {
  /// Three times what any expression comes to in the headers of Linux 7.2, macOS, Windows and the BSDs that are pinned;
  /// libclang 14 fails at some 1,800 `sizeof`s.
  static let limit = 1000

  /// What a macro comes to; both numbers are no more than ``limit`` + 1.
  struct Size: Equatable {
    /// Of the expansion, without those of arguments.
    var tokens: Int
    /// How often it repeats an argument.
    var copies = 1
    /// Whether it comes back to itself by way of another macro: how far that expands depends on where it begins.
    var isRecursive = false

    /// Nothing that is known to be a macro.
    static let token = Size(tokens: 1)
    static let tooLarge = Size(tokens: limit + 1, copies: limit + 1)
  }

  /// The text behind a macro's name, parameters first; `nil` for what is no macro.
  private let text: (String) -> FileTable.Text?
  private var known: [String: Size] = [:]

  init(text: @escaping (String) -> FileTable.Text?) { self.text = text }

  /// A macro on the way from the one that was asked for, its definition read up to `position`.
  private struct Visit {
    var name: String
    var definition: MacroTokens
    var position = 0
    var isRecursive = false
  }

  /// Depth first, with a stack of its own: a chain of macros may be long.
  mutating func size(of name: String) -> Size {
    var path: [Visit] = []
    var places: [String: Int] = [:]
    func visit(_ name: String) {
      guard known[name] == nil else { return }
      guard let text = text(name) else { return known[name] = .token }
      guard text.count <= FileTable.Text.limit, let definition = MacroTokens(text.start, limit: Self.limit) else {
        return known[name] = .tooLarge
      }
      places[name] = path.count
      path.append(Visit(name: name, definition: definition))
    }
    visit(name)
    while let top = path.indices.last {
      guard path[top].position < path[top].definition.tokens.count else {
        var size = size(of: path[top].definition, named: path[top].name)
        size.isRecursive = size.isRecursive || path[top].isRecursive
        known[path[top].name] = size
        places[path[top].name] = nil
        path.removeLast()
        continue
      }
      guard case .name(let next) = path[top].definition.tokens[path[top].position], next != path[top].name else {
        path[top].position += 1
        continue
      }
      if let place = places[next] {
        for number in place...top { path[number].isRecursive = true }
      }
      path[top].position += 1
      if places[next] == nil { visit(next) }
    }
    return known[name]!
  }

  /// A definition's size, when those of all the names in it are known.
  private func size(of definition: MacroTokens, named name: String) -> Size {
    var size = Size(tokens: 0)
    var uses: [String: Int] = [:]
    // Inside the call of a macro, everything counts as often as that repeats its arguments.
    var factor = 1
    var outer: [Int] = []
    var repeating = 1
    var anywhere = 1
    for (position, token) in definition.tokens.enumerated() {
      var own = Size.token
      switch token {
      case .open:
        outer.append(factor)
        factor = Self.capped(factor * repeating)
        repeating = 1
      case .close: factor = outer.popLast() ?? 1
      case .name(let used) where definition.parameters.contains(used):
        uses[used] = Self.capped(uses[used, default: 0] + factor)
      case .name(let used) where used != name:
        own = known[used] ?? .token
        if position + 1 == definition.tokens.count {
          // What stands behind the macro calls it, as with `#define htonl __bswap32`.
          size.copies = Self.capped(size.copies * own.copies)
        } else if definition.tokens[position + 1] == .open {
          repeating = own.copies
        } else {
          // Handed on: who calls it is not known, it may repeat everything.
          anywhere = Self.capped(anywhere * own.copies)
        }
        size.isRecursive = size.isRecursive || own.isRecursive
      case .name, .other: break
      }
      size.tokens = Self.capped(size.tokens + own.tokens * factor)
    }
    size.tokens = Self.capped(size.tokens * anywhere)
    size.copies = Self.capped(Self.capped(size.copies * anywhere) * max(1, uses.values.max() ?? 1))
    return size
  }

  private static func capped(_ number: Int) -> Int { min(number, limit + 1) }
}
