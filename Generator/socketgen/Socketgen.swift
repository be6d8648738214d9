import ArgumentParser
import Catalog
import Foundation
import HeaderWalk

/// The generator's command line.
@main
struct Socketgen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "socketgen",
    abstract: "Reads the headers of the socket interface and writes Swift.",
    subcommands: [Regenerate.self, Verify.self, Headers.self, FetchHeaders.self, WriteAtlas.self])

  /// Exits with 0; with 1 if what was asked for is answered with no; with 2 if it could not be done.
  static func main() async {
    do {
      #if os(Linux)
        if Journal.descriptor == nil { try Foundation.exit(Watcher.run()) }
      #endif
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let error as any Explained {
      printError("socketgen: \(error)")
      Foundation.exit(2)
    } catch {
      exit(withError: error)
    }
  }
}

/// Something other than headers and rules that stands in the way.
struct Obstacle: Explained {
  var problem: String
  var advice: String
}

/// Which headers to read, and by which rules.
struct Source: ParsableArguments {
  @Option(
    name: .customLong("headers"),
    help: """
      The folder that holds linux/ and sys/; a ziglang wheel (its file, or ziglang==VERSION), which has both; or, to be \
      read with the C library's headers of --libc, a kernel's source tree (TREE@REVISION for one in git), or a Debian \
      package of kernel headers (its file or name).
      """)
  var root = "/usr/include"

  @Option(help: "The folder that holds sys/, for --headers that are the kernel's alone.")
  var libc: String?

  @Option(help: "The compiler's target, as in aarch64-linux-gnu.")
  var target = InstalledHeaders.nativeTriple

  @Option(help: "The folder of the generator's rules.")
  var rules = "Generator/Rules"
}
