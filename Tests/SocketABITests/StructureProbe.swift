import Catalog
import TestSupport

/// A C program that copies structures field by field.
struct StructureProbe {
  private let program: CProgram

  /// Where gcc finds the headers that no package brings.
  static let unexported = ["-idirafter", "\(Repository.folder)/Generator/Rules/unexported"]

  /// One translation unit for each header: some can't be read together.
  ///
  /// - Parameters:
  ///   - known: all structures of the same headers.
  ///   - options: gcc's, such as where the headers are.
  init(_ structures: [Structure], among known: [String: Structure], options: [String] = []) throws {
    let copy = FieldCopy(structures: known)
    var sources: [String] = []
    for (header, members) in Dictionary(grouping: structures, by: \.header).sorted(by: { $0.key < $1.key }) {
      sources.append(
        """
        #include <stddef.h>
        #include <stdint.h>
        #include <string.h>
        #include <sys/socket.h>
        \(Self.includes(for: header))

        """ + members.map(copy.function).joined())
    }
    let declarations = structures.map { "void copy_\($0.name)(const void *, void *);\n" }.joined()
    let cases = structures.map { "    if (!strcmp(name, \"\($0.name)\")) copy_\($0.name)(in, out);\n" }.joined()
    sources.append(
      """
      #include <stdio.h>
      #include <string.h>
      \(declarations)
      int main(void) {
        static _Alignas(64) unsigned char in[4096], out[4096];
        char name[128];
        size_t size;
        while (scanf("%127s %zu", name, &size) == 2) {
          for (size_t i = 0; i < size; i++) scanf("%2hhx", in + i);
          memset(out, 0, sizeof out);
      \(cases)
          for (size_t i = 0; i < size; i++) printf("%02x", out[i]);
          puts("");
        }
      }
      """)
    program = try CProgram(sources, options: options)
  }

  /// Headers that nobody includes by themselves come in with others.
  private static func includes(for header: String) -> String {
    if header.hasPrefix("bits/") { return "" }
    return (header.hasPrefix("bluetooth/") ? "#include <bluetooth/bluetooth.h>\n" : "") + "#include <\(header)>"
  }

  /// What a copy of each structure's fields leaves in zeroed memory, in hexadecimal digits.
  func copies(of structures: [(name: String, bytes: [UInt8])]) throws -> [String] {
    try program.answers(to: structures.map { "\($0.name) \($0.bytes.count) \($0.bytes.hexadecimal)" })
  }
}
