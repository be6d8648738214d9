import CClang
import Catalog

extension CXType {
  /// The layout; an unnamed structure is named after `path`.
  func shape(at path: String?) -> CType.Shape {
    let type = canonical
    let bits = 8 * Int(clang_Type_getSizeOf(type))
    switch type.kind {
    case CXType_Bool, CXType_Char_U, CXType_UChar, CXType_UShort, CXType_UInt, CXType_ULong, CXType_ULongLong,
      CXType_UInt128:
      return .integer(signed: false, bits: bits)
    case CXType_Char_S, CXType_SChar, CXType_Short, CXType_Int, CXType_Long, CXType_LongLong, CXType_Int128,
      CXType_WChar:
      return .integer(signed: true, bits: bits)
    case CXType_Enum:
      return clang_getEnumDeclIntegerType(type.declaration).shape(at: nil)
    case CXType_Float, CXType_Double, CXType_LongDouble, CXType_Float128:
      return .floating(bits: bits)
    case CXType_ConstantArray:
      return unsafe .array(
        clang_getArrayElementType(type).shape(at: path), count: Int(clang_getArraySize(type)))
    case CXType_IncompleteArray:
      return unsafe .array(clang_getArrayElementType(type).shape(at: path), count: nil)
    case CXType_Record:
      let name = type.recordName ?? path ?? ""
      return type.isUnion ? .union(name) : .structure(name)
    default:
      return .pointer(bits: max(0, bits))
    }
  }

  /// The tag, or the name that a typedef gives; `nil` for an unnamed type.
  var recordName: String? {
    let type = canonical
    guard type.kind == CXType_Record else { return nil }
    let spelling = type.spelling
    if spelling.hasParenthesis { return nil }  // "struct (unnamed at linux/can.h:12)"
    return String(spelling.split(separator: " ").last!)
  }

  var isUnion: Bool { canonical.declaration.kind == CXCursor_UnionDecl }

  /// The element's type, whatever the number of array dimensions.
  var innermost: CXType {
    var type = canonical
    while type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray {
      type = clang_getArrayElementType(type).canonical
    }
    return type
  }

  /// The names of the typedefs that the type goes through, arrays included: `sid_t`, then `__be16`.
  var typedefNames: [String] {
    var names: [String] = []
    var type = self
    while true {
      switch type.kind {
      case CXType_Typedef:
        names.append(unsafe clang_getTypedefName(type).take())
        type = clang_getTypedefDeclUnderlyingType(type.declaration)
      case CXType_Elaborated:
        type = clang_Type_getNamedType(type)
      case CXType_ConstantArray, CXType_IncompleteArray:
        type = clang_getArrayElementType(type)
      default:
        return names
      }
    }
  }

  /// The header's spelling, without the place where an unnamed type stands.
  var fieldSpelling: String {
    let spelling = self.spelling
    guard spelling.hasParenthesis, spelling.contains("(unnamed") || spelling.contains("(anonymous") else {
      return spelling
    }
    let element = innermost
    return element.kind == CXType_Enum ? "enum" : element.isUnion ? "union" : "struct"
  }
}

extension String {
  /// Looked for by its byte: every type's spelling is asked, and few have one.
  fileprivate var hasParenthesis: Bool { utf8.contains(UInt8(ascii: "(")) }
}
