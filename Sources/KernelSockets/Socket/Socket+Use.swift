// How a descriptor is never closed twice, nor used after close.
//
// Every call counts itself in `state` before it touches the descriptor, and out afterwards: two atomic operations.
// Closing sets the bit `closing`, which turns newcomers away. Whoever leaves the word at exactly `closing`, the last
// user or the closer itself, tries to set `closed`; the one who succeeds calls close(2). A newcomer that is turned
// away also counts in and out, so it may be the one; but there is only one.
//
// A reader or writer over the socket counts itself in the upper half of the word for as long as it is open, and its
// calls go on after the socket was closed: that is how the last of them closes the descriptor.

private let closing: UInt = 1
private let closed: UInt = 2
private let useUnit: UInt = 4
private let fileUnit: UInt = 1 << UInt(UInt.bitWidth / 2)

/// Who makes a call.
enum User {
  /// Anyone, as long as the socket is open.
  case caller
  /// A reader or writer between ``Socket/beginFile(_:)`` and ``Socket/endFile()``, which keeps the descriptor open.
  case file
}

extension Socket {
  /// Whether the socket is closed, or closes as soon as running calls end and readers and writers are closed.
  public var isClosed: Bool { isClosed(for: .caller) }

  /// Whether calls of this user have come to an end.
  func isClosed(for user: User) -> Bool {
    state.load(ordering: .acquiring) & (user == .file ? closed : closing) != 0
  }

  /// Calls `body` with the descriptor, which stays open meanwhile.
  @inline(__always)
  func withDescriptor<Result: ~Copyable>(
    _ operation: String, as user: User = .caller, _ body: (CInt) throws(SocketError) -> Result
  ) throws(SocketError) -> Result {
    if user == .file {
      guard !isClosed(for: .file) else { throw SocketError(operation, .closed) }
      return try body(descriptor)
    }
    guard beginUse() else { throw SocketError(operation, .closed) }
    defer { endUse() }
    return try body(descriptor)
  }

  /// Keeps the descriptor open until ``endUse()``. `false` if the socket is closed: then there is no use to end.
  @inline(__always)
  func beginUse() -> Bool {
    if state.wrappingAdd(useUnit, ordering: .acquiring).oldValue & closing == 0 { return true }
    endUse()
    return false
  }

  /// Ends what ``beginUse()`` began.
  @inline(__always)
  func endUse() {
    if state.wrappingSubtract(useUnit, ordering: .acquiringAndReleasing).newValue == closing { closeAsLast() }
  }

  @inline(never)
  private func closeAsLast() { try? closeUnused() }

  /// Counts a reader or writer in.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  func beginFile(_ operation: String) throws(SocketError) {
    let before = state.wrappingAdd(fileUnit, ordering: .acquiring).oldValue
    guard before & closing == 0 else {
      try endFile()
      throw SocketError(operation, .closed)
    }
  }

  /// Counts a reader or writer out. If the socket was closed, the last one closes the descriptor.
  ///
  /// - Throws: ``SocketError`` with the errno of close(2), in which case the descriptor is gone all the same.
  func endFile() throws(SocketError) {
    guard state.wrappingSubtract(fileUnit, ordering: .acquiringAndReleasing).newValue == closing else { return }
    try closeNow()
  }

  /// Closes the descriptor unless it is in use or closed.
  private func closeUnused() throws(Errno) {
    let claim = state.compareExchange(expected: closing, desired: closing | closed, ordering: .acquiringAndReleasing)
    guard claim.exchanged else { return }
    endWatch()
    try systemClose(descriptor)
  }

  /// Closes the socket. close(2); Python: `socket.close`.
  ///
  /// Closing a closed socket does nothing. Calls that run in other threads are woken up, by shutdown(2), and throw
  /// ``SocketError/Cause/closed``, as awaited calls do; the descriptor goes with the last of them. (A few families, such
  /// as netlink, have no shutdown; there a blocked call ends with the next message or its time-out.) The connection of a
  /// descriptor that another process shares stays open, unless a call had to be woken up.
  ///
  /// Readers and writers over the socket go on: the descriptor closes with the last of them, and no call is woken up.
  ///
  /// - Throws: ``SocketError`` with the errno of close(2), in which case the descriptor is gone all the same. Not after
  ///   other threads' calls had to be waited for.
  public func close() throws(SocketError) {
    // Counts as a user until the others are woken up, so that the descriptor is still open then.
    let before = state.wrappingAdd(useUnit, ordering: .acquiring).oldValue
    let isFirst = state.bitwiseOr(closing, ordering: .acquiringAndReleasing).oldValue & closing == 0
    if isFirst { endWatch() }
    if isFirst, useUnit..<fileUnit ~= before { try? systemShutdown(descriptor, .both) }
    guard state.wrappingSubtract(useUnit, ordering: .acquiringAndReleasing).newValue == closing else { return }
    try closeNow()
  }

  private func closeNow() throws(SocketError) {
    do {
      try closeUnused()
    } catch .interrupted {
      // Linux has closed it.
    } catch {
      throw SocketError("close", .errno(error))
    }
  }

  /// Gives the descriptor away: the socket is closed, the descriptor open. Python: `socket.detach`.
  ///
  /// No call may run in another thread: it would go on to use the descriptor.
  ///
  /// - Returns: The descriptor, in blocking or non-blocking state as the ``mode-swift.property`` had it.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``.
  public func detach() throws(SocketError) -> FileDescriptor {
    let before = state.bitwiseOr(closing | closed, ordering: .acquiringAndReleasing).oldValue
    guard before & closing == 0 else { throw SocketError("detach", .closed) }
    endWatch()
    return FileDescriptor(rawValue: descriptor)
  }
}
