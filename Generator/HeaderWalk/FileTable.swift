import CClang

/// Where cursors come from. Tens of thousands of cursors share a few hundred files, so each file is looked up once.
@safe
struct FileTable {
  let tree: HeaderTree
  let owners: [String: String]
  private var known: [CXFile: (header: String, isOwned: Bool)] = unsafe [:]

  init(tree: HeaderTree, owners: [String: String]) {
    self.tree = tree
    self.owners = owners
  }

  /// A stretch of a header.
  @safe
  struct Location {
    var header: String
    var isOwned: Bool
    fileprivate var file: CXFile
    fileprivate var range: CXSourceRange

    /// The text of the stretch, which may be as long as the file, without its first bytes.
    func text(in unit: ParsedUnit, dropping count: Int) -> Text {
      var start: UInt32 = 0
      var end: UInt32 = 0
      unsafe clang_getFileLocation(clang_getRangeStart(range), nil, nil, nil, &start)
      unsafe clang_getFileLocation(clang_getRangeEnd(range), nil, nil, nil, &end)
      let bytes = unsafe unit.contents(of: file)[Int(start)..<Int(end)].dropFirst(count)
      return unsafe Text(start: String(decoding: bytes.prefix(Text.limit), as: UTF8.self), count: bytes.count)
    }
  }

  /// What is written at a place, whole unless it is very long.
  struct Text {
    /// In bytes. The headers' own macros have some hundred.
    static let limit = 1 << 16
    var start: String
    /// Of all of it, in bytes.
    var count: Int
  }

  /// The header that a cursor stands in; `nil` for what the compiler itself defines.
  mutating func location(of cursor: CXCursor) -> Location? {
    var file: CXFile?
    let range = clang_getCursorExtent(cursor)
    unsafe clang_getFileLocation(clang_getRangeStart(range), &file, nil, nil, nil)
    guard let file = unsafe file else { return nil }
    let entry: (header: String, isOwned: Bool)
    if let hit = unsafe known[file] {
      entry = hit
    } else {
      let header = tree.relative(unsafe clang_getFileName(file).take())
      entry = (header, owners[header] != nil)
      unsafe known[file] = entry
    }
    return unsafe Location(header: entry.header, isOwned: entry.isOwned, file: file, range: range)
  }
}
