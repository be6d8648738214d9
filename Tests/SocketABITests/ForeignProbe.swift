import Catalog
import HeaderSources
import SocketABI
import TestSupport

/// A program for this machine that has the addresses of other systems as their own headers declare them.
///
/// clang compiles for the other system, with its headers and its layout of structures, into code that belongs to no
/// machine yet; from that, clang makes a program for this one.
final class ForeignProbe {
  /// A system's structures and constants to ask for.
  struct System {
    var name: String
    var headers: [String]
    /// By their tags.
    var structures: [String]
    var constants: [String] = []
    /// Constants of 16 bytes.
    var identifiers: [String] = []
  }

  private let scratch: Scratch

  init(_ systems: [System]) throws {
    scratch = try Scratch()
    let facts = try CatalogText(folder: "\(Repository.folder)/Generated")
    var sources: [String] = []
    for system in systems {
      let platforms = Self.platforms.filter { $0.platform.system == system.name && $0.platform.abi == "x86_64" }
      guard let platform = platforms.last, let snapshot = try facts.snapshot(of: platform.platform.id) else {
        throw Failure(description: "there are no headers of \(system.name)")
      }
      let known = Dictionary(snapshot.structures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      let text = Self.source(of: system, known: known)
      let file = try scratch.write(text, to: "\(system.name).c")
      let command =
        ["clang", "--target=\(platform.target)", "-nostdlibinc", "-std=gnu11", "-w", "-O1", "-fno-stack-protector"]
        + platform.options + platform.directories.flatMap { ["-isystem", $0] }
        + ["-S", "-emit-llvm", "-o", "\(scratch.path)/\(system.name).ir", file]
      try Self.expectSuccess(command)
      // What is left is of no system: the functions have no more than pointers and numbers in their signatures.
      let code = try Run(["cat", "\(scratch.path)/\(system.name).ir"]).output
      let lines = code.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("target ") }
      sources.append(try scratch.write(lines.joined(separator: "\n"), to: "\(system.name).ll"))
    }
    sources.append(try scratch.write(Self.main(of: systems), to: "main.c"))
    try Self.expectSuccess(
      ["clang", "-w", "-Wno-override-module", "-O1", "-o", "\(scratch.path)/program"] + sources)
  }

  /// The pinned platforms, if scripts/fetch-headers has brought their headers.
  static let platforms: [PinnedPlatform] = {
    guard let yaml = try? String(contentsOfFile: "\(Repository.folder)/Generator/Rules/platforms.yml", encoding: .utf8),
      let platforms = try? PlatformRules(yaml: yaml).platforms(in: HeaderCache()).platforms
    else { return [] }
    return platforms
  }()

  static var isPossible: Bool { !platforms.isEmpty && (try? Run(["clang", "--version"]).status) == 0 }

  private static func expectSuccess(_ command: [String]) throws {
    let run = try Run(command)
    guard run.status == 0 else { throw Failure(description: run.output) }
  }

  /// The number of each integer in a structure, those within its structures too, as a person means it.
  private static func integers(of structure: Structure, at path: String, known: [String: Structure]) -> [String] {
    structure.fields.flatMap { field -> [String] in
      switch field.type.shape {
      case .integer where field.byteOrder == .big: ["__builtin_bswap\(field.width)(in->\(path)\(field.name))"]
      case .integer: ["in->\(path)\(field.name)"]
      case .structure(let name): integers(of: known[name]!, at: "\(path)\(field.name).", known: known)
      default: []
      }
    }
  }

  private static func source(of system: System, known: [String: Structure]) -> String {
    let copy = FieldCopy(structures: known)
    let functions = system.structures.map { name in
      let structure = known[name]!
      let cases = integers(of: structure, at: "", known: known).enumerated().map {
        "  if (field-- == 0) { *number = \($1); return 1; }\n"
      }
      return copy.function(for: structure).replacing("void copy_", with: "void \(system.name)_copy_") + """
        int \(system.name)_field_\(name)(const void *bytes, int field, unsigned long long *number) {
          const \(structure.spelling) *in = bytes;
        \(cases.joined())  return 0;
        }

        """
    }
    let numbers = system.constants.map { "  if (number-- == 0) return \($0);\n" }
    let identifiers = system.identifiers.map { "  if (number-- == 0) memcpy(to, &\($0), sizeof \($0));\n" }
    return system.headers.map { "#include <\($0)>\n" }.joined() + "#include <string.h>\n" + functions.joined()
      + "long long \(system.name)_constant(int number) {\n\(numbers.joined())  return 0;\n}\n"
      + "void \(system.name)_identifier(int number, void *to) {\n\(identifiers.joined())}\n"
  }

  private static func main(of systems: [System]) -> String {
    var declarations = ""
    var cases = ""
    for system in systems {
      let name = system.name
      declarations += "long long \(name)_constant(int); void \(name)_identifier(int, void *);\n"
      for structure in system.structures {
        declarations +=
          "void \(name)_copy_\(structure)(const void *, void *);\n"
          + "int \(name)_field_\(structure)(const void *, int, unsigned long long *);\n"
        cases += """
              if (!strcmp(name, "\(name).\(structure)")) {
                \(name)_copy_\(structure)(in, out);
                print(out, size);
                for (int i = 0; \(name)_field_\(structure)(in, i, &number); i++) printf(" %llu", number);
              }

          """
      }
      cases += """
            if (!strcmp(name, "\(name).constant")) printf("%lld", \(name)_constant(in[0]));
            if (!strcmp(name, "\(name).identifier")) { \(name)_identifier(in[0], out); print(out, 16); }

        """
    }
    return """
      #include <stdio.h>
      #include <string.h>
      \(declarations)
      static void print(const unsigned char *bytes, size_t size) {
        for (size_t i = 0; i < size; i++) printf("%02x", bytes[i]);
      }
      int main(void) {
        static _Alignas(64) unsigned char in[4096], out[4096];
        char name[128];
        size_t size;
        unsigned long long number;
        while (scanf("%127s %zu", name, &size) == 2) {
          for (size_t i = 0; i < size; i++) scanf("%2hhx", in + i);
          memset(out, 0, sizeof out);
      \(cases)
          puts("");
        }
      }

      """
  }

  /// For bytes of a structure: its copy, field by field, in hexadecimal digits, and the numbers in it.
  func answers(to questions: [(name: String, bytes: [UInt8])]) throws -> [String] {
    let lines = questions.map { "\($0.name) \($0.bytes.count) \($0.bytes.hexadecimal)\n" }.joined()
    let run = try Run(["\(scratch.path)/program"], input: lines)
    guard run.status == 0 else { throw Failure(description: run.output) }
    return run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
