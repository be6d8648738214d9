import SwiftIfConfig
import SwiftParser
import SwiftSyntax

/// Reads Swift files, and keeps track of the clauses of `#if` around what it reads.
class ConditionalVisitor: SyntaxVisitor {
  private(set) var clauses: [IfConfigClauseSyntax] = []

  init(_ texts: [String]) {
    super.init(viewMode: .sourceAccurate)
    for text in texts { walk(Parser.parse(source: text)) }
  }

  override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
    clauses.append(node)
    return .visitChildren
  }

  override func visitPost(_ node: IfConfigClauseSyntax) { clauses.removeLast() }
}

/// Something that stands in clauses of `#if`.
protocol Conditional {
  var clauses: [IfConfigClauseSyntax] { get }
}

extension SwiftPlatform {
  /// Those that the compiler sees on this platform.
  func active<Element: Conditional>(_ elements: [Element]) throws -> [Element] {
    var known: [IfConfigClauseSyntax: Bool] = [:]
    func isActive(_ clause: IfConfigClauseSyntax) throws -> Bool {
      if let answer = known[clause] { return answer }
      guard let whole = clause.parent?.parent?.as(IfConfigDeclSyntax.self) else { return false }
      let (active, diagnostics) = whole.activeClause(in: self)
      if let complaint = diagnostics.first { throw Unexpected(condition: "\(complaint)") }
      known[clause] = active == clause
      return active == clause
    }
    return try elements.filter { try $0.clauses.allSatisfy(isActive) }
  }
}
