import Testing

@Suite("The page From Python")
struct FromPythonTests {
  let text: String
  let names: [PythonName]
  let paths: Set<String>

  init() throws {
    text = try Catalog.page("FromPython.md")
    names = try PythonName.all()
    paths = try SymbolGraph.library.get().paths
  }

  func problems(_ text: String) -> [String] { FromPythonPage(text).problems(names: names, paths: paths) }

  @Test("every function, method, attribute, exception and constant of Python's has a row, whose symbols are there")
  func complete() {
    #expect(names.count > 700)
    #expect(names.count { $0.isOnLinux } == 491)
    #expect(problems(text) == [])
  }

  @Test("a row that is missing, a wrong symbol, a wrong family and a reason that is none are noticed")
  func noticed() throws {
    func edited(_ old: String, _ new: String) throws -> [String] {
      try #require(text.contains(old))
      return problems(text.replacing(old, with: new))
    }
    func row(_ start: String) throws -> String {
      String(try #require(text.split(separator: "\n").first { $0.hasPrefix("| `\(start)` |") }))
    }
    #expect(try edited(row("sock.accept"), "") == ["sock.accept has no row"])
    #expect(try edited(row("socket.SOMAXCONN"), "") == ["socket.SOMAXCONN has no row"])
    #expect(
      try edited("``Socket/detach()``", "``Socket/attach()``") == [
        "sock.detach: there is no Socket/attach()"
      ])
    #expect(
      try edited(row("socket.SHUT_*"), "| `socket.SHUT_*` | ``MessageFlags`` | |").contains(
        "socket.SHUT_RD is none of MessageFlags"))
    #expect(
      try edited(row("socket.CAPI"), "| `socket.CAPI` | — | |") == ["socket.CAPI has neither a symbol nor a reason"])
    #expect(
      try edited(row("socket.CAPI"), row("socket.CAPI") + "\n" + row("socket.CAPI")).contains(
        "socket.CAPI has two rows"))
    #expect(
      try edited(row("socket.CAPI"), row("socket.CAPI") + "\n| `socket.nothing` | ``Socket`` | |") == [
        "socket.nothing has a row, but is no name of Python's"
      ])
    #expect(
      try edited(row("socket.SHUT_*"), "| `socket.SHUT_*` | — | Nobody closes one direction alone. |")
        .contains("socket.SHUT_RD is on Linux, and needs a row of its own"))
  }
}
