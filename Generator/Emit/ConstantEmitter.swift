import Catalog

/// Emits constants: into the types of `types.yml`, and what these leave into the namespace `Linux`.
struct ConstantEmitter {
  let rules: Rules
  let values: Values
  let availability: AvailabilityEmitter
  let others: OtherPlatforms
  private let sources: [String: String]
  /// The names that went into each type, in the order of the catalog.
  private var members: [String: [(name: String, number: Int128)]] = [:]

  init(rules: Rules, values: Values, availability: AvailabilityEmitter, others: OtherPlatforms) {
    self.others = others
    self.rules = rules
    self.values = values
    self.availability = availability
    sources = Dictionary(uniqueKeysWithValues: rules.constants.map { ($0.name, $0.source) })
  }

  /// The extensions that declare a group's constants, those that became options excepted.
  mutating func text(of group: Group, without options: Set<String>) -> String {
    var extensions: [String: [String]] = [:]
    for constant in group.constants where !options.contains(constant.name) {
      let (type, lines) = declaration(of: constant, in: group)
      if !lines.isEmpty { extensions[type, default: []] += lines }
    }
    let order = rules.types.map(\.type) + ["Linux"]
    let texts = order.compactMap { type -> String? in
      extensions[type].map { "extension \(type) {\n" + $0.map { "  \($0)\n" }.joined() + "}\n" }
    }
    return texts.joined(separator: "\n")
  }

  /// The type that declares a constant, and the lines; none for the address of something in a C program.
  ///
  /// Members are emitted into the code that uses them: eight thousand functions in the library would serve nobody.
  private mutating func declaration(of constant: Constant, in group: Group) -> (owner: String, lines: [String]) {
    let documentation = documentation(of: constant)
    func lines(_ type: String, _ value: String) -> [String] {
      [
        documentation,
        "@_alwaysEmitIntoClient public static var \(identifier(constant.name)): \(type) { \(value) }",
      ]
    }
    switch constant.value {
    case .integer(let number):
      let exceptions = others.exceptions(to: constant)
      let numbers = [number] + exceptions.map(\.value)
      if let rule = rules.types.first(where: { $0.takes(constant.name, group: group.name) }),
        numbers.allSatisfy(rule.holds)
      {
        members[rule.type, default: []].append((constant.name, number))
        return (rule.type, conditional(number, exceptions: exceptions) { lines("Self", "Self(rawValue: \($0))") })
      }
      let shape = constant.type.shape
      return ("Linux", conditional(number, exceptions: exceptions) { lines(shape.swiftInteger(for: $0), "\($0)") })
    case .string(let bytes):
      let isPlain = bytes.allSatisfy {
        (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"")
      }
      let text = "\"\(String(decoding: bytes, as: UTF8.self))\""
      return ("Linux", isPlain ? lines("String", text) : lines("[UInt8]", "\(bytes)"))
    case .floating(let number):
      return ("Linux", lines("Double", "\(number)"))
    case .pointer, .structure:
      return ("Linux", [])
    }
  }

  private func documentation(of constant: Constant) -> String {
    let note = availability.note(on: constant.name)
    let place = constant.kind == .rule ? sources[constant.name] ?? "" : "`<\(constant.header)>`"
    return "/// \(place)" + (note.isEmpty ? "" : "; \(note)")
  }

  /// The types themselves, with the names of their values.
  func types() -> [(name: String, text: String)] {
    rules.types.map { ($0.type, $0.declaration(members: members[$0.type] ?? [])) }
  }
}

extension TypeRule {
  func holds(_ number: Int128) -> Bool {
    switch raw {
    case "UInt8": UInt8(exactly: number) != nil
    case "UInt16": UInt16(exactly: number) != nil
    case "UInt": UInt64(exactly: number) != nil
    default: Int32(exactly: number) != nil
    }
  }

  fileprivate func declaration(members: [(name: String, number: Int128)]) -> String {
    let isFlags = flags ?? false
    let named = description ?? true
    var text = """
      /// \(summary)
      public struct \(type): \(isFlags ? "OptionSet" : "RawRepresentable"), Hashable, Sendable, CustomStringConvertible {
        /// The number that the kernel takes.
        public var rawValue: \(raw)

        /// \(isFlags ? "Flags" : "One") by number, known or not.
        @inlinable
        public init(rawValue: \(raw)) {
          self.rawValue = rawValue
        }

      """
    text += isFlags ? flagDescription(members) : numberDescription(named ? members : [])
    return text + "}\n"
  }

  private func numberDescription(_ members: [(name: String, number: Int128)]) -> String {
    if members.isEmpty {
      return """

          /// The number: what it means depends on where it is used.
          public var description: String { "\\(rawValue)" }

        """
    }
    let cases = canonical(members).map { "    case \($0.number): \"\($0.name)\"\n" }.joined()
    return """

        /// The C name, or the number where there is none.
        public var description: String {
          switch rawValue {
      \(cases)    default: "\\(rawValue)"
          }
        }

      """
  }

  private func flagDescription(_ members: [(name: String, number: Int128)]) -> String {
    let bits = canonical(members).filter { $0.number > 0 && $0.number & ($0.number - 1) == 0 }
    let lines = bits.map { "    if rawValue & \($0.number) != 0 { names.append(\"\($0.name)\") }\n" }.joined()
    let known = bits.reduce(0) { $0 | $1.number }
    return """

        /// The C names of the flags that are set, and the bits that have none.
        public var description: String {
          var names: [String] = []
      \(lines)    if rawValue & ~\(known) != 0 { names.append("0x" + String(rawValue & ~\(known), radix: 16)) }
          return names.isEmpty ? "0" : names.joined(separator: " | ")
        }

      """
  }

  /// One name for each number: a preferred one, else the first by the rule's prefixes and the alphabet.
  private func canonical(_ members: [(name: String, number: Int128)]) -> [(name: String, number: Int128)] {
    let prefixes = prefixes ?? []
    func rank(_ name: String) -> (Int, Int, String) {
      let isPreferred = preferred?.contains(name) ?? false
      return (isPreferred ? 0 : 1, prefixes.firstIndex(where: name.hasPrefix) ?? prefixes.count, name)
    }
    var best: [Int128: String] = [:]
    for (name, number) in members {
      if let known = best[number], rank(known) < rank(name) { continue }
      best[number] = name
    }
    return best.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }
  }
}

extension CType.Shape {
  /// The Swift integer of the same width and sign; for another platform's number that it can't hold, as C does, the
  /// unsigned one of the same width, or a wide one.
  func swiftInteger(for number: Int128) -> String {
    guard case .integer(let signed, let bits) = self else { return swiftInteger }
    let isUnsigned = number >= 0 && number >> bits == 0
    if signed ? number >> (bits - 1) == number >> 127 : isUnsigned { return swiftInteger }
    return isUnsigned ? "UInt\(bits)" : "Int64"
  }

  /// The Swift integer of the same width and sign; a C `long` is an `Int64` where it has 64 bits.
  var swiftInteger: String {
    if case .integer(let signed, let bits) = self { return (signed ? "Int" : "UInt") + "\(bits)" }
    return "Int32"
  }
}
