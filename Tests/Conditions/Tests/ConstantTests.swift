import Catalog
import Testing

@Suite("Constants behind #if")
struct ConstantTests {
  let bindings: Bindings
  let declared: Declarations

  init() throws {
    bindings = try Bindings()
    declared = Declarations(try Bindings.files(in: "Constants", "Options"))
  }

  @Test(
    """
    on each architecture and with each C library that Swift has, each constant is declared once, with the number of that \
    platform's headers, in a type that holds it
    """)
  func numbers() throws {
    let read = try facts(bindings.catalog.snapshot(of: bindings.own.id))
    let newest = try facts(bindings.newest(bindings.own.abi))
    let paths = Set(declared.conditional.map(\.path))
    #expect(paths.isDisjoint(with: declared.always.map(\.path)))
    for (platform, abi) in SwiftPlatform.all {
      let facts = try facts(bindings.newest(abi))
      let conditional = try platform.active(declared.conditional)
      #expect(conditional.map(\.path).sorted() == paths.sorted(), "\(platform)")

      var wrong: [String] = []
      var compared = 0
      for declaration in declared.always + conditional {
        guard let number = declaration.number else { continue }
        if !holds(declaration.type, number) { wrong.append("\(declaration.name): \(declaration.type) = \(number)") }
        guard case .integer(let expected)? = facts[declaration.name]?.value else { continue }
        // The end of a list is where the headers that were read have it, the newest ones further on.
        if let read = read[declaration.name], read.value != newest[declaration.name]?.value { continue }
        if number != expected { wrong.append("\(declaration.name) = \(number), not \(expected)") }
        compared += 1
      }
      #expect(wrong.isEmpty, "\(platform)")
      #expect(compared > 4_000, "\(platform)")
    }

    // Where the headers were read, an integer's type has C's width and sign.
    let platform = try #require(SwiftPlatform.all.first { $0.catalogName == bindings.own.abi }).platform
    for declaration in try declared.always + platform.active(declared.conditional)
    where declaration.type.contains("Int") {
      let shape = try #require(read[declaration.name] ?? newest[declaration.name], "\(declaration.name)").type.shape
      guard case .integer(let signed, let bits) = shape else { continue }
      #expect(declaration.type == (signed ? "Int" : "UInt") + "\(bits)", "\(declaration.name)")
    }
  }

  /// Whether the compiler of each platform would take the number: here it sees one platform's alone.
  private func holds(_ type: String, _ number: Int128) -> Bool {
    switch type {
    case "Int8": Int8(exactly: number) != nil
    case "UInt8": UInt8(exactly: number) != nil
    case "Int16": Int16(exactly: number) != nil
    case "UInt16": UInt16(exactly: number) != nil
    case "Int32": Int32(exactly: number) != nil
    case "UInt32": UInt32(exactly: number) != nil
    case "Int64": Int64(exactly: number) != nil
    case "UInt64": UInt64(exactly: number) != nil
    default: type == "Self"
    }
  }

  private func facts(_ snapshot: Snapshot?) throws -> [String: Constant] {
    Dictionary(uniqueKeysWithValues: try #require(snapshot).constants.map { ($0.name, $0) })
  }
}
