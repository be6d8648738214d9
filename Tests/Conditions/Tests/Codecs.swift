import SwiftSyntax

/// The structures that Swift files declare, as their codecs read them.
final class Codecs: ConditionalVisitor {
  /// A structure of the namespace.
  struct Codec: Conditional {
    var name: String
    var size = 0
    var members: [Member] = []
    var clauses: [IfConfigClauseSyntax]
  }

  /// A stored property, and the place that it is read from, in bits.
  struct Member {
    var name: String
    var type: String
    var offset = 0
    /// Of a bit-field.
    var width: Int?
    var isBigEndian = false
  }

  private(set) var codecs: [Codec] = []
  /// How many structures are around: those inside others are not looked at.
  private var depth = 0

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    depth += 1
    guard depth == 1 else { return .skipChildren }
    codecs.append(Codec(name: node.name.text.filter { $0 != "`" }, clauses: clauses))
    return .visitChildren
  }

  override func visitPost(_ node: StructDeclSyntax) { depth -= 1 }

  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind { .skipChildren }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    guard let binding = node.bindings.first, let type = binding.typeAnnotation?.type else { return .skipChildren }
    let name = binding.pattern.trimmedDescription.filter { $0 != "`" }
    if case .getter(let body)? = binding.accessorBlock?.accessors {
      if name == "size" { codecs[codecs.count - 1].size = Int(body.trimmedDescription) ?? 0 }
    } else {
      codecs[codecs.count - 1].members.append(Member(name: name, type: type.trimmedDescription))
    }
    return .skipChildren
  }

  /// `self.tv_usec = unsafe bytes.loadUnchecked(at: offset, plus: 8)` and its like, in the initializer that reads bytes.
  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    guard node.signature.parameterClause.parameters.first?.firstName.text == "reading" else { return .skipChildren }
    for statement in node.body?.statements ?? [] {
      let text = statement.trimmedDescription
      guard let match = text.firstMatch(of: /^self\.(\w+) = .*at: offset(?:(?:, plus:| &\+) (\d+))?\b/),
        let index = codecs[codecs.count - 1].members.firstIndex(where: { $0.name == match.1 })
      else { continue }
      var member = codecs[codecs.count - 1].members[index]
      member.offset = 8 * (match.2.flatMap { Int($0) } ?? 0)
      if let bits = text.firstMatch(of: /from: (\d+), width: (\d+)/) {
        member.offset += Int(bits.1)!
        member.width = Int(bits.2)!
      }
      member.isBigEndian = text.contains("bigEndian: ")
      codecs[codecs.count - 1].members[index] = member
    }
    return .skipChildren
  }
}
