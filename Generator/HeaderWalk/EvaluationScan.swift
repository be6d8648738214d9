import CClang
import Catalog

#if canImport(Glibc)
  import Glibc
#endif

/// The values and types of the variables that the second pass declares.
struct EvaluationScan {
  /// Why a macro is no constant.
  struct Rejected: Error {
    var reason: String
  }

  typealias Outcome = Result<(Constant.Value, CType), Rejected>

  private var bare: [Outcome?]
  private var parenthesised: [Outcome?]
  private var sizes: [Outcome?]

  init(count: Int) {
    bare = Array(repeating: nil, count: count)
    parenthesised = bare
    sizes = bare
  }

  /// Takes in one declaration of the unit; those that are not ours are passed over.
  mutating func add(_ cursor: CXCursor) {
    guard cursor.kind == CXCursor_VarDecl else { return }
    let name = cursor.spelling
    func number(behind prefix: String) -> Int? {
      guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)) else { return nil }
      return bare.indices.contains(number) ? number : nil
    }
    if let number = number(behind: "bare") {
      bare[number] = evaluate(cursor)
    } else if let number = number(behind: "worth") {
      parenthesised[number] = evaluate(cursor)
    } else if let number = number(behind: "size") {
      sizes[number] = evaluate(cursor)
    }
  }

  /// What a macro is worth: both forms must say the same. A string has its value in the bare form only.
  func outcome(_ number: Int) -> Outcome {
    guard let bare = bare[number], let parenthesised = parenthesised[number] else {
      return .failure(Rejected(reason: "not an expression"))
    }
    switch (bare, parenthesised) {
    case (.success((.string(let text), let type)), _):
      if case .success((.integer(let size), _))? = sizes[number], size != text.count + 1 {
        return .failure(Rejected(reason: "a string with a NUL inside"))
      }
      return .success((.string(text), type))
    case (.success(let left), .success(let right)):
      return left == right ? .success(left) : .failure(Rejected(reason: "not a single expression"))
    case (.failure(let reason), _), (_, .failure(let reason)): return .failure(reason)
    }
  }

  private func evaluate(_ cursor: CXCursor) -> Outcome {
    let type = cursor.type.canonical
    let shape = type.shape(at: nil)
    guard let result = unsafe clang_Cursor_Evaluate(cursor) else {
      guard type.kind == CXType_Pointer else { return .failure(Rejected(reason: "no constant value")) }
      return .success((.pointer, CType(shape, spelling: type.spelling)))
    }
    defer { unsafe clang_EvalResult_dispose(result) }
    switch unsafe clang_EvalResult_getKind(result) {
    case CXEval_Int:
      guard case .integer(_, let bits) = shape, bits <= 64 else {
        return .failure(Rejected(reason: "wider than 64 bits"))  // libclang's answer would be 0, without a word
      }
      let value =
        unsafe clang_EvalResult_isUnsignedInt(result) != 0
        ? Int128(clang_EvalResult_getAsUnsigned(result)) : Int128(clang_EvalResult_getAsLongLong(result))
      return .success((.integer(value), CType(shape, spelling: type.spelling)))
    case CXEval_Float:
      return unsafe .success((.floating(clang_EvalResult_getAsDouble(result)), CType(shape, spelling: type.spelling)))
    case CXEval_StrLiteral:
      let start = unsafe clang_EvalResult_getAsStr(result)!
      let text = unsafe UnsafeBufferPointer(start: start, count: strlen(start)).map { UInt8(bitPattern: $0) }
      let count = text.count + 1
      let array = CType.Shape.array(.integer(signed: true, bits: 8), count: count)
      return .success((.string(text), CType(array, spelling: "char[\(count)]")))
    default:
      return .failure(Rejected(reason: "no constant value (\(type.spelling))"))
    }
  }
}
