import Foundation

/// The programs of the package in Examples.
enum Examples {
  /// Where they are, once they are built; or where the variable `EXAMPLES` says that they have been.
  private static let folder = Result { () throws -> String in
    if let folder = ProcessInfo.processInfo.environment["EXAMPLES"] { return folder }
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    // Without this option, SwiftPM overlooks new files of a package that is used by path.
    let build = [
      "swift", "build", "--disable-build-manifest-caching", "--package-path", package + "/Examples",
      "--scratch-path", package + "/.build/examples",
    ]
    _ = try Program(build).rest()
    return try Program(build + ["--show-bin-path"]).rest().trimmingCharacters(in: .newlines)
  }

  /// The path of a program.
  static func path(_ name: String) throws -> String { try folder.get() + "/" + name }
}
