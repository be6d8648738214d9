import ArgumentParser

/// The generator's command line.
@main
struct Socketgen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "socketgen",
    abstract: "Reads the headers of the socket interface and writes Swift.",
    subcommands: [Regenerate.self, Verify.self, Headers.self])
}

/// Which headers to read, and by which rules.
struct Source: ParsableArguments {
  @Option(name: .customLong("headers"), help: "The folder that holds linux/ and sys/.")
  var root = "/usr/include"

  @Option(help: "The compiler's target, as in aarch64-linux-gnu.")
  var target = Platform.nativeTriple

  @Option(help: "The folder of the generator's rules.")
  var rules = "Generator/Rules"
}

/// A failure that was already explained: only its exit code is left to say.
func fail(_ message: String, code: Int32 = 1) -> ExitCode {
  printError("socketgen: \(message)")
  return ExitCode(code)
}
