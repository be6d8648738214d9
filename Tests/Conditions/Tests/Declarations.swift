import SwiftIfConfig
import SwiftParser
import SwiftSyntax

/// The constants and options that Swift files declare, each with the clauses of `#if` that it stands in.
final class Declarations: SyntaxVisitor {
  /// One of them.
  struct Declaration {
    /// With the type that it is a member of.
    var path: String
    var name: String
    var type: String
    /// The value as written.
    var value: String
    /// The number, if the value is one.
    var number: Int128?
    fileprivate var clauses: [IfConfigClauseSyntax]
  }

  /// What every platform has, and what some have.
  private(set) var always: [Declaration] = []
  private(set) var conditional: [Declaration] = []

  private var types: [String] = []
  private var clauses: [IfConfigClauseSyntax] = []

  init(_ texts: [String]) {
    super.init(viewMode: .sourceAccurate)
    for text in texts { walk(Parser.parse(source: text)) }
  }

  /// What the compiler sees on a platform, besides what every platform has.
  func conditional(on platform: SwiftPlatform) throws -> [Declaration] {
    var known: [IfConfigClauseSyntax: Bool] = [:]
    func isActive(_ clause: IfConfigClauseSyntax) throws -> Bool {
      if let answer = known[clause] { return answer }
      guard let whole = clause.parent?.parent?.as(IfConfigDeclSyntax.self) else { return false }
      let (active, diagnostics) = whole.activeClause(in: platform)
      if let complaint = diagnostics.first { throw SwiftPlatform.Unexpected(condition: "\(complaint)") }
      known[clause] = active == clause
      return active == clause
    }
    return try conditional.filter { try $0.clauses.allSatisfy(isActive) }
  }

  override func visit(_ node: IfConfigClauseSyntax) -> SyntaxVisitorContinueKind {
    clauses.append(node)
    return .visitChildren
  }

  override func visitPost(_ node: IfConfigClauseSyntax) { clauses.removeLast() }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    types.append(node.extendedType.trimmedDescription)
    return .visitChildren
  }

  override func visitPost(_ node: ExtensionDeclSyntax) { types.removeLast() }

  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    types.append(node.name.text)
    return .visitChildren
  }

  override func visitPost(_ node: EnumDeclSyntax) { types.removeLast() }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    guard let binding = node.bindings.first, case .getter(let body) = binding.accessorBlock?.accessors else {
      return .skipChildren
    }
    let name = binding.pattern.trimmedDescription.filter { $0 != "`" }
    let value = body.trimmedDescription
    let call = /Self\((?:rawValue:|level: [-\w.]+, name:) (-?\d+)(?:, encoding: \.\w+)?\)/
    let declaration = Declaration(
      path: (types + [name]).joined(separator: "."), name: name,
      type: binding.typeAnnotation?.type.trimmedDescription ?? "", value: value,
      number: Int128(value) ?? value.wholeMatch(of: call).flatMap { Int128($0.1) }, clauses: clauses)
    if clauses.isEmpty { always.append(declaration) } else { conditional.append(declaration) }
    return .skipChildren
  }
}
