import Testing

@Suite("The landing page")
struct LandingPageTests {
  @Test("every type is under one of its topics, and every article")
  func topics() throws {
    let topics = try #require(Catalog.page("KernelSockets.md").split(separator: "## Topics").last)
    let listed = Catalog.links(in: topics)
    let types = try SymbolGraph.library.get().symbols.filter { $0.pathComponents.count == 1 && $0.location != nil }
    #expect(types.count > 30)
    #expect(Set(types.map(\.path)).subtracting(listed).sorted() == [])
    #expect(Set(listed).count == listed.count, "a type is listed twice")

    let articles = topics.matches(of: /<doc:(\w+)>/).map { "\($0.1).md" }
    let pages = try Catalog.pages().filter { try !Catalog.page($0).hasPrefix("# ``") }
    #expect(articles.sorted() == pages)
  }
}
