import ArgumentParser
import Catalog

/// What a catalog says of one name, on all platforms.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows a constant's value and type, or a structure's layout, wherever it is known.")

  @Argument(help: "As in C: SO_REUSEPORT, sockaddr_can.") var name: String
  @Option(help: "The catalog's folder.", completion: .directory) var catalog = "Generated"
  @Option(help: "One platform; all without it.", completion: .platforms) var platform: String?

  func run() throws {
    let text = try CatalogText(folder: catalog)
    if let platform, !text.entries.contains(where: { $0.platform.id == platform }) {
      throw UnknownSide(platform, in: text, at: catalog)
    }
    let catalog = try PlatformCatalog(text)
    var found = false
    for system in catalog.systems.keys.sorted() {
      let facts = catalog.systems[system]!
      let number = platform.flatMap { facts.platforms.number(of: $0) }
      if platform != nil, number == nil { continue }
      let lines = facts.lines(about: name, on: number)
      if lines.isEmpty { continue }
      found = true
      print(platform ?? system)
      for line in lines { print("  " + line) }
    }
    if !found {
      let names = catalog.systems.values.flatMap { $0.names(on: platform) }
      let near = Array(Set(names)).nearest(to: name)
      print(
        "\(platform ?? "the catalog") has no \(name)" + (near.isEmpty ? "" : "; it has \(near.joined(separator: ", "))")
      )
      throw ExitCode(1)
    }
  }
}

extension SystemCatalog {
  /// The constants of one platform, or of all.
  fileprivate func names(on platform: String?) -> [String] {
    let constants = groups.values.flatMap(\.constants)
    guard let platform else { return constants.map(\.key) }
    guard let number = platforms.number(of: platform) else { return [] }
    return constants.filter { $0.value.fact(on: number) != nil }.map(\.key)
  }

  /// What is known of a name, on one platform or, each with its platforms, on all.
  fileprivate func lines(about name: String, on number: Int?) -> [String] {
    var lines: [String] = []
    var naming = PlatformNaming(platforms)
    func add<Fact>(_ merged: Merged<Fact>, _ text: (Fact) -> [String]) {
      if let number {
        lines += merged.fact(on: number).map(text) ?? []
        return
      }
      // With several facts, what all have in common is said once.
      let whereAtAll = naming.text(of: merged.presence, within: platforms.all)
      let isOne = merged.variants.count == 1
      if !isOne, !whereAtAll.isEmpty { lines.append("only on [\(whereAtAll)], and of these") }
      for variant in merged.variants {
        let terms = isOne ? whereAtAll : naming.text(of: variant.platforms, within: merged.presence)
        let text = text(variant.fact)
        lines += [terms.isEmpty ? text[0] : "\(text[0])  [\(terms)]"] + text.dropFirst()
      }
    }
    for group in groups.values {
      if let merged = group.constants[name] { add(merged) { [$0.sentence] } }
      // A structure's unnamed members are named after it.
      let own = group.structures.filter { $0.key.hasSuffix(" \(name)") || $0.key.contains(" \(name).") }
      for key in own.keys.sorted() {
        add(own[key]!) { [$0.sentence] + $0.fields.map { "  " + $0.sentence } }
      }
    }
    return lines
  }
}

extension Constant {
  fileprivate var sentence: String {
    let place = kind == .rule ? "no header; Generator/Rules/constants.yml" : "<\(header)>"
    return "\(name) = \(value)\(hexadecimal), \(type.spelling), \(kind.rawValue) of \(place)"
  }

  /// Behind a number that is more readable so.
  private var hexadecimal: String {
    guard case .integer(let number) = value, number > 255 else { return "" }
    return " (0x\(String(number, radix: 16)))"
  }
}

extension Structure {
  fileprivate var sentence: String { "\(key): \(size) bytes, aligned to \(alignment), <\(header)>" }
}

extension Structure.Field {
  fileprivate var sentence: String {
    let place = isBitField ? "bits \(offset)..<\(offset + width)" : "at \(offset / 8)"
    let order = byteOrder == .host ? "" : ", \(byteOrder.rawValue)-endian"
    return "\(name.isEmpty ? "(unnamed)" : name): \(type.spelling), \(place)\(order)"
  }
}
