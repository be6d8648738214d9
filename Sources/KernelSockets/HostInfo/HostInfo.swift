/// A host as the C library's older calls know it: its official name, its other names, and its addresses.
///
/// To connect, use ``Socket/connect(to:port:family:timeout:attempts:from:)`` or
/// ``AddressInfo/lookup(host:port:family:type:protocol:flags:)``.
///
/// Python: the tuples that `socket.gethostbyname_ex` and `socket.gethostbyaddr` return.
public struct HostInfo: Hashable, Sendable {
  /// The official name.
  public var name: String
  /// Other names of the host.
  public var aliases: [String]
  /// The host's addresses, all of one family.
  public var addresses: [IPAddress]

  /// A host, made by hand.
  public init(name: String, aliases: [String] = [], addresses: [IPAddress] = []) {
    self.name = name
    self.aliases = aliases
    self.addresses = addresses
  }

  /// Looks up a host by name. gethostbyname2_r(3); Python: `socket.gethostbyname_ex`, which knows IPv4 only.
  ///
  /// Not even an empty name or `<broadcast>` stands for anything else here: see
  /// ``SocketAddress/resolve(host:port:family:)`` for those. A name that is not ASCII is first turned into the official
  /// one in ASCII, which is then not among the aliases.
  ///
  /// - Parameters:
  ///   - name: A name, or an address in digits, which is its own name.
  ///   - family: ``AddressFamily/inet`` or ``AddressFamily/inet6``.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/hostLookup(_:)``, with ``SocketError/AddressProblem/containsNUL``,
  ///   with ``SocketError/Cause/internationalName(_:)``, or with the errno: `EAFNOSUPPORT` for another family.
  public static func lookup(name: String, family: AddressFamily = .inet) throws(SocketError) -> HostInfo {
    guard family == .inet || family == .inet6 else {
      throw SocketError("lookup", "of \(name)", .errno(.addressFamilyNotSupported))
    }
    var ascii = name
    if !name.isASCII {
      let answers = try AddressInfo.lookup(host: name, port: 0, family: family, type: .stream, flags: .AI_CANONNAME)
      ascii = answers.first?.canonicalName ?? name
    }
    do throws(SocketError.Cause) {
      guard !name.utf8.contains(0) else { throw .invalidAddress(.containsNUL) }
      return try systemHost(named: ascii, family: family)
    } catch {
      throw SocketError("lookup", "of \(name)", error)
    }
  }

  /// Looks up the names of the host that has an address. gethostbyaddr_r(3); Python: `socket.gethostbyaddr`.
  ///
  /// ```swift
  /// let name = try HostInfo.lookup(address: .v4(.loopback)).name
  /// ```
  ///
  /// - Parameter address: The address.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/hostLookup(_:)``: `HOST_NOT_FOUND` if the address has no name.
  public static func lookup(address: IPAddress) throws(SocketError) -> HostInfo {
    do {
      return try systemHost(at: address)
    } catch {
      throw SocketError("lookup", "of \(address)", error)
    }
  }

  /// Looks a host up, and then the names that belong to its first address. Python: `socket.gethostbyaddr` with a name.
  ///
  /// - Parameter host: A name, or an address in digits.
  /// - Throws: ``SocketError`` of ``SocketAddress/resolve(host:port:family:)`` or ``lookup(address:)``.
  public static func lookup(addressOf host: String) throws(SocketError) -> HostInfo {
    let address = try SocketAddress.resolve(host: host)
    guard let ip = address.ip else { throw SocketError("lookup", "of \(host)", .hostLookup(.NO_DATA)) }
    return try lookup(address: ip)
  }
}

extension String {
  /// Whether the resolver takes it as it is.
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
