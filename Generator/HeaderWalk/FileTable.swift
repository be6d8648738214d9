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

    /// The text of the stretch.
    func text(in unit: ParsedUnit) -> String {
      var start: UInt32 = 0
      var end: UInt32 = 0
      unsafe clang_getFileLocation(clang_getRangeStart(range), nil, nil, nil, &start)
      unsafe clang_getFileLocation(clang_getRangeEnd(range), nil, nil, nil, &end)
      return unsafe String(decoding: unit.contents(of: file)[Int(start)..<Int(end)], as: UTF8.self)
    }
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
