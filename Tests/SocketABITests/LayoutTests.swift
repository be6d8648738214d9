import Foundation
import HeaderSources
import SocketABI
import TestSupport
import Testing

@Suite("Structures, compared with gcc's")
struct LayoutTests {
  let facts: Facts

  init() throws { facts = try Facts() }

  @Test("every emitted structure is one that the headers define, of the same size")
  func sizes() {
    for type in Linux.structures {
      let structure = facts.newestStructures[type.cName] ?? facts.structures[type.cName]
      #expect(structure?.size == type.size, "\(type.cName)")
    }
  }

  @Test("bytes that were read and written again are what C's copy of each field gives, padding zero")
  func copies() throws {
    let types = Linux.structures.filter { facts.isInstalled($0.cName) }
    #expect(types.count > 250)
    try compare(
      types,
      with: StructureProbe(
        types.map { facts.structures[$0.cName]! }, among: facts.structures, options: StructureProbe.unexported))
  }

  @Test(
    "what is newer than the installed headers is what the newest kernel's give",
    .enabled(if: newestHeaders != nil, "the header sets are not there: run scripts/fetch-headers"))
  func newer() throws {
    let types = Linux.structures.filter { !facts.isInstalled($0.cName) }
    #expect(types.contains { $0.cName == "tcp_ao_add" })
    let own = try Run(["gcc", "-print-file-name=include"]).output.split(separator: "\n")[0]
    let folders = [String(own)] + (Self.newestHeaders ?? [])
    let probe = try StructureProbe(
      types.map { facts.newestStructures[$0.cName]! }, among: facts.newestStructures,
      options: ["-nostdinc"] + folders.flatMap { ["-isystem", $0] })
    try compare(types, with: probe)
  }

  /// The newest kernel's headers and the C library's beside them, if scripts/fetch-headers has brought them.
  private static let newestHeaders: [String]? = {
    guard let yaml = try? String(contentsOfFile: "\(Repository.folder)/Generator/Rules/platforms.yml", encoding: .utf8),
      let platforms = try? PlatformRules(yaml: yaml).platforms(in: HeaderCache()).platforms,
      let facts = try? Facts()
    else { return nil }
    return platforms.first { $0.platform.id == facts.newestPlatform }?.directories
  }()

  private func compare(_ types: [any CStruct.Type], with probe: StructureProbe) throws {
    var samples: [(name: String, bytes: [UInt8])] = []
    var ours: [String] = []
    var random = SplitMix(state: 1)
    for type in types {
      for pattern in 0..<6 {
        let bytes = (0..<type.size).map { _ in pattern == 0 ? 0xff : UInt8(truncatingIfNeeded: random.next()) }
        samples.append((type.cName, bytes))
        ours.append(type.init(bytes: bytes).bytes.hexadecimal)
      }
    }
    let answers = try probe.copies(of: samples)
    #expect(answers.count == samples.count)
    for (number, answer) in answers.enumerated() { #expect(ours[number] == answer, "struct \(samples[number].name)") }
  }
}
