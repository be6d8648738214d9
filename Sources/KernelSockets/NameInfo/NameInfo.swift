/// The names of a socket's address: the reverse of ``AddressInfo``.
///
/// Python: the pair that `socket.getnameinfo` returns.
public struct NameInfo: Hashable, Sendable {
  /// The host's name, or its address in digits, with the zone if there is a scope: `"fe80::1%eth0"`.
  public var host: String
  /// The name of the service, or the port in digits. For a unix socket its path.
  public var service: String

  /// Names, made by hand.
  public init(host: String, service: String) {
    self.host = host
    self.service = service
  }

  /// Looks up the names of an address. getnameinfo(3); Python: `socket.getnameinfo`.
  ///
  /// ```swift
  /// try NameInfo.lookup(.inet(.loopback, port: 80)).service                                  // "http"
  /// try NameInfo.lookup(.inet(.loopback, port: 80), flags: [.NI_NUMERICHOST, .NI_NUMERICSERV])
  /// ```
  ///
  /// The address is one already, so ports and hosts are right: Python takes a tuple here, wraps ports beyond 65535 and
  /// refuses traffic classes.
  ///
  /// - Parameters:
  ///   - address: An inet or inet6 address; with glibc also a unix one.
  ///   - flags: `NI_` flags. With `NI_IDN`, a name `xn--…` is returned as the text that it stands for.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/resolver(_:)``: `EAI_NONAME` with `NI_NAMEREQD` if there is no name,
  ///   `EAI_FAMILY` for other families, `EAI_BADFLAGS`; with ``SocketError/Cause/internationalName(_:)``, or with
  ///   the errno.
  public static func lookup(_ address: SocketAddress, flags: NameInfoFlags = []) throws(SocketError) -> NameInfo {
    do {
      return try systemNameInfo(address, flags)
    } catch {
      throw SocketError("lookup", "of \(address)", error)
    }
  }
}
