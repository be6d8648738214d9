import SocketABI
import Testing

@Suite("Structures, compared with gcc's")
struct LayoutTests {
  let facts: Facts

  init() throws { facts = try Facts() }

  @Test("every emitted structure is one that the headers define, of the same size")
  func sizes() {
    for type in Linux.structures {
      #expect(facts.structures[type.cName]?.size == type.size, "\(type.cName)")
    }
  }

  @Test("bytes that were read and written again are what C's copy of each field gives, padding zero")
  func copies() throws {
    let probe = try StructureProbe(Linux.structures.compactMap { facts.structures[$0.cName] }, facts: facts)
    var samples: [(name: String, bytes: [UInt8])] = []
    var ours: [String] = []
    var random = SplitMix(state: 1)
    for type in Linux.structures {
      for pattern in 0..<6 {
        let bytes = (0..<type.size).map { _ in pattern == 0 ? 0xff : UInt8(truncatingIfNeeded: random.next()) }
        samples.append((type.cName, bytes))
        ours.append(hex(type.init(bytes: bytes).bytes))
      }
    }
    let answers = try probe.copies(of: samples)
    #expect(answers.count == samples.count)
    for (number, answer) in answers.enumerated() { #expect(ours[number] == answer, "struct \(samples[number].name)") }
  }
}
