import Catalog
import Foundation

/// Headers that have to be made ready first: those of a kernel's source tree, of a Debian package, or of a ziglang wheel.
package struct PreparedHeaders: Sendable {
  /// In the order in which they are searched.
  package private(set) var directories: [String] = []
  /// The distribution, for a package; empty for what is the kernel's own.
  package private(set) var distribution = ""
  /// Whether the C library's headers are among them: a wheel has both, all others the kernel's alone.
  package private(set) var includesLibc = false
  /// Further options for the compiler.
  package private(set) var options: [String] = []

  /// Where what is named here is made ready.
  private let folder: String
  private let triple: String

  /// Makes headers ready, in the cache; `nil` if `name` is a folder of headers, which needs no more.
  ///
  /// - Parameters:
  ///   - name: a kernel's source tree; `TREE@REVISION` for one in git; a Debian package's name or file; a wheel's file, or
  ///     a requirement of pip's such as `ziglang==0.17.0`.
  ///   - triple: the compiler's target, whose architecture the headers are for.
  ///   - wheels: the folders in a wheel, by target.
  /// - Throws: ``HeaderSourceError`` if they can't be had, or are not for that target.
  package init?(
    _ name: String, triple: String, cache: HeaderCache, wheels: () throws -> [PlatformRules.Row]
  ) throws {
    self.triple = triple
    folder = "\(cache.path)/local/\(URL(fileURLWithPath: name).lastPathComponent)-\(triple)"
    if name.hasSuffix(".deb") {
      try take(package: name)
    } else if name.hasSuffix(".whl") {
      try take(wheel: name, rows: wheels())
    } else if FileManager.default.fileExists(atPath: name) {
      guard isKernelTree(name) else { return nil }
      try install(tree: name)
    } else if let at = name.lastIndex(of: "@"), isDirectory(String(name[..<at])) {
      try install(revision: String(name[name.index(after: at)...]), of: String(name[..<at]))
    } else if name.wholeMatch(of: /linux-(libc-dev|headers)[-\w.+]*(=.+)?/) != nil {
      try take(package: download("apt-get", ["-qq", "download", name]))
    } else if name.hasPrefix("ziglang==") {
      try take(wheel: download("python3", Fetch.pip(name)), rows: wheels())
    } else {
      return nil
    }
  }

  private mutating func install(revision: String, of tree: String) throws {
    try empty()
    try run(
      "git", ["-C", tree, "archive", "--output=\(folder)/tree.tar", revision],
      advice: "name a revision that 'git -C \(tree) log' knows")
    try FileManager.default.createDirectory(atPath: "\(folder)/tree", withIntermediateDirectories: true)
    try run("tar", ["-xf", "\(folder)/tree.tar", "-C", "\(folder)/tree"])
    try FileManager.default.removeItem(atPath: "\(folder)/tree.tar")
    guard isKernelTree("\(folder)/tree") else {
      throw HeaderSourceError(
        "\(tree) at \(revision) is no kernel's source tree", advice: "it must have include/uapi/linux")
    }
    try make("\(folder)/tree")
    try FileManager.default.removeItem(atPath: "\(folder)/tree")
  }

  private mutating func install(tree: String) throws {
    try empty()
    try make(tree)
  }

  /// Built apart, so that the source tree stays as it is.
  private mutating func make(_ tree: String) throws {
    let architecture = KernelArchitecture(triple: triple).name
    try run(
      "make",
      [
        "-s", "-C", tree, "O=\(folder)/build", "ARCH=\(architecture)", "INSTALL_HDR_PATH=\(folder)/installed",
        "headers_install",
      ], advice: "installing a kernel's headers takes make, gcc and rsync, and a tree in which nothing was built")
    directories = ["\(folder)/installed/include"]
  }

  private mutating func take(package file: String) throws {
    try empty()
    try run("dpkg", ["-x", file, folder])
    distribution = "debian"
    let sources = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/usr/src")) ?? []
    if let tree = sources.map({ "\(folder)/usr/src/\($0)" }).first(where: isKernelTree) {
      // linux-headers-*-common: without the scripts that install its headers.
      try RawHeaders(tree: tree, triple: triple).install(in: "\(folder)/installed")
      directories = ["\(folder)/installed"]
    } else {
      directories = folders(withKernelHeadersBelow: "\(folder)/usr")
    }
    guard !directories.isEmpty else {
      throw HeaderSourceError(
        "\(file) has no headers of the kernel for \(triple)",
        advice: "name a package such as linux-libc-dev_VERSION_ARCH.deb, and its --target")
    }
  }

  /// `usr/include` with its multiarch folder, or `usr/TRIPLE/include` of a package for cross compilers.
  private func folders(withKernelHeadersBelow usr: String) -> [String] {
    let candidates = ["\(usr)/\(triple)/include", "\(usr)/include/\(triple)", "\(usr)/include"]
    let found = candidates.filter { isDirectory("\($0)/linux") || isDirectory("\($0)/asm") }
    let isWhole = ["linux", "asm"].allSatisfy { part in found.contains { isDirectory("\($0)/\(part)") } }
    return isWhole ? found : []
  }

  private mutating func take(wheel file: String, rows: [PlatformRules.Row]) throws {
    try empty()
    try run("unzip", ["-q", file, "\(HeaderSource.wheelPrefix)*", "-d", folder])
    for row in rows where row.target == triple {
      guard let found = row.directories(below: "\(folder)/\(HeaderSource.wheelPrefix)") else { continue }
      (directories, options, includesLibc) = (found, row.options ?? [], true)
      return
    }
    throw HeaderSourceError(
      "\(file) has no headers for \(triple)",
      advice: "name one of platforms.yml's targets: \(Set(rows.map(\.target)).sorted().joined(separator: ", "))")
  }

  /// Has a program download one file into a folder beside the one that is emptied.
  private func download(_ program: String, _ arguments: [String]) throws -> String {
    let folder = "\(folder).download"
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try run(program, arguments, in: folder)
    guard let file = try FileManager.default.contentsOfDirectory(atPath: folder).first else {
      throw HeaderSourceError(
        "\(program) \(arguments.joined(separator: " ")): nothing was downloaded",
        advice: "run it by hand, and look at what it says")
    }
    return "\(folder)/\(file)"
  }

  private func empty() throws {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: "\(folder)/build", withIntermediateDirectories: true)
  }

  private func isKernelTree(_ path: String) -> Bool { isDirectory("\(path)/include/uapi/linux") }
}

/// What the kernel's makefiles call a target's architecture.
struct KernelArchitecture {
  let name: String

  init(triple: String) {
    let name = triple.prefix { $0 != "-" }
    let kernelNames = [
      ("x86_64", "x86"), ("i386", "x86"), ("i686", "x86"), ("aarch64", "arm64"), ("arm", "arm"), ("powerpc", "powerpc"),
      ("mips", "mips"), ("riscv", "riscv"), ("s390", "s390"), ("sparc", "sparc"), ("hppa", "parisc"), ("sh4", "sh"),
      ("loongarch", "loongarch"),
    ]
    self.name = kernelNames.first { name.hasPrefix($0.0) }?.1 ?? String(name)
  }
}
