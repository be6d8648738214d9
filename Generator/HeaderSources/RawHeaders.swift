import Catalog
import Foundation

/// A kernel's headers for programs as its source has them, in a tree that lacks what `make headers_install` takes: Debian's
/// `linux-headers-*-common` leaves the scripts and the tables of system calls to other packages.
struct RawHeaders {
  let tree: String
  let triple: String

  /// Installs them in a new folder: `linux/`, `asm/`, `asm-generic/` and the others.
  ///
  /// - Throws: ``HeaderSourceError`` if the tree does not have the target's architecture.
  func install(in folder: String) throws {
    let architecture = KernelArchitecture(triple: triple).name
    let own = "\(tree)/arch/\(architecture)/include/uapi/asm"
    guard isDirectory(own) else {
      throw HeaderSourceError(
        "\(tree) has no headers of the architecture \(architecture)",
        advice: "name another package, or another --target")
    }
    try run("cp", ["-r", "\(tree)/include/uapi", folder])
    try run("cp", ["-r", own, "\(folder)/asm"])
    try run("find", [folder, "-name", "*.h", "-exec", "sed", "-Ei", Self.cleaning, "{}", "+"])
    for name in try mandatory() where !FileManager.default.fileExists(atPath: "\(folder)/asm/\(name)") {
      try "#include <asm-generic/\(name)>\n".write(toFile: "\(folder)/asm/\(name)", atomically: true, encoding: .utf8)
    }
    try version().write(toFile: "\(folder)/linux/version.h", atomically: true, encoding: .utf8)
  }

  /// What scripts/headers_install.sh in the kernel does with each header. It takes out what `__KERNEL__` hides, too; a
  /// compiler passes over that by itself.
  private static let cleaning = #"""
    s/([[:space:](])(__user|__force|__iomem)[[:space:]]/\1/g
    s/__attribute_const__([[:space:]]|$)/\1/g
    s@^#include <linux/compiler(_types)?\.h>@@
    s/(^|[^a-zA-Z0-9])__packed([^a-zA-Z0-9_]|$)/\1__attribute__((packed))\2/g
    s/(^|[[:space:](])(inline|asm|volatile)([[:space:](]|$)/\1__\2__\3/g
    s@#(ifndef|define|endif[[:space:]]*/[*])[[:space:]]*_UAPI@#\1 @
    """#

  /// The headers that each architecture has in asm/: its own, or else the generic ones.
  private func mandatory() throws -> [String] {
    let list = try String(contentsOfFile: "\(tree)/include/uapi/asm-generic/Kbuild", encoding: .utf8)
    return list.split(separator: "\n").compactMap { line in
      line.wholeMatch(of: /mandatory-y \+= (\S+)/).map { String($0.1) }
    }
  }

  /// linux/version.h, as the Makefile at the top writes it.
  private func version() throws -> String {
    let makefile = try String(contentsOfFile: "\(tree)/Makefile", encoding: .utf8)
    let numbers = ["VERSION", "PATCHLEVEL", "SUBLEVEL"].compactMap { name in
      makefile.split(separator: "\n").first { $0.hasPrefix("\(name) = ") }.flatMap { Int($0.dropFirst(name.count + 3)) }
    }
    guard numbers.count == 3 else {
      throw HeaderSourceError("\(tree)/Makefile does not say which kernel it is of", advice: "name another package")
    }
    return "#define LINUX_VERSION_CODE \(numbers[0] << 16 | numbers[1] << 8 | min(numbers[2], 255))\n"
  }
}
