import Catalog
import Foundation
import HeaderWalk

/// Headers that lie on this machine, installed or in a folder.
enum InstalledHeaders {
  /// What a header tree is called: `linux-6.1-x86_64-gnu`, with `+debian` behind it for a distribution's own headers.
  ///
  /// - Throws: ``WalkError`` if the tree does not say which kernel it is of.
  static func platform(tree: HeaderTree, root: String, distribution: String) throws -> Platform {
    guard let path = tree.find("linux/version.h"), let text = try? String(contentsOfFile: path, encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.contains("LINUX_VERSION_CODE") }),
      let code = line.split(separator: " ").last.flatMap({ Int($0) })
    else {
      throw WalkError(
        "\(root) has no linux/version.h with a LINUX_VERSION_CODE",
        advice: "the headers must be those of one kernel version, as `make headers_install` writes them")
    }
    let architecture = tree.triple.split(separator: "-")[0]
    let libc = tree.find("features.h").map { _ in tree.find("gnu/libc-version.h") == nil ? "musl" : "gnu" } ?? "none"
    let distribution = distribution.isEmpty ? "" : "+\(distribution)"
    return try Platform(
      "linux-\(code >> 16).\(code >> 8 & 0xff)-\(architecture)-\(libc)\(distribution)")
  }

  /// The running machine's target, as Debian spells it.
  static var nativeTriple: String {
    #if arch(x86_64)
      "x86_64-linux-gnu"
    #elseif arch(arm64)
      "aarch64-linux-gnu"
    #elseif arch(i386)
      "i386-linux-gnu"
    #else
      "arm-linux-gnueabihf"
    #endif
  }

  /// The `ID` of /etc/os-release; empty without one.
  static var distribution: String {
    let text = try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("ID=") }
    return line.map { String($0.dropFirst(3).filter { $0 != "\"" }) } ?? ""
  }

  /// The packages that the headers came from, with their versions; empty where there is no dpkg.
  static var packages: [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/dpkg-query")
    process.arguments = ["-W", "-f", "${Package} ${Version}\\n", "linux-libc-dev", "libc6-dev", "libbluetooth-dev"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return [] }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map(String.init)
  }
}
