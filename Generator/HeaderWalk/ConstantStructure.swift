import CClang
import Catalog

/// A variable that a header defines as a constant structure of integers: `const GUID HV_GUID_ZERO = {0, 0, 0, {0}}`.
///
/// libclang evaluates integers only, so the initialiser is read number by number, each into the bytes of its field.
struct ConstantStructure {
  private let name: String
  private let type: CXType
  private var bytes: [UInt8]
  private let isBigEndian: Bool

  /// - Returns: `nil` for any other variable.
  init?(_ variable: CXCursor, machine: PlatformList.Machine) {
    type = variable.type.canonical
    guard type.kind == CXType_Record, !type.isUnion, clang_isConstQualifiedType(type) != 0 else { return nil }
    name = variable.spelling
    isBigEndian = machine.isBigEndian
    bytes = Array(repeating: 0, count: Int(clang_Type_getSizeOf(type)))
    var initializer: CXCursor?
    variable.forEachChild { if $0.kind == CXCursor_InitListExpr { initializer = $0 } }
    guard let initializer, store(initializer, as: type, at: 0) else { return nil }
  }

  func constant(header: String) -> Constant {
    let name = type.recordName ?? ""
    return Constant(
      name: self.name, value: .structure(bytes), type: CType(.structure(name), spelling: "struct \(name)"),
      kind: .variable, header: header)
  }

  /// Whether the initialiser of a value holds nothing but integers.
  private mutating func store(_ initializer: CXCursor, as type: CXType, at offset: Int) -> Bool {
    let type = type.canonical
    guard type.kind == CXType_Record || type.kind == CXType_ConstantArray else {
      return store(integer: initializer, as: type, at: offset)
    }
    guard initializer.kind == CXCursor_InitListExpr, !type.isUnion else { return false }
    var values: [CXCursor] = []
    initializer.forEachChild { values.append($0) }
    let places = places(in: type)
    guard values.count <= places.count else { return false }
    for (value, place) in zip(values, places) {
      guard store(value, as: place.type, at: offset + place.offset) else { return false }
    }
    return true
  }

  private func places(in type: CXType) -> [(type: CXType, offset: Int)] {
    guard type.kind == CXType_Record else {
      let element = clang_getArrayElementType(type)
      let size = Int(clang_Type_getSizeOf(element))
      return (0..<Int(clang_getArraySize(type))).map { (element, $0 * size) }
    }
    var places: [(type: CXType, offset: Int)] = []
    type.forEachField { places.append(($0.type, Int(clang_Cursor_getOffsetOfField($0)) / 8)) }
    return places
  }

  private mutating func store(integer: CXCursor, as type: CXType, at offset: Int) -> Bool {
    guard case .integer(_, let bits) = type.shape(at: nil), bits <= 64,
      let result = unsafe clang_Cursor_Evaluate(integer)
    else { return false }
    defer { unsafe clang_EvalResult_dispose(result) }
    guard unsafe clang_EvalResult_getKind(result) == CXEval_Int else { return false }
    let number = unsafe UInt64(bitPattern: clang_EvalResult_getAsLongLong(result))
    for index in 0..<bits / 8 {
      let place = isBigEndian ? bits / 8 - 1 - index : index
      bytes[offset + place] = UInt8(truncatingIfNeeded: number >> UInt64(8 * index))
    }
    return true
  }
}
