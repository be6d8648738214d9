import Catalog

#if canImport(Glibc)
  import Glibc
#endif

/// Where a platform's headers lie, and the compiler target they are read for.
package struct HeaderTree: Sendable {
  /// As in `linux`.
  package var system: String
  /// As in `x86_64-linux-gnu`.
  package var triple: String
  /// In the order in which they are searched; the compiler's own headers come first.
  package var includeDirectories: [String]
  /// What the compiler knows of the target.
  package var machine: PlatformList.Machine
  /// Further options for the compiler.
  var options: [String]
  /// Where alone the kernel's own headers count, if not everywhere: those beside the C library's may be of another kernel.
  private var kernelDirectories: [String]?

  /// The headers below `root` (`/usr/include`, or a tree of the same shape), for a target.
  ///
  /// - Throws: ``WalkError`` if a directory is missing, if libclang does not know the target, or if the tree has no
  ///   headers for the target's architecture: walking on without them would give another's numbers, without a word.
  package init(root: String, triple: String) throws(WalkError) {
    guard isDirectory(root) else {
      throw WalkError(
        "no such directory: \(root)", advice: "name the folder that holds linux/ and sys/, as in --headers /usr/include"
      )
    }
    let multiarch = "\(root)/\(Self.multiarch(triple))"
    try self.init(directories: (isDirectory(multiarch) ? [multiarch] : []) + [root], system: "linux", triple: triple)
    for header in ["linux/socket.h", "asm/socket.h"] where find(header) == nil {
      throw WalkError(
        "\(root) has no \(header) for \(triple)",
        advice: "install that architecture's kernel headers (on Debian: linux-libc-dev, or linux-libc-dev-ARCH-cross)")
    }
    guard find("sys/socket.h") != nil else {
      throw WalkError(
        "\(root) has no sys/socket.h",
        advice: "AF_, MSG_ and SOCK_ constants are in the C library's headers: name a tree that holds both "
          + "(on Debian: libc6-dev, or libc6-dev-ARCH-cross)")
    }
  }

  /// A kernel's headers with the C library's of another tree, for a target.
  ///
  /// - Parameters:
  ///   - kernel: the folders that hold linux/ and asm/.
  ///   - root: the folder that holds sys/, and perhaps an older linux/, which does not count.
  /// - Throws: ``WalkError`` as for a tree that holds both.
  package init(kernel: [String], libc root: String, triple: String) throws(WalkError) {
    try self.init(root: root, triple: triple)
    includeDirectories = [includeDirectories[0]] + kernel + includeDirectories.dropFirst()
    kernelDirectories = kernel
  }

  /// The headers in directories that are searched in this order, for a target.
  ///
  /// - Throws: ``WalkError`` if a directory is missing, or if libclang does not know the target.
  package init(
    directories: [String], system: String, triple: String, options: [String] = []
  ) throws(WalkError) {
    for directory in directories where !isDirectory(directory) {
      throw WalkError("no such directory: \(directory)", advice: "check the folders that this platform is read from")
    }
    machine = try PlatformList.Machine(triple: triple, options: options)
    self.options = options
    self.system = system
    self.triple = triple
    includeDirectories = [try Self.resourceDirectory()] + directories
  }

  /// The path of a header, from the first directory that has it.
  package func find(_ header: String) -> String? { paths(of: header).first { obstacle(at: $0) == nil } }

  /// - Throws: ``WalkError`` if there is something by a header's name that can't be read: it must not pass for one that
  ///   the platform lacks, nor be waited for.
  func checkReadable(_ header: String) throws(WalkError) {
    for path in paths(of: header) {
      var information = stat()
      guard unsafe lstat(path, &information) == 0 else { continue }
      guard let obstacle = obstacle(at: path) else { return }
      throw WalkError(
        "can't read \(path): \(obstacle)", advice: "put the header there, or take away what is in its place")
    }
  }

  /// Where a header may lie, in the order of the search.
  private func paths(of header: String) -> some Sequence<String> {
    let isKernels = header.hasPrefix("linux/") || header.hasPrefix("asm")
    let directories = isKernels ? kernelDirectories ?? includeDirectories : includeDirectories
    return directories.lazy.map { "\($0)/\(header)" }
  }

  /// Why there is no file to read at a path.
  private func obstacle(at path: String) -> String? {
    var information = stat()
    guard unsafe stat(path, &information) == 0, unsafe access(path, R_OK) == 0 else {
      return unsafe String(cString: strerror(errno))
    }
    return information.st_mode & S_IFMT == S_IFREG ? nil : "not a file, but a folder, a pipe or a device"
  }

  /// A header's path below its include directory, the most specific one.
  func relative(_ path: String) -> String {
    let inside = includeDirectories.filter { path.hasPrefix($0 + "/") }
    guard let directory = inside.max(by: { $0.count < $1.count }) else { return path }
    return String(path.dropFirst(directory.count + 1))
  }

  /// Debian's directory for a target: the triple without its vendor, i686 as i386.
  private static func multiarch(_ triple: String) -> String {
    var parts = triple.split(separator: "-").map(String.init)
    if parts.count == 4 { parts.remove(at: 1) }
    if parts[0].count == 4, parts[0].hasPrefix("i"), parts[0].hasSuffix("86") { parts[0] = "i386" }
    return parts.joined(separator: "-")
  }
}
