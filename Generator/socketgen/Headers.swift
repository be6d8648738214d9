import ArgumentParser
import HeaderWalk

/// Prints the includes of each translation unit: what another tool must be given to read the same headers.
struct Headers: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Prints the header set, one #include a line.")

  @OptionGroup var source: Source
  @Option(help: "One translation unit of headers.yml; all without it.") var unit: String?

  func run() throws {
    let reading = try Reading(source)
    for unit in reading.walk.units where self.unit == nil || self.unit == unit {
      for header in reading.walk.includes(of: unit) { print("#include <\(header)>") }
    }
  }
}
