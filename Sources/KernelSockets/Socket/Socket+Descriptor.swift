extension Socket {
  /// Takes over a descriptor, which the socket then closes. Python: `socket.socket(fileno=fd)`.
  ///
  /// Family, type, protocol and mode are those that the kernel reports. Whether child processes inherit the descriptor
  /// stays as it is. If this fails, the descriptor stays the
  /// caller's.
  ///
  /// - Parameter descriptor: An open socket.
  /// - Throws: ``SocketError`` with the errno: `EBADF`, or `ENOTSOCK` for another kind of file.
  public convenience init(adopting descriptor: FileDescriptor) throws(SocketError) {
    let number = descriptor.rawValue
    do throws(Errno) {
      let family = try systemInteger(number, .SO_DOMAIN)
      let type = try systemInteger(number, .SO_TYPE)
      let `protocol` = try systemInteger(number, .SO_PROTOCOL)
      let isNonBlocking = try systemIsNonBlocking(number)
      self.init(
        owning: number, AddressFamily(rawValue: family), SocketType(rawValue: type),
        SocketProtocol(rawValue: `protocol`), waitingTime: isNonBlocking ? 0 : -1)
    } catch {
      throw SocketError("adopt", "descriptor \(number)", .errno(error))
    }
  }

  /// The descriptor's number, `nil` when closed. Python: `socket.fileno`.
  ///
  /// Nothing keeps another thread from closing the socket afterwards; see ``withFileDescriptor(_:)``.
  public var fileDescriptor: FileDescriptor? {
    isClosed ? nil : FileDescriptor(rawValue: descriptor)
  }

  /// Calls `body` with the descriptor, which stays open meanwhile even if another thread closes the socket. `body` must
  /// not close it.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``, or what `body` throws.
  public func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    let result = try withDescriptor("withFileDescriptor") { descriptor throws(SocketError) in
      Swift.Result { try body(FileDescriptor(rawValue: descriptor)) }
    }
    return try result.get()
  }
}

private func systemInteger(_ descriptor: CInt, _ option: SocketOption<Int32>) throws(Errno) -> Int32 {
  var capacity = MemoryLayout<Int32>.size
  var value: Int32 = 0
  _ = try systemOption(descriptor, level: option.level, name: option.name, capacity: &capacity) { bytes in
    value = bytes.integer(at: 0)
  }
  return value
}
