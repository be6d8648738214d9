/// What has a descriptor that can be sent to another process: a ``Socket``, an ``OwnedFileDescriptor``, a
/// `FileDescriptor`, or its number. See ``Socket/sendDescriptors(_:with:to:flags:)-([FileDescriptorHolder],_,_,_)``.
public protocol FileDescriptorHolder {
  /// Calls `body` with the descriptor, which stays open and this value's meanwhile.
  func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result
}

extension Socket: FileDescriptorHolder {}

extension FileDescriptor: FileDescriptorHolder {
  /// Calls `body` with this descriptor.
  public func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    try body(self)
  }
}

extension Int32: FileDescriptorHolder {
  /// Calls `body` with the descriptor of this number.
  public func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    try body(FileDescriptor(rawValue: self))
  }
}

extension Int: FileDescriptorHolder {
  /// Calls `body` with the descriptor of this number.
  ///
  /// - Throws: ``SocketError`` with `EBADF` for a number that no descriptor can have, or what `body` throws.
  public func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    guard let number = Int32(exactly: self) else {
      throw SocketError("send", "descriptor \(self)", .errno(.badFileDescriptor))
    }
    return try body(FileDescriptor(rawValue: number))
  }
}

extension OwnedFileDescriptor: FileDescriptorHolder {
  /// Calls `body` with the descriptor, which nobody must take or close meanwhile.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed`` if it was taken or closed before, or what `body` throws.
  public func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result {
    guard let fileDescriptor else { throw SocketError("descriptor", .closed) }
    return try body(fileDescriptor)
  }
}

extension Socket {
  /// Sends bytes, and beside them the descriptors of whatever has one. See
  /// ``sendDescriptors(_:with:to:flags:)-([FileDescriptor],_,_,_)``.
  ///
  /// ```swift
  /// try socket.sendDescriptors([connection, logFile, 2], with: "these".utf8)
  /// ```
  ///
  /// - Parameters:
  ///   - holders: At most ``maximumDescriptors``. Sockets among them stay open meanwhile, whatever other threads do.
  ///   - bytes: The message that carries them.
  ///   - address: Where to; `nil` for the peer of a connected socket.
  ///   - flags: `MSG_` flags.
  /// - Returns: How many bytes went out, all descriptors with the first; `nil` if a non-blocking socket has no room now.
  /// - Throws: ``SocketError`` as the function for descriptors does, and with ``SocketError/Cause/closed`` for one that is
  ///   closed.
  @discardableResult
  @_disfavoredOverload
  public func sendDescriptors(
    _ holders: [any FileDescriptorHolder], with bytes: some Sequence<UInt8>, to address: SocketAddress? = nil,
    flags: MessageFlags = []
  ) throws(SocketError) -> Int? {
    var descriptors: [FileDescriptor] = []
    /// Opens the holders from `index` on, each within the closure of the one before.
    func send(from index: Int) throws -> Int? {
      guard index < holders.count else {
        return try sendDescriptors(descriptors, with: bytes, to: address, flags: flags)
      }
      return try holders[index].withFileDescriptor { descriptor in
        descriptors.append(descriptor)
        return try send(from: index + 1)
      }
    }
    // Refused before any is opened
    guard holders.count <= Self.maximumDescriptors else { throw tooManyDescriptors(holders.count) }
    do {
      return try send(from: 0)
    } catch let error as SocketError {
      throw error
    } catch {
      throw SocketError("send", .invalidArgument("a descriptor can't be had: \(error)"))
    }
  }
}
