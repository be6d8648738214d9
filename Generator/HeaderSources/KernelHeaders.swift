import Foundation

/// Kernel headers that have to be made ready first: those of a source tree, or of a Debian package.
package struct KernelHeaders: Sendable {
  /// The folders that hold linux/ and asm/, in the order in which they are searched.
  package let directories: [String]
  /// The distribution, for a package; empty for a source tree.
  package let distribution: String

  /// Makes `path` ready, in the cache, if it is a source tree or a package; `nil` if it is neither.
  ///
  /// - Parameter triple: the compiler's target, whose architecture a source tree's headers are installed for.
  /// - Throws: ``HeaderSourceError`` if make or dpkg fails, or if there are no kernel headers in the package.
  package init?(_ path: String, triple: String, cache: HeaderCache) throws {
    let name = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
    let folder = "\(cache.path)/local/\(name)-\(triple)"
    if path.hasSuffix(".deb") {
      try Self.empty(folder)
      try run("dpkg", ["-x", path, folder])
      directories = Self.folders(withKernelHeadersBelow: "\(folder)/usr", triple: triple)
      distribution = "debian"
      guard !directories.isEmpty else {
        throw HeaderSourceError(
          "\(path) has no headers of the kernel for \(triple)",
          advice: "name a package such as linux-libc-dev_VERSION_ARCH.deb, and its --target")
      }
    } else if FileManager.default.fileExists(atPath: "\(path)/include/uapi/linux/socket.h") {
      try Self.empty(folder)
      let installed = "\(folder)/installed"
      // Built apart, so that the source tree stays as it is.
      try run(
        "make",
        [
          "-s", "-C", path, "O=\(folder)/build", "ARCH=\(Self.architecture(of: triple))",
          "INSTALL_HDR_PATH=\(installed)",
          "headers_install",
        ], advice: "installing a kernel's headers takes make, gcc and rsync, and a tree in which nothing was built")
      directories = ["\(installed)/include"]
      distribution = ""
    } else {
      return nil
    }
  }

  private static func empty(_ folder: String) throws {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: "\(folder)/build", withIntermediateDirectories: true)
  }

  /// `usr/include` with its multiarch folder, or `usr/TRIPLE/include` of a package for cross compilers.
  private static func folders(withKernelHeadersBelow usr: String, triple: String) -> [String] {
    let candidates = ["\(usr)/\(triple)/include", "\(usr)/include/\(triple)", "\(usr)/include"]
    let found = candidates.filter { isDirectory("\($0)/linux") || isDirectory("\($0)/asm") }
    let isWhole = ["linux", "asm"].allSatisfy { part in found.contains { isDirectory("\($0)/\(part)") } }
    return isWhole ? found : []
  }

  /// What the kernel's makefiles call a target's architecture.
  private static func architecture(of triple: String) -> String {
    let name = triple.prefix { $0 != "-" }
    let kernelNames = [
      ("x86_64", "x86"), ("i386", "x86"), ("i686", "x86"), ("aarch64", "arm64"), ("arm", "arm"), ("powerpc", "powerpc"),
      ("mips", "mips"), ("riscv", "riscv"), ("s390", "s390"), ("sparc", "sparc"), ("hppa", "parisc"), ("sh4", "sh"),
      ("loongarch", "loongarch"),
    ]
    return kernelNames.first { name.hasPrefix($0.0) }?.1 ?? String(name)
  }
}
