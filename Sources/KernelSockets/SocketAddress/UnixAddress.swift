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
  @inlinable
  public static func unix(_ path: String) throws(SocketError) -> SocketAddress {
    var address = SocketAddress()
    try address.fillUnix(path: unsafe path.utf8.span.bytes)
    return address
  }

  /// The address of a unix socket in the file system, whose path need not be UTF-8. See ``unix(_:)-(String)``.
  @inlinable
  public static func unix(path: some Collection<UInt8>) throws(SocketError) -> SocketAddress {
    var address = SocketAddress()
    try path.withSpan { path throws(SocketError) in try address.fillUnix(path: path) }
    return address
  }

  /// Makes an empty address that of a path.
  @usableFromInline
  mutating func fillUnix(path: RawSpan) throws(SocketError) {
    func invalid(_ problem: SocketError.AddressProblem) -> SocketError {
      let text = String(decoding: [UInt8](copying: path), as: UTF8.self)
      return SocketError("address", "\"\(text)\"", .invalidAddress(problem))
    }
    guard path.byteCount > 0 else { throw invalid(.empty) }
    guard path.firstZero == nil else { throw invalid(.containsNUL) }
    guard path.byteCount < Self.unixCapacity else { throw invalid(.tooLong(limit: Self.unixCapacity - 1)) }
    fillUnix(path, terminated: true)
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
    let contents = [0] + Array(name)
    var address = SocketAddress()
    address.fillUnix(unsafe contents.span.bytes, terminated: false)
    return address
  }

  /// The unix address without a name: that of a socket that was not bound. Bind to it, and the kernel chooses an
  /// abstract name.
  public static var unixUnnamed: SocketAddress {
    var address = SocketAddress()
    address.fillUnix(RawSpan(), terminated: false)
    return address
  }

  /// The path of a unix socket in the file system, if it is UTF-8; `nil` for other addresses. See ``pathBytes``.
  public var path: String? {
    withPath { path in try? String(copying: UTF8Span(validating: path)) } ?? nil
  }

  /// The path of a unix socket in the file system, without the zero byte that ends it.
  public var pathBytes: [UInt8]? { withPath { path in [UInt8](copying: unsafe path.bytes) } }

  /// Calls `body` with the path of a unix socket in the file system, without the zero byte that ends it.
  private func withPath<Result>(_ body: (Span<UInt8>) -> Result) -> Result? {
    guard family == .unix else { return nil }
    return withBytes { bytes in
      let contents = bytes.extracting(droppingFirst: Self.unixOffset)
      let path = contents.extracting(first: contents.firstZero ?? contents.byteCount)
      return path.isEmpty ? nil : body(Span(_bytes: path))
    }
  }

  /// The name of a unix socket in the abstract namespace, without the leading zero byte.
  public var abstractName: [UInt8]? {
    guard let contents = unixContents, contents.first == 0 else { return nil }
    return Array(contents.dropFirst())
  }

  /// How many bytes there are for a path.
  private static var unixCapacity: Int { Linux.sockaddr_un().sun_path.count }

  /// Where the path begins.
  private static var unixOffset: Int { Linux.sockaddr_un.size - unixCapacity }

  /// Makes an empty address a unix address.
  private mutating func fillUnix(_ contents: RawSpan, terminated: Bool) {
    filled = Self.unixOffset + contents.byteCount + (terminated ? 1 : 0)
    storage.withMutableBytes { bytes in
      bytes.store(UInt16(AddressFamily.unix.rawValue), at: 0)
      bytes.store(contentsOf: contents, at: Self.unixOffset)
    }
  }

  /// What follows the family in a unix address; empty if it is unnamed.
  var unixContents: ArraySlice<UInt8>? {
    family == .unix ? bytes.dropFirst(Self.unixOffset) : nil
  }
}
