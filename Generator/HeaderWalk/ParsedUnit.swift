import CClang
import Catalog

/// One translation unit, parsed: a list of includes, and lines of our own behind them.
@safe
final class ParsedUnit {
  private let index: CXIndex
  private let unit: CXTranslationUnit
  /// The file name under which our own lines appear.
  static let mainFile = "socketgen.c"

  /// Parses `source` for the tree's target with the tree's directories, and no others.
  convenience init(_ source: String, tree: HeaderTree, macros: Bool) throws(WalkError) {
    try self.init(
      source, triple: tree.triple, directories: tree.includeDirectories, options: tree.options, macros: macros)
  }

  init(
    _ source: String, triple: String, directories: [String], options: [String] = [], macros: Bool
  ) throws(WalkError) {
    let index = unsafe clang_createIndex(0, 0)
    var arguments =
      [
        "-x", "c", "-std=gnu11", "--target=\(triple)", "-nostdinc", "-D_GNU_SOURCE", "-ferror-limit=0", "-w",
      ] + options
    for directory in directories { arguments += ["-isystem", directory] }
    var flags = CXTranslationUnit_SkipFunctionBodies.rawValue
    if macros { flags |= CXTranslationUnit_DetailedPreprocessingRecord.rawValue }

    var parsed: CXTranslationUnit?
    let code = unsafe Self.withCStrings(arguments) { arguments in
      unsafe source.withCString { text in
        unsafe Self.mainFile.withCString { name in
          var file = unsafe CXUnsavedFile(Filename: name, Contents: text, Length: UInt(source.utf8.count))
          return unsafe clang_parseTranslationUnit2(
            index, name, arguments.baseAddress, Int32(arguments.count), &file, 1, flags, &parsed)
        }
      }
    }
    guard let parsed = unsafe parsed, code == CXError_Success else {
      unsafe clang_disposeIndex(index)
      throw WalkError(
        "libclang \(HeaderTree.libclangVersion) can't read for the target \(triple) (error \(code.rawValue))",
        advice: "name a target that it knows, such as aarch64-linux-gnu")
    }
    unsafe (self.index, self.unit) = (index!, parsed)
  }

  deinit {
    unsafe clang_disposeTranslationUnit(unit)
    unsafe clang_disposeIndex(index)
  }

  /// Calls `body` for each macro definition and declaration of the unit, those of our own lines included.
  func forEachCursor(_ body: (CXCursor) -> Void) {
    unsafe clang_getTranslationUnitCursor(unit).forEachChild(body)
  }

  /// A source file's bytes, as the parser saw them.
  func contents(of file: CXFile) -> UnsafeRawBufferPointer {
    var size = 0
    let start = unsafe clang_getFileContents(unit, file, &size)
    return unsafe UnsafeRawBufferPointer(start: start, count: size)
  }

  /// What is written from a place on to the end of its line; where a macro wrote it, the macro's name.
  func text(from location: CXSourceLocation) -> String {
    var file: CXFile?
    var start: UInt32 = 0
    unsafe clang_getFileLocation(location, &file, nil, nil, &start)
    guard let file = unsafe file else { return "" }
    let rest = unsafe contents(of: file)[Int(start)...]
    return unsafe String(decoding: rest.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// An error that the compiler found.
  struct Diagnostic {
    var file: String
    var line: Int
    var message: String
  }

  /// The errors, in the order of the source.
  var errors: [Diagnostic] {
    let count = unsafe clang_getNumDiagnostics(unit)
    return (0..<count).compactMap { number in
      let diagnostic = unsafe clang_getDiagnostic(unit, number)
      defer { unsafe clang_disposeDiagnostic(diagnostic) }
      guard unsafe clang_getDiagnosticSeverity(diagnostic).rawValue >= CXDiagnostic_Error.rawValue else { return nil }
      var file: CXFile?
      var line: UInt32 = 0
      unsafe clang_getExpansionLocation(clang_getDiagnosticLocation(diagnostic), &file, &line, nil, nil)
      return unsafe Diagnostic(
        file: file.map { unsafe clang_getFileName($0).take() } ?? "", line: Int(line),
        message: clang_getDiagnosticSpelling(diagnostic).take())
    }
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutableBufferPointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    // One flat copy: all strings, each closed by its NUL.
    var offsets: [Int] = []
    var bytes: [CChar] = []
    for string in strings {
      offsets.append(bytes.count)
      bytes.append(contentsOf: string.utf8CString)
    }
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      var pointers: [UnsafePointer<CChar>?] = unsafe offsets.map { unsafe buffer.baseAddress! + $0 }
      return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0) }
    }
  }
}

extension PlatformList.Machine {
  /// The machine that the compiler has in mind for a target.
  init(triple: String, options: [String]) throws(WalkError) {
    let question = "enum { isBigEndian = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__, pointerBits = 8 * sizeof(void *) };"
    let unit = try ParsedUnit(question, triple: triple, directories: [], options: options, macros: false)
    var answers: [String: Int] = [:]
    unit.forEachCursor { declaration in
      declaration.forEachChild { answers[$0.spelling] = Int(clang_getEnumConstantDeclValue($0)) }
    }
    self.init(pointerBits: answers["pointerBits"] ?? 0, isBigEndian: answers["isBigEndian"] == 1)
  }
}
