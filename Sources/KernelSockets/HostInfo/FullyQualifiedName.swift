extension HostInfo {
  /// The name of a host with its domain, as far as the resolver knows it. Python: `socket.getfqdn`.
  ///
  /// This is the first name of ``lookup(addressOf:)`` that has a dot in it; without one, the official name; and if nothing
  /// is found, the name itself.
  ///
  /// - Parameter host: A name or an address in digits, blanks around it apart. Empty, `0.0.0.0` and `::` stand for
  ///   ``LocalHost/name``.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/containsNUL``.
  public static func fullyQualifiedName(of host: String = "") throws(SocketError) -> String {
    var name = host.trimmed
    if ["", "0.0.0.0", "::"].contains(name) { name = try LocalHost.name }
    do {
      let host = try lookup(addressOf: name)
      return ([host.name] + host.aliases).first { $0.contains(".") } ?? host.name
    } catch {
      guard error.cause != .invalidAddress(.containsNUL) else { throw error }
      return name
    }
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
