import CClang

/// Where the fields of structures lie on a target that aligns no plain type by more than `-fpack-struct=N` says, as
/// m68k's psABI has it: what asks for an alignment itself, as the data of `can_frame` do, still gets it, and bit-fields
/// are aligned to nothing. libclang's own answer to the option forgets both.
struct PackedLayout {
  let unit: ParsedUnit
  /// In bytes.
  let limit: Int

  /// - Parameter options: the compiler's; there is no such layout if the option is not among them.
  init?(unit: ParsedUnit, options: [String]) {
    let limits = options.compactMap { $0.split(separator: "=").first == "-fpack-struct" ? Int($0.suffix(1)) : nil }
    guard let limit = limits.last else { return nil }
    self.unit = unit
    self.limit = limit
  }

  /// Each field where the one before it ends, or at the next multiple of its alignment; in a union at the start.
  func layout(of record: CXType) -> RecordLayout {
    let declaration = clang_getCursorDefinition(record.declaration)
    let isPacked = declaration.has(CXCursor_PackedAttr)
    var layout = RecordLayout(size: 0, alignment: alignment(askedBy: declaration), offsets: [])
    var end = 0
    record.forEachField { field in
      var alignment = alignment(askedBy: field)
      let isBitField = clang_Cursor_isBitField(field) != 0
      if !isBitField, !isPacked, !field.has(CXCursor_PackedAttr) {
        alignment = max(alignment, self.alignment(of: field.type))
      }
      let offset = record.isUnion ? 0 : isBitField ? end : end.rounded(up: 8 * alignment)
      let width = isBitField ? Int(clang_getFieldDeclBitWidth(field)) : 8 * size(of: field.type)
      layout.offsets.append(offset)
      layout.alignment = max(layout.alignment, alignment)
      end = max(end, offset + width)
    }
    layout.size = end.rounded(up: 8 * layout.alignment) / 8
    return layout
  }

  /// In bytes; none for an array without a length.
  func size(of type: CXType) -> Int {
    let type = type.canonical
    return switch type.kind {
    case CXType_Record: layout(of: type).size
    case CXType_ConstantArray: Int(clang_getArraySize(type)) * size(of: clang_getArrayElementType(type))
    default: max(0, Int(clang_Type_getSizeOf(type)))
    }
  }

  private func alignment(of type: CXType) -> Int {
    let element = type.innermost
    return element.kind == CXType_Record
      ? layout(of: element).alignment : min(limit, Int(clang_Type_getAlignOf(element)))
  }

  /// What `aligned(8)` at a declaration says, or a macro of linux/types.h with that in it: `__aligned_u64`, `__aligned_be64`.
  /// The headers that are walked have no other forms.
  private func alignment(askedBy declaration: CXCursor) -> Int {
    var alignment = 1
    declaration.forEachChild { attribute in
      guard attribute.kind == CXCursor_AlignedAttr else { return }
      let text = unit.text(from: clang_getRangeStart(clang_getCursorExtent(attribute)))
      if let number = text.prefixMatch(of: /_*aligned_*\s*\(\s*(\d+)/) {
        alignment = max(alignment, Int(number.1) ?? 1)
      } else if let bits = text.prefixMatch(of: /__aligned_[a-z]+(\d+)/) {
        alignment = max(alignment, (Int(bits.1) ?? 8) / 8)
      }
    }
    return alignment
  }
}

/// Where the fields of a structure lie.
struct RecordLayout {
  /// In bytes.
  var size: Int
  /// In bytes.
  var alignment: Int
  /// Of all fields, padding among them, in bits.
  var offsets: [Int]

  init(size: Int, alignment: Int, offsets: [Int]) {
    (self.size, self.alignment, self.offsets) = (size, alignment, offsets)
  }

  /// As libclang has it.
  init(of record: CXType) {
    var offsets: [Int] = []
    record.forEachField { offsets.append(Int(clang_Cursor_getOffsetOfField($0))) }
    self.init(
      size: Int(clang_Type_getSizeOf(record)), alignment: Int(clang_Type_getAlignOf(record)), offsets: offsets)
  }
}

extension CXCursor {
  fileprivate func has(_ attribute: CXCursorKind) -> Bool {
    var found = false
    forEachChild { if $0.kind == attribute { found = true } }
    return found
  }
}

extension Int {
  fileprivate func rounded(up multiple: Int) -> Int { (self + multiple - 1) / multiple * multiple }
}
