import Catalog

/// The catalog of one translation unit restated in C, for a compiler that did not produce it to judge.
///
/// Each constant's value and type, each structure's size and alignment, each field's place, width and type.
package struct AssertionFile {
  /// The C file.
  package let text: String
  /// How many assertions it makes.
  package let count: Int

  /// - Parameters:
  ///   - units: which unit each fact came from, by name.
  ///   - includes: the unit's headers.
  package init(groups: [Group], unit: String, units: [String: String], includes: [String]) {
    var lines = includes.map { "#include <\($0)>" }
    lines += ["#define SAME(a, b) _Static_assert(__builtin_types_compatible_p(a, b), #a \" is not \" #b)", ""]
    let preamble = lines.count
    for group in groups {
      for constant in group.constants where units[constant.name] == unit && constant.kind != .rule {
        lines += Self.assertions(about: constant)
      }
      for structure in group.structures where units[structure.key] == unit && !structure.spelling.isEmpty {
        lines += Self.assertions(about: structure)
      }
    }
    text = lines.joined(separator: "\n") + "\n"
    count = lines.count - preamble
  }

  private static func assertions(about constant: Constant) -> [String] {
    let type = "SAME(__typeof__(\(constant.name)), \(constant.type.spelling));"
    switch constant.value {
    case .integer(let number):
      let literal =
        number > Int64.max ? "\(number)ULL" : number == Int128(Int64.min) ? "(-9223372036854775807LL-1)" : "\(number)LL"
      // The sign is compared too: -1 equals 4294967295U after C's conversions.
      return [
        "_Static_assert((\(constant.name)) == \(literal) && ((\(constant.name)) < 0) == \(number < 0 ? 1 : 0), \"\(constant.name)\");",
        type,
      ]
    case .string(let bytes):
      return ["_Static_assert(sizeof(\(constant.name)) == \(bytes.count + 1), \"\(constant.name)\");", type]
    case .floating(let number):
      return ["_Static_assert((\(constant.name)) == \(number), \"\(constant.name)\");", type]
    case .structure(let bytes):
      return ["_Static_assert(sizeof(\(constant.name)) == \(bytes.count), \"\(constant.name)\");", type]
    case .pointer:
      // In an expression: there a function's name is a pointer to it.
      return ["SAME(__typeof__(1 ? (\(constant.name)) : (\(constant.name))), \(constant.type.spelling));"]
    }
  }

  private static func assertions(about structure: Structure) -> [String] {
    let type = structure.spelling
    var lines = [
      "_Static_assert(sizeof(\(type)) == \(structure.size), \"\(type)\");",
      "_Static_assert(_Alignof(\(type)) == \(structure.alignment), \"\(type)\");",
    ]
    for field in structure.fields where !field.isBitField && !field.name.isEmpty {
      let member = "((\(type) *)0)->\(field.name)"
      lines.append(
        "_Static_assert(__builtin_offsetof(\(type), \(field.name)) == \(field.offset / 8), \"\(type) \(field.name)\");")
      if case .array(_, nil) = field.type.shape { continue }
      lines.append("_Static_assert(sizeof(\(member)) == \(field.width / 8), \"\(type) \(field.name)\");")
      if let cType = Self.spelled(field.type) {
        lines.append("SAME(__typeof__(\(member)), \(cType));")
      }
    }
    return lines
  }

  /// The type as C takes it in a cast; `nil` for one that hides an unnamed type.
  private static func spelled(_ type: CType) -> String? {
    let spelling = type.spelling.replacing("*restrict", with: "*")
    let isUnnamed = ["struct", "union", "enum"].contains {
      spelling == $0 || spelling.hasPrefix("\($0) [") || spelling.hasPrefix("\($0)[")
    }
    return isUnnamed || spelling.contains("(") ? nil : spelling
  }
}
