extension Socket {
  /// Sends a file's bytes to the peer, up to the file's end, within one time-out. The kernel moves them: sendfile(2);
  /// Python: `socket.sendfile`.
  ///
  /// ```swift
  /// let file = try FileDescriptor.open("/var/log/syslog", .readOnly)
  /// let count = try socket.sendFile(file)
  /// ```
  ///
  /// The file's position ends behind the last byte that was sent, also when this fails. What sendfile(2) does not take
  /// goes out in another way: a pipe by splice(2), other files and devices by read(2) and send(2). A file in `/proc`,
  /// whose size is zero, is sent like any other, where Python sends nothing. A device or socket whose bytes were read, but
  /// could not be sent, has lost at most 64 KiB of them.
  ///
  /// - Parameters:
  ///   - file: A descriptor that can be read.
  ///   - offset: Where to begin, in bytes; `nil` for the file's position. (In Python that is the beginning.)
  ///   - count: The most bytes to send; `nil` for all up to the file's end.
  /// - Returns: How many bytes went out: fewer than `count` only at the file's end, or when a file in non-blocking state
  ///   has no more now.
  /// - Throws: ``SocketError`` with the errno, such as `EPIPE`, `ESPIPE` for an offset into a file that has no positions,
  ///   or `EAGAIN` if a non-blocking socket has no room for more; with ``SocketError/Cause/invalidArgument(_:)`` for
  ///   negative numbers or a socket that is no stream; with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``. ``SocketError/bytesSent`` tells how many bytes went out before.
  @discardableResult
  public func sendFile(
    _ file: FileDescriptor, from offset: Int64? = nil, count: Int? = nil
  ) throws(SocketError) -> Int {
    var transfer = try FileTransfer(of: file, from: offset, count, to: type)
    let deadline = timeoutDeadline
    defer { transfer.leavePosition() }
    do throws(SocketError) {
      try withoutPipeSignal { () throws(SocketError) in
        while transfer.left > 0, try sendPart(&transfer, until: deadline) > 0 {}
      }
    } catch {
      throw SocketError("sendfile", error.subject, error.cause, bytesSent: transfer.sent)
    }
    return transfer.sent
  }

  /// Sends what goes in one call, and finds out how this file can be sent at all.
  @inline(__always)
  private func sendPart(_ transfer: inout FileTransfer, until deadline: Deadline?) throws(SocketError) -> Int {
    let count = try call("sendfile", .writing, deadline: deadline) { descriptor throws(Errno) in
      try transfer.move(to: descriptor)
    }
    guard let count else { throw wouldBlock("sendfile", .writing) }
    if count > 0, deadline?.isOver == true, transfer.left > 0 { throw SocketError("sendfile", .timedOut) }
    return count
  }
}

/// The way of a file's bytes into a socket.
struct FileTransfer: ~Copyable {
  let file: CInt
  /// Where the next bytes come from; `nil` for the file's own position.
  var offset: Int64?
  /// How many bytes are still wanted.
  var left: Int
  var sent = 0

  private var way = Way.sendfile
  private enum Way { case sendfile, splice, copy }

  /// What was read and is not sent yet, when copying.
  private var buffer: [UInt8]?
  private var unsent = 0..<0

  /// Checks what can be wrong before anything is sent.
  @inline(__always)
  init(of file: FileDescriptor, from offset: Int64?, _ count: Int?, to type: SocketType) throws(SocketError) {
    guard type == .stream || type == .sequentialPacket else {
      throw SocketError("sendfile", .invalidArgument("files go to stream sockets, this one is \(type)"))
    }
    guard offset ?? 0 >= 0, count ?? 0 >= 0 else {
      throw SocketError("sendfile", .invalidArgument("offset and count can't be negative"))
    }
    (self.file, self.offset, left) = (file.rawValue, offset, count ?? .max)
  }

  /// Moves as much as one call does; zero at the end of the file.
  @inline(__always)
  mutating func move(to socket: CInt) throws(Errno) -> Int {
    guard way == .sendfile else { return try moveOtherwise(to: socket) }
    do throws(Errno) {
      return moved(try systemSendFile(socket, file, from: offset, most))
    } catch {
      // Both ways end at 2 GiB in the files of /proc, such as another process's memory.
      let isTooFar = error == .overflow
      guard isTooFar || sent == 0 && (error == .invalidArgument || error == .noFunction) else { throw error }
      // Where splice(2) would block does not tell whether it is the pipe or the socket.
      let isNonBlocking = try systemIsNonBlocking(file)
      way = offset == nil && !isNonBlocking && !isTooFar ? .splice : .copy
      return try moveOtherwise(to: socket)
    }
  }

  @inline(never)
  private mutating func moveOtherwise(to socket: CInt) throws(Errno) -> Int {
    guard way == .splice else { return moved(try copy(to: socket)) }
    do throws(Errno) {
      return moved(try systemSplice(socket, file, most))
    } catch {
      guard sent == 0, error == .invalidArgument else { throw error }
      way = .copy
      return moved(try copy(to: socket))
    }
  }

  /// The most to ask for: what Linux moves in one call is a page less than twice this.
  private var most: Int { min(left, 1 << 30) }

  @inline(__always)
  private mutating func moved(_ count: Int) -> Int {
    sent += count
    left -= count
    if let offset { self.offset = offset + Int64(count) }
    return count
  }

  private mutating func copy(to socket: CInt) throws(Errno) -> Int {
    var buffer = buffer.take() ?? [UInt8](repeating: 0, count: 65_536)
    defer { self.buffer = buffer }
    if unsent.isEmpty {
      do throws(Errno) {
        unsent = 0..<(try systemRead(file, &buffer, from: offset, most))
      } catch {
        guard error == .resourceTemporarilyUnavailable else { throw error }
        return 0
      }
      if unsent.isEmpty { return 0 }
    }
    let count = try systemSend(socket, unsafe buffer.span.bytes.extracting(unsent), [])
    unsent = unsent.lowerBound + count..<unsent.upperBound
    return count
  }

  /// Leaves the file's position behind the last byte that was sent.
  func leavePosition() {
    if let offset {
      if sent > 0 { try? systemSetPosition(file, offset) }
    } else if !unsent.isEmpty, let position = try? systemPosition(file) {
      try? systemSetPosition(file, position - Int64(unsent.count))
    }
  }
}
