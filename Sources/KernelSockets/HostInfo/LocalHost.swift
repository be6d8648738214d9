/// The name of the machine that the program runs on.
public enum LocalHost {
  /// This machine's name. gethostname(2); Python: `socket.gethostname`.
  ///
  /// Bytes that are not UTF-8 appear as `U+FFFD`.
  ///
  /// - Throws: ``SocketError`` with the errno; on Linux this does not happen.
  public static var name: String {
    get throws(SocketError) {
      do {
        return try systemHostName()
      } catch {
        throw SocketError("gethostname", .errno(error))
      }
    }
  }

  /// Gives this machine, or its UTS namespace, another name until it starts again. sethostname(2);
  /// Python: `socket.sethostname`.
  ///
  /// - Parameter name: At most 64 bytes in UTF-8. May be empty.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, with
  ///   ``SocketError/AddressProblem/containsNUL``, or with the errno: `EPERM` without `CAP_SYS_ADMIN`.
  public static func setName(_ name: String) throws(SocketError) {
    do throws(SocketError.Cause) {
      guard name.utf8.count <= nameLimit else { throw .invalidAddress(.tooLong(limit: nameLimit)) }
      guard !name.utf8.contains(0) else { throw .invalidAddress(.containsNUL) }
      do {
        try systemSetHostName(name)
      } catch {
        throw .errno(error)
      }
    } catch {
      throw SocketError("sethostname", "\"\(name)\"", error)
    }
  }

  /// The kernel's `__NEW_UTS_LEN`.
  private static let nameLimit = 64
}
