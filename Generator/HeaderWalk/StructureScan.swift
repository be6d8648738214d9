import CClang
import Catalog

/// Collects the structures, unions and enumerators that a unit defines.
struct StructureScan {
  let orders: HeaderRules.ByteOrders
  /// Where it is not libclang that knows where fields lie.
  let packed: PackedLayout?
  private(set) var structures: [Structure] = []
  private(set) var enumerators: [Constant] = []
  private var seen: Set<String> = []

  init(orders: HeaderRules.ByteOrders, packed: PackedLayout?) {
    self.orders = orders
    self.packed = packed
  }

  /// Takes in one definition, and those inside it: C knows no scopes, what a structure defines is known outside too.
  mutating func add(_ cursor: CXCursor, header: String) {
    switch cursor.kind {
    case CXCursor_StructDecl, CXCursor_UnionDecl:
      cursor.forEachChild { if $0.isDefinition { add($0, header: header) } }
      if let name = cursor.type.recordName { add(cursor.type, name: name, header: header) }
    case CXCursor_EnumDecl:
      cursor.forEachChild { add(enumerator: $0, header: header) }
    default:
      break
    }
  }

  private mutating func add(enumerator cursor: CXCursor, header: String) {
    guard cursor.kind == CXCursor_EnumConstantDecl else { return }
    let type = cursor.type.canonical
    let shape = type.shape(at: nil)
    guard case .integer(let signed, _) = shape else { return }
    let value =
      signed
      ? Int128(clang_getEnumConstantDeclValue(cursor)) : Int128(clang_getEnumConstantDeclUnsignedValue(cursor))
    enumerators.append(
      Constant(
        name: cursor.spelling, value: .integer(value), type: CType(shape, spelling: type.spelling), kind: .enumerator,
        header: header))
  }

  /// Adds a structure and its unnamed members.
  private mutating func add(_ type: CXType, name: String, header: String) {
    guard seen.insert(name).inserted else { return }
    var fields: [Structure.Field] = []
    var number = 0
    let layout = packed?.layout(of: type) ?? RecordLayout(of: type)
    type.forEachField { cursor in
      number += 1
      let fieldName = clang_Cursor_isAnonymous(cursor) != 0 ? "" : cursor.spelling
      let isBitField = clang_Cursor_isBitField(cursor) != 0
      if fieldName.isEmpty, isBitField { return }  // padding
      let path = "\(name).\(fieldName.isEmpty ? String(number) : fieldName)"
      let type = cursor.type
      addInner(type, path: path, header: header)
      let size = packed?.size(of: type) ?? max(0, Int(clang_Type_getSizeOf(type)))
      let width = isBitField ? Int(clang_getFieldDeclBitWidth(cursor)) : 8 * size
      fields.append(
        Structure.Field(
          name: fieldName, offset: layout.offsets[number - 1], width: width,
          isBitField: isBitField, byteOrder: orders.order(ofField: path, types: type.typedefNames),
          type: CType(type.shape(at: path), spelling: type.fieldSpelling)))
    }
    structures.append(
      Structure(
        name: name, isUnion: type.isUnion, size: layout.size, alignment: layout.alignment, header: header,
        fields: fields,
        spelling: type.recordName == nil ? "" : type.canonical.spelling))
  }

  /// Adds the unnamed structure that a field is of, under the field's path.
  private mutating func addInner(_ type: CXType, path: String, header: String) {
    let element = type.innermost
    guard element.kind == CXType_Record, element.recordName == nil else { return }
    add(element, name: path, header: header)
  }
}
