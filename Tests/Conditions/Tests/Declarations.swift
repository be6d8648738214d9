import SwiftSyntax

/// The constants and options that Swift files declare.
final class Declarations: ConditionalVisitor {
  /// One of them.
  struct Declaration: Conditional {
    /// With the type that it is a member of.
    var path: String
    var name: String
    var type: String
    /// The value as written.
    var value: String
    /// The number, if the value is one.
    var number: Int128?
    var clauses: [IfConfigClauseSyntax]
  }

  /// What every platform has, and what some have.
  private(set) var always: [Declaration] = []
  private(set) var conditional: [Declaration] = []

  private var types: [String] = []

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
