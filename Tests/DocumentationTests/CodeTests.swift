import Foundation
import TestSupport
import Testing

@Suite("Code in the documentation")
struct CodeTests {
  @Test("every page's code compiles, its pieces one after the other", arguments: try pagesWithCode())
  func compiles(page: String) throws {
    let pieces = try Self.code(on: page)
    let scratch = try Scratch()
    let text = pieces.joined(separator: "\n")
    let imports = Set(text.matches(of: /(?m)^import .*\n/).map { String($0.0) }).union(["import KernelSockets\n"])
    let body = text.replacing(/(?m)^import .*\n/, with: "")
    let effects = body.contains("await ") ? "async throws" : "throws"
    let code = imports.sorted().joined() + "\nfunc page() \(effects) {\n\(body)\n}\n"
    let file = try scratch.write(code, to: "page.swift")
    let flags = try Run(["scripts/module-flags", SymbolGraph.buildFolder()])
    try #require(flags.status == 0, "\(flags.output)")
    let run = try Run(
      ["swiftc", "-typecheck", "-swift-version", "6"] + flags.output.split(separator: "\n").map(String.init) + [file])
    #expect(run.status == 0, "\(run.output)")
  }

  @Test(
    "code on pages about families is run, where kernels have them, by tests of the library",
    arguments: [
      "UnixSockets", "PacketSockets", "CryptographyByTheKernel", "BluetoothDevices", "OtherTransports",
      "ProcessorsOfADevice", "RarerFamilies",
    ])
  func runs(page: String) throws {
    let tests = try String(
      contentsOfFile: "\(Repository.folder)/Tests/KernelSocketsTests/Families/FamilyPageTests.swift", encoding: .utf8)
    let code = tests.replacing(#/(?m)^ {4}/#, with: "")
    let pieces = try Self.code(on: "\(page).md").map { $0.replacing(/(?m)^import .*\n+/, with: "") }
    #expect(!pieces.isEmpty)
    for piece in pieces { #expect(code.contains(piece), "\(piece)") }
  }

  static func pagesWithCode() throws -> [String] {
    let pages = try Catalog.pages().filter { try !code(on: $0).isEmpty }
    guard pages.count > 4 else { throw Failure(description: "only \(pages) have code") }
    return pages
  }

  static func code(on page: String) throws -> [String] {
    try Catalog.page(page).matches(of: /```swift\n((?s).*?)```/).map { String($0.1) }
  }
}
