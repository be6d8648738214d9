/// A program that gcc builds from source given by the test.
package final class CProgram: Sendable {
  private let scratch: Scratch

  /// Compiles each source on its own and links them.
  ///
  /// - Throws: `Failure` with what gcc says.
  package init(_ sources: [String], options: [String] = []) throws {
    scratch = try Scratch()
    let paths = try sources.enumerated().map { try scratch.write($1, to: "\($0).c") }
    let gcc = ["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-w", "-o", "\(scratch.path)/program"]
    let run = try Run(gcc + options + paths)
    guard run.status == 0 else { throw Failure(description: run.output) }
  }

  /// The lines that the program prints when given lines.
  package func answers(to lines: [String] = []) throws -> [String] {
    let run = try Run(["\(scratch.path)/program"], input: lines.map { $0 + "\n" }.joined())
    guard run.status == 0 else { throw Failure(description: run.output) }
    return run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
