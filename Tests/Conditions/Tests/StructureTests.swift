import Catalog
import Testing

@Suite("Structures behind #if")
struct StructureTests {
  @Test(
    """
    on each architecture and with each C library that Swift has, each structure is declared once, with the size and the \
    places of the fields that the platform's headers give it
    """)
  func layouts() throws {
    let bindings = try Bindings()
    let codecs = Codecs(try Bindings.files(in: "Structures", "Addresses")).codecs
    let names = Set(codecs.map(\.name))
    for (platform, abi) in SwiftPlatform.all {
      let active = try platform.active(codecs)
      #expect(active.map(\.name).sorted() == names.sorted(), "\(platform)")

      let snapshot = try #require(try bindings.newest(abi))
      let structures = Dictionary(uniqueKeysWithValues: snapshot.structures.map { ($0.name, $0) })
      let sizes = Dictionary(uniqueKeysWithValues: active.map { ($0.name, $0.size) })
      var wrong: [String] = []
      var compared = 0
      for codec in active {
        guard let structure = structures[codec.name] else { continue }
        if codec.size != structure.size { wrong.append("\(codec.name): \(codec.size), not \(structure.size) bytes") }
        for field in structure.fields {
          guard let member = codec.members.first(where: { $0.name == field.name }) else { continue }
          let width = member.width ?? width(of: member.type, sizes: sizes)
          // The elements of an array stay as they lie in memory, and its comment says so.
          let isConverted = field.byteOrder == .big && !member.type.hasPrefix("CArray<")
          if member.offset != field.offset || width ?? field.width != field.width
            || member.isBigEndian != isConverted
          {
            wrong.append("\(codec.name).\(field.name)")
          }
          compared += 1
        }
      }
      #expect(wrong.isEmpty, "\(platform)")
      #expect(compared > 900, "\(platform)")
    }
  }

  /// In bits; `nil` for a type that the structure brings along.
  private func width(of type: String, sizes: [String: Int]) -> Int? {
    if let match = type.wholeMatch(of: /U?Int(\d+)/) { return Int(match.1) }
    if let match = type.wholeMatch(of: /CArray<(\d+), (.+)>/) {
      return width(of: String(match.2), sizes: sizes).map { Int(match.1)! * $0 }
    }
    return sizes[type.filter { $0 != "`" }.replacing("Linux.", with: "")].map { 8 * $0 }
  }
}
