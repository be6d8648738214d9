import Catalog
import Foundation
import TestSupport

/// The facts that the bindings were generated from, read back from their text.
struct Facts {
  let constants: [String: Constant]
  let structures: [String: Structure]

  init() throws {
    let folder = "\(Repository.folder)/Generated/Catalog"
    var constants: [String: Constant] = [:]
    var structures: [String: Structure] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file != "platform.txt" {
      let group = try Group(name: file, text: String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8))
      for constant in group.constants { constants[constant.name] = constant }
      for structure in group.structures { structures[structure.name] = structure }
    }
    self.constants = constants
    self.structures = structures
  }
}
