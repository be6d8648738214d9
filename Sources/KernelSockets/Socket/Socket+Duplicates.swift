extension Socket {
  /// Another descriptor for the same socket, in a `Socket` of its own. `F_DUPFD_CLOEXEC` of fcntl(2);
  /// Python: `socket.dup`.
  ///
  /// The connection ends when both are closed. Whether the descriptor is in blocking state is a property that both
  /// share, so both should have the same ``mode-swift.property``; the duplicate begins with this one's.
  ///
  /// - Throws: ``SocketError`` with the errno, such as `EMFILE`, or with ``SocketError/Cause/closed``.
  public func duplicate() throws(SocketError) -> Socket {
    let number = try call("dup") { descriptor throws(Errno) in try systemDuplicate(descriptor) }
    return Socket(owning: number, family, type, `protocol`, waitingTime: waitingTime.load(ordering: .relaxed))
  }

  /// A socket over a duplicate of a descriptor, which stays the caller's. `F_DUPFD_CLOEXEC` of fcntl(2);
  /// Python: `socket.fromfd`.
  ///
  /// - Parameter descriptor: An open socket.
  /// - Throws: ``SocketError`` with the errno: `EBADF`, or `ENOTSOCK` for another kind of file.
  public convenience init(duplicating descriptor: FileDescriptor) throws(SocketError) {
    let number: CInt
    do {
      number = try systemDuplicate(descriptor.rawValue)
    } catch {
      throw SocketError("dup", "descriptor \(descriptor.rawValue)", .errno(error))
    }
    do throws(SocketError) {
      try self.init(adopting: FileDescriptor(rawValue: number))
    } catch {
      try? systemClose(number)
      throw SocketError("adopt", "descriptor \(descriptor.rawValue)", error.cause)
    }
  }

  /// Whether child processes inherit the descriptor when they execute another program: not unless it was asked for.
  /// `FD_CLOEXEC` of fcntl(2); Python: `socket.get_inheritable`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  public var isInheritable: Bool {
    get throws(SocketError) {
      try call("fcntl") { descriptor throws(Errno) in try systemIsInheritable(descriptor) }
    }
  }

  /// Lets child processes inherit the descriptor, or not. `FD_CLOEXEC` of fcntl(2); Python: `socket.set_inheritable`.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  public func setInheritable(_ isInheritable: Bool) throws(SocketError) {
    try call("fcntl") { descriptor throws(Errno) in try systemSetInheritable(descriptor, isInheritable) }
  }
}
