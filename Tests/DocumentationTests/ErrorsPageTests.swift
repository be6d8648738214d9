import Testing

@Suite("The page Errors")
struct ErrorsPageTests {
  @Test("says for every kind of error what a caller does")
  func kinds() throws {
    let rows = try Catalog.page("HandlingErrors.md").split(separator: "\n").filter {
      $0.hasPrefix("| ``SocketError/Kind")
    }
    let kinds = try SymbolGraph.library.get().paths.filter {
      $0.hasPrefix("SocketError/Kind/") && !$0.contains("(") && $0 != "SocketError/Kind/hashValue"
    }
    #expect(kinds.count > 10)
    #expect(Set(rows.compactMap { Catalog.links(in: $0).first }).subtracting(["SocketError/Kind"]) == kinds)
  }
}
