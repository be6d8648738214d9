/// One answer of the resolver: what to pass to ``Socket/init(_:_:_:mode:)`` and where to connect or bind it.
///
/// Python: the tuples that `socket.getaddrinfo` returns.
public struct AddressInfo: Hashable, Sendable {
  /// The address family for the socket.
  public var family: AddressFamily
  /// The type for the socket.
  public var type: SocketType
  /// The protocol for the socket.
  public var `protocol`: SocketProtocol
  /// The address to connect or to bind to.
  public var address: SocketAddress
  /// The host's official name, in the first answer, if `AI_CANONNAME` asked for it.
  public var canonicalName: String?

  /// Looks up a host and a port. getaddrinfo(3); Python: `socket.getaddrinfo`.
  ///
  /// - Parameters:
  ///   - host: A name, or an address in digits, with a zone if need be: `"fe80::1%eth0"`. `nil` stands for this machine:
  ///     for all its interfaces with `AI_PASSIVE`, else for the loopback interface. A name that is not ASCII is turned
  ///     into a domain name as IDNA 2008 says, by glibc and libidn2 (`AI_IDN`); Python does so as IDNA 2003 says, where
  ///     `ß` is `ss`. A name in ASCII goes out as it is: what is too long or has an empty label, the resolver refuses.
  ///   - port: The port.
  ///   - family: The family to look for; ``AddressFamily/unspecified`` for all.
  ///   - type: The socket type to look for; `nil` for all.
  ///   - protocol: The protocol to look for; 0 for all.
  ///   - flags: `AI_` flags.
  /// - Returns: The answers, in the order in which they should be tried.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/resolver(_:)``: `EAI_NONAME` for a name that is not there or
  ///   empty, `EAI_IDN_ENCODE` for one that can't be a domain name, `EAI_ADDRFAMILY` for digits of another family,
  ///   `EAI_SOCKTYPE` for a type with flags in it; with ``SocketError/Cause/errno(_:)`` for what C calls `EAI_SYSTEM`;
  ///   with ``SocketError/Cause/internationalName(_:)``; or with ``SocketError/AddressProblem/containsNUL``, where C and
  ///   Python would stop reading.
  public static func lookup(
    host: String?, port: UInt16, family: AddressFamily = .unspecified, type: SocketType? = nil,
    protocol: SocketProtocol = .automatic, flags: AddressInfoFlags = []
  ) throws(SocketError) -> [AddressInfo] {
    try lookup(
      host: host, service: "\(port)", family: family, type: type, protocol: `protocol`,
      flags: flags.union(.AI_NUMERICSERV))
  }

  /// Looks up a host and a service by name. getaddrinfo(3); Python: `socket.getaddrinfo`.
  ///
  /// - Parameters:
  ///   - host: See ``lookup(host:port:family:type:protocol:flags:)``.
  ///   - service: A name of services(5), such as `"http"`, or a port in digits; `nil` for port 0.
  ///   - family: The family to look for.
  ///   - type: The socket type to look for; `nil` for all.
  ///   - protocol: The protocol to look for; 0 for all.
  ///   - flags: `AI_` flags.
  /// - Returns: The answers, in the order in which they should be tried.
  /// - Throws: ``SocketError``, as above; a port in digits beyond 65535 is ``SocketError/AddressProblem/port``.
  public static func lookup(
    host: String?, service: String?, family: AddressFamily = .unspecified, type: SocketType? = nil,
    protocol: SocketProtocol = .automatic, flags: AddressInfoFlags = []
  ) throws(SocketError) -> [AddressInfo] {
    let hints = AddressInfo(
      family: family, type: type ?? SocketType(rawValue: 0), protocol: `protocol`, address: SocketAddress())
    do throws(SocketError.Cause) {
      // C would stop at the zero byte, and look up another host than the one that was meant.
      if (host ?? "").utf8.contains(0) || (service ?? "").utf8.contains(0) {
        throw SocketError.Cause.invalidAddress(.containsNUL)
      }
      if let service, !isNameOrPort(service) { throw SocketError.Cause.invalidAddress(.port) }
      return try systemAddressInfo(host: host, service: service, hints: hints, flags: flags)
    } catch {
      throw SocketError("lookup", "of \(host ?? "this machine"), port \(service ?? "0")", error)
    }
  }

  /// Whether a service is a name, or a number up to 65535. What glibc reads as a number, it cuts to 16 bits: it would take
  /// 65616 for 80.
  private static func isNameOrPort(_ service: String) -> Bool {
    // strtoul(3) skips blanks and takes a sign.
    let text = Substring(service.utf8.drop { $0 == UInt8(ascii: " ") || 9...13 ~= $0 })
    let isSigned = text.first == "+" || text.first == "-"
    let digits = text.utf8.dropFirst(isSigned ? 1 : 0)
    let isNumber = !digits.isEmpty && digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    return !isNumber || UInt16(text) != nil
  }

  /// An answer, made by hand.
  public init(
    family: AddressFamily, type: SocketType, protocol: SocketProtocol, address: SocketAddress,
    canonicalName: String? = nil
  ) {
    self.family = family
    self.type = type
    self.protocol = `protocol`
    self.address = address
    self.canonicalName = canonicalName
  }
}
