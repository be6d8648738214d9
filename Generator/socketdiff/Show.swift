import ArgumentParser
import Catalog

/// What a catalog says of one name.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows a constant's value and type, or a structure's layout.")

  @Argument(help: "As in C: SO_REUSEPORT, sockaddr_can.") var name: String
  @Option(help: "The folder of the catalog.") var catalog = "Generated"

  func run() throws {
    let snapshot = try Snapshot(folder: catalog)
    let constants = snapshot.constants.filter { $0.name == name }
    // A structure's unnamed members are named after it.
    let structures = snapshot.structures.filter { $0.name == name || $0.name.hasPrefix(name + ".") }
    guard !constants.isEmpty || !structures.isEmpty else {
      print("\(snapshot.platform) has no \(name)")
      throw ExitCode(1)
    }
    print(snapshot.platform)
    for constant in constants {
      let place = constant.kind == .rule ? "no header; Generator/Rules/constants.yml" : "<\(constant.header)>"
      print(
        "\(constant.name) = \(constant.value)\(constant.hexadecimal), \(constant.type.spelling), \(constant.kind.rawValue) of \(place)"
      )
    }
    for structure in structures {
      print(
        "\(structure.keyword) \(structure.name): \(structure.size) bytes, aligned to \(structure.alignment), <\(structure.header)>"
      )
      for field in structure.fields {
        let place = field.isBitField ? "bits \(field.offset)..<\(field.offset + field.width)" : "at \(field.offset / 8)"
        let order = field.byteOrder == .host ? "" : ", \(field.byteOrder.rawValue)-endian"
        print("  \(field.name.isEmpty ? "(unnamed)" : field.name): \(field.type.spelling), \(place)\(order)")
      }
    }
  }
}

extension Constant {
  /// Behind a number that is more readable so.
  fileprivate var hexadecimal: String {
    guard case .integer(let number) = value, number > 255 else { return "" }
    return " (0x\(String(number, radix: 16)))"
  }
}
