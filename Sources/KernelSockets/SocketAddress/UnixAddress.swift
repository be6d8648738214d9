extension SocketAddress {
  /// The address of a unix socket in the file system.
  ///
  /// The C structure is `sockaddr_un`, see unix(7). The address's length covers the path and a zero byte.
  /// Python: a `str`.
  ///
  /// - Parameter path: A path of at most 107 bytes in UTF-8.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``, with
  ///   ``SocketError/AddressProblem/containsNUL``, where C would cut the path, or with
  ///   ``SocketError/AddressProblem/empty``.
  public static func unix(_ path: String) throws(SocketError) -> SocketAddress {
    try unix(path: path.utf8)
  }

  /// The address of a unix socket in the file system, whose path need not be UTF-8. See ``unix(_:)-(String)``.
  public static func unix(path: some Collection<UInt8>) throws(SocketError) -> SocketAddress {
    func invalid(_ problem: SocketError.AddressProblem) -> SocketError {
      SocketError("address", "\"\(String(decoding: path, as: UTF8.self))\"", .invalidAddress(problem))
    }
    guard !path.isEmpty else { throw invalid(.empty) }
    guard !path.contains(0) else { throw invalid(.containsNUL) }
    guard path.count < unixCapacity else { throw invalid(.tooLong(limit: unixCapacity - 1)) }
    return unix(contents: path, terminated: true)
  }

  /// The address of a unix socket in the abstract namespace, which has no file.
  ///
  /// Python: a `str` or `bytes` that begins with a zero byte.
  ///
  /// - Parameter name: The name without the leading zero byte: at most 107 bytes in UTF-8.
  /// - Throws: ``SocketError`` with ``SocketError/AddressProblem/tooLong(limit:)``.
  public static func unix(abstract name: String) throws(SocketError) -> SocketAddress {
    try unix(abstract: name.utf8)
  }

  /// The address of a unix socket in the abstract namespace, whose name can be any bytes, zeroes among them.
  /// See ``unix(abstract:)-(String)``.
  public static func unix(abstract name: some Collection<UInt8>) throws(SocketError) -> SocketAddress {
    guard name.count < unixCapacity else {
      let text = "\"@\(String(decoding: name, as: UTF8.self))\""
      throw SocketError("address", text, .invalidAddress(.tooLong(limit: unixCapacity - 1)))
    }
    return unix(contents: [0] + Array(name), terminated: false)
  }

  /// The unix address without a name: that of a socket that was not bound. Bind to it, and the kernel chooses an
  /// abstract name.
  public static var unixUnnamed: SocketAddress { unix(contents: [], terminated: false) }

  /// The path of a unix socket in the file system, if it is UTF-8; `nil` for other addresses. See ``pathBytes``.
  public var path: String? { pathBytes.flatMap { String(validating: $0, as: UTF8.self) } }

  /// The path of a unix socket in the file system, without the zero byte that ends it.
  public var pathBytes: [UInt8]? {
    guard let contents = unixContents, let first = contents.first, first != 0 else { return nil }
    return Array(contents.prefix { $0 != 0 })
  }

  /// The name of a unix socket in the abstract namespace, without the leading zero byte.
  public var abstractName: [UInt8]? {
    guard let contents = unixContents, contents.first == 0 else { return nil }
    return Array(contents.dropFirst())
  }

  /// How many bytes there are for a path.
  private static let unixCapacity = Linux.sockaddr_un().sun_path.count

  /// Where the path begins.
  private static let unixOffset = Linux.sockaddr_un.size - unixCapacity

  private static func unix(contents: some Collection<UInt8>, terminated: Bool) -> SocketAddress {
    let start = unixOffset
    var address = SocketAddress()
    address.write(byteCount: start + contents.count + (terminated ? 1 : 0)) { bytes in
      bytes.store(UInt16(AddressFamily.unix.rawValue), at: 0)
      for (offset, byte) in contents.enumerated() { bytes.store(byte, at: start + offset) }
    }
    return address
  }

  /// What follows the family in a unix address; empty if it is unnamed.
  var unixContents: ArraySlice<UInt8>? {
    family == .unix ? bytes.dropFirst(Self.unixOffset) : nil
  }
}
