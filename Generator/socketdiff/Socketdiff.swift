import ArgumentParser
import Catalog
import Foundation

/// The command line that compares catalogs. It reads text, and needs neither headers nor libclang.
@main
struct Socketdiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "socketdiff",
    abstract: "Compares what the headers of two platforms say, and shows what they say.",
    subcommands: [Diff.self, Show.self, ListCatalog.self], defaultSubcommand: Diff.self)

  /// Exits with 0; with 1 if the answer is that something differs or is not there; with 2 if there is no answer.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as any Explained {
      FileHandle.standardError.write(Data("socketdiff: \(error)\n".utf8))
      Foundation.exit(2)
    } catch {
      exit(withError: error)
    }
  }
}
