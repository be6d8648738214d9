import Testing

@Suite("Documentation comments")
struct DocCommentTests {
  @Test("every public declaration that was written by hand has one")
  func handWritten() throws {
    let symbols = try SymbolGraph.library.get().symbols.filter { $0.location?.uri.contains("/Sources/") == true }
    #expect(symbols.count > 300)
    #expect(symbols.filter { $0.docComment == nil }.map(\.path) == [])
  }
}
