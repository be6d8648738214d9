extension AddressInfo {
  /// Looks up a host and a port, in a thread that is not one of the cooperative pool. getaddrinfo(3);
  /// Python: `loop.getaddrinfo`.
  ///
  /// At most sixteen lookups run at a time; others wait until one ends.
  ///
  /// - Parameters:
  ///   - host: A name, or an address in digits, with a zone if need be: `"fe80::1%eth0"`. `nil` stands for this machine.
  ///   - port: The port.
  ///   - family: The family to look for; ``AddressFamily/unspecified`` for all.
  ///   - type: The socket type to look for; `nil` for all.
  ///   - protocol: The protocol to look for; 0 for all.
  ///   - flags: `AI_` flags.
  ///   - timeout: How long to wait at most; `nil` without end.
  ///   - deadline: When to give up, if that comes first.
  /// - Returns: The answers, in the order in which they should be tried.
  /// - Throws: `CancellationError` if the task is cancelled, at once: the C library's call goes on, and its answer is
  ///   dropped. ``SocketError`` as the lookup that is not awaited throws it, or with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/negativeTimeout``.
  public static func lookup(
    host: String?, port: UInt16, family: AddressFamily = .unspecified, type: SocketType? = nil,
    protocol: SocketProtocol = .automatic, flags: AddressInfoFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [AddressInfo] {
    try await lookup(host, port, family, type, `protocol`, flags, TimeLimit(timeout, deadline))
  }

  static func lookup(
    _ host: String?, _ port: UInt16, _ family: AddressFamily, _ type: SocketType?,
    _ protocol: SocketProtocol, _ flags: AddressInfoFlags, _ limit: TimeLimit
  ) async throws -> [AddressInfo] {
    try await inThread("lookup", "of \(host ?? "this machine"), port \(port)", limit) { () throws(SocketError) in
      try lookup(host: host, port: port, family: family, type: type, protocol: `protocol`, flags: flags)
    }
  }

  /// Looks up a host and a service by name, in a thread that is not one of the cooperative pool.
  /// See ``lookup(host:port:family:type:protocol:flags:timeout:until:)``.
  public static func lookup(
    host: String?, service: String?, family: AddressFamily = .unspecified, type: SocketType? = nil,
    protocol: SocketProtocol = .automatic, flags: AddressInfoFlags = [], timeout: Duration? = nil,
    until deadline: ContinuousClock.Instant? = nil
  ) async throws -> [AddressInfo] {
    let subject = "of \(host ?? "this machine"), port \(service ?? "0")"
    return try await inThread("lookup", subject, TimeLimit(timeout, deadline)) { () throws(SocketError) in
      try lookup(host: host, service: service, family: family, type: type, protocol: `protocol`, flags: flags)
    }
  }
}
