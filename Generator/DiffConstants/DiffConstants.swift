import Foundation
import PackagePlugin

/// `swift package diff-constants OLD NEW`: socketdiff on the catalog that comes with this package, for packages that
/// depend on it.
@main
struct DiffConstants: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let tool = try context.tool(named: "socketdiff")
    let process = Process()
    process.executableURL = tool.url
    process.arguments = arguments
    if !arguments.contains("--catalog"), let home = catalogHome(of: context.package) {
      process.arguments! += ["--catalog", home.appending(path: "Generated").path]
    }
    try process.run()
    process.waitUntilExit()
    // The exit code is what a CI job looks at.
    if process.terminationStatus != 0 { exit(process.terminationStatus) }
  }

  /// This package, wherever it stands among the dependencies.
  private func catalogHome(of package: Package) -> URL? {
    if FileManager.default.fileExists(atPath: package.directoryURL.appending(path: "Generated/Catalog").path) {
      return package.directoryURL
    }
    return package.dependencies.lazy.compactMap { catalogHome(of: $0.package) }.first
  }
}
