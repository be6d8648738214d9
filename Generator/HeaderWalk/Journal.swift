#if canImport(Glibc)
  import Glibc
#endif

/// What libclang reads just now, told to the process that watches this one: a line that begins with `+` when it begins,
/// with `-` when it is done.
package enum Journal {
  /// The environment's name for the descriptor to write to.
  package static let variable = "SOCKETGEN_JOURNAL"

  /// - Returns: `nil` if nobody watches.
  package static let descriptor: Int32? = {
    guard let text = unsafe getenv(variable), let descriptor = unsafe Int32(String(cString: text)) else { return nil }
    // The programs that this one runs have no part in it.
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 ? descriptor : nil
  }()

  /// The environment's name for whether to read each header by itself first, to find the one that a run came to grief on.
  package static let searchVariable = "SOCKETGEN_SEARCH"
  static let isSearching = unsafe getenv(searchVariable) != nil

  static func reading<Result>(
    _ what: String, _ body: () throws(WalkError) -> Result
  ) throws(WalkError) -> Result {
    note("+\(what)")
    defer { note("-\(what)") }
    return try body()
  }

  /// One write(2), so that lines of several threads stay whole. When the watcher is gone, the signal of a broken pipe ends
  /// this process too.
  private static func note(_ line: String) {
    guard let descriptor else { return }
    let bytes = line.utf8.filter { $0 != UInt8(ascii: "\n") }.prefix(4000) + [UInt8(ascii: "\n")]
    _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
  }
}
