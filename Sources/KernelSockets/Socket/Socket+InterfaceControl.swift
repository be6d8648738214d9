/// The requests of netdevice(7), which any socket can make: about a network interface, by its name.
extension Socket {
  /// An interface's number. ioctl(2) with `SIOCGIFINDEX`.
  ///
  /// - Parameter name: The interface's name, of at most 15 bytes, such as `"eth0"`.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for a name that is too long or holds a zero
  ///   byte, or with the errno: `ENODEV` if there is no such interface. So do all of these requests.
  public func interfaceIndex(_ name: String) throws(SocketError) -> UInt32 {
    try interfaceValue(.SIOCGIFINDEX, name) { UInt32(bitPattern: $0.integer(at: 0)) }
  }

  /// The most bytes that a packet on an interface can have. ioctl(2) with `SIOCGIFMTU`.
  public func interfaceMTU(_ name: String) throws(SocketError) -> Int {
    try interfaceValue(.SIOCGIFMTU, name) { Int($0.integer(at: 0, as: Int32.self)) }
  }

  /// Changes the most bytes that a packet on an interface can have. ioctl(2) with `SIOCSIFMTU`.
  ///
  /// - Throws: ``SocketError`` also with `EPERM` without `CAP_NET_ADMIN`, and with `EINVAL` for what the interface can't do.
  public func setInterfaceMTU(_ name: String, _ count: Int) throws(SocketError) {
    let value: InlineArray<1, Int32> = [Int32(clamping: count)]
    _ = try interfaceRequest(.SIOCSIFMTU, name, unsafe value.span.bytes)
  }

  /// The `IFF_` flags of an interface. ioctl(2) with `SIOCGIFFLAGS`.
  public func interfaceFlags(_ name: String) throws(SocketError) -> UInt16 {
    try interfaceValue(.SIOCGIFFLAGS, name) { $0.integer(at: 0) }
  }

  /// Changes the `IFF_` flags of an interface, as to bring it up. ioctl(2) with `SIOCSIFFLAGS`.
  ///
  /// - Throws: ``SocketError`` also with `EPERM` without `CAP_NET_ADMIN`.
  public func setInterfaceFlags(_ name: String, _ flags: UInt16) throws(SocketError) {
    let value: InlineArray<1, UInt16> = [flags]
    _ = try interfaceRequest(.SIOCSIFFLAGS, name, unsafe value.span.bytes)
  }

  /// An interface's address in this socket's family. ioctl(2) with `SIOCGIFADDR`.
  ///
  /// - Throws: ``SocketError`` also with `EADDRNOTAVAIL` if it has none, and with `ENOTTY` for a family that has no such
  ///   request.
  public func interfaceAddress(_ name: String) throws(SocketError) -> SocketAddress {
    try interfaceValue(.SIOCGIFADDR, name) { SocketAddress(prefixOf: $0.extracting(first: Linux.sockaddr_in.size)) }
  }

  /// An interface's hardware type, an `ARPHRD_` number, and its address: 6 bytes for Ethernet. ioctl(2) with
  /// `SIOCGIFHWADDR`.
  public func interfaceHardwareAddress(
    _ name: String
  ) throws(SocketError) -> (type: HardwareType, address: [UInt8]) {
    try interfaceValue(.SIOCGIFHWADDR, name) { bytes in
      let type: UInt16 = bytes.integer(at: 0)
      return (HardwareType(rawValue: .init(type)), (2..<8).map { bytes.integer(at: $0) })
    }
  }

  private func interfaceValue<Value>(
    _ request: IOControlRequest, _ name: String, _ read: (RawSpan) -> Value
  ) throws(SocketError) -> Value {
    let answer = try interfaceRequest(request, name, RawSpan())
    return read(unsafe answer.span.bytes.extracting(droppingFirst: Int(Linux.IFNAMSIZ)))
  }

  /// Makes a request with a `struct ifreq`: the name, and after it a union of at most 24 bytes.
  private func interfaceRequest(
    _ request: IOControlRequest, _ name: String, _ value: RawSpan
  ) throws(SocketError) -> [UInt8] {
    let capacity = Int(Linux.IFNAMSIZ)
    guard name.utf8.count < capacity, !name.utf8.contains(0) else {
      throw SocketError(
        "ioctl", "\"\(name)\"",
        .invalidArgument("an interface's name has at most \(capacity - 1) bytes, none of them zero"))
    }
    var argument = Array(name.utf8) + [UInt8](repeating: 0, count: capacity + 24 - name.utf8.count)
    for offset in 0..<value.byteCount { argument[capacity + offset] = value.integer(at: offset) }
    try call("ioctl", "for interface \(name)") { descriptor throws(Errno) in
      _ = try systemControl(descriptor, request.rawValue, &argument)
    }
    return argument
  }
}
