/// A pipe through which the kernel moves bytes from one socket to another, or to a file, without a copy to the program.
/// splice(2); Python: `os.splice` with a pipe of your own.
///
/// ```swift
/// let upstream = try Splice(from: client, to: server)
/// let count = try upstream.move()                 // until the client sends no more
/// ```
///
/// What was taken from the source and did not get into the target stays in the pipe, and goes first with the next call.
/// For one thread at a time; the other direction takes another one.
public final class Splice {
  /// Where the bytes come from.
  public let source: Socket

  private let target: Target
  private let (reader, writer): (CInt, CInt)

  /// How many bytes fit into the pipe at most. pipe(7)
  public let capacity: Int

  /// How many bytes are in the pipe: taken, and not given yet.
  public private(set) var pendingByteCount = 0

  fileprivate enum Target {
    case socket(Socket)
    case file(CInt)
  }

  /// A pipe between two sockets.
  ///
  /// - Parameters:
  ///   - source: A stream socket.
  ///   - target: A stream or sequential-packet socket, such as one of `AF_ALG`.
  ///   - capacity: How many bytes the pipe shall hold; the kernel rounds up, and allows `/proc/sys/fs/pipe-max-size`.
  ///     `nil` for what pipes have, 64 KiB.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` for sockets of another type or a capacity
  ///   that is no number of bytes; with the errno: `EMFILE`, or `EPERM` for too large a capacity.
  public convenience init(from source: Socket, to target: Socket, capacity: Int? = nil) throws(SocketError) {
    guard target.type == .stream || target.type == .sequentialPacket else {
      throw SocketError("splice", .invalidArgument("bytes go to stream sockets, this one is \(target.type)"))
    }
    try self.init(source, .socket(target), capacity)
  }

  /// A pipe from a socket to a file, into which the bytes go where its position is.
  ///
  /// - Parameters:
  ///   - source: A stream socket.
  ///   - file: A descriptor that can be written, and not one that appends (`O_APPEND`). It stays the caller's, who closes
  ///     it later.
  ///   - capacity: How many bytes the pipe shall hold.
  /// - Throws: ``SocketError`` as ``init(from:to:capacity:)-(_,Socket,_)`` does.
  public convenience init(from source: Socket, to file: FileDescriptor, capacity: Int? = nil) throws(SocketError) {
    try self.init(source, .file(file.rawValue), capacity)
  }

  private init(_ source: Socket, _ target: Target, _ capacity: Int?) throws(SocketError) {
    guard source.type == .stream else {
      throw SocketError("splice", .invalidArgument("bytes come from stream sockets, this one is \(source.type)"))
    }
    if let capacity, !(1...Int(CInt.max) ~= capacity) {
      throw SocketError("splice", .invalidArgument("a pipe holds 1 to \(CInt.max) bytes, not \(capacity)"))
    }
    self.source = source
    self.target = target
    do throws(Errno) {
      let pipe = try systemPipe()
      do throws(Errno) {
        self.capacity =
          if let capacity { try systemSetPipeCapacity(pipe.writer, CInt(capacity)) } else {
            try systemPipeCapacity(pipe.writer)
          }
      } catch {
        try? systemClose(pipe.reader)
        try? systemClose(pipe.writer)
        throw error
      }
      (reader, writer) = pipe
    } catch {
      throw SocketError("splice", .errno(error))
    }
  }

  deinit {
    try? systemClose(reader)
    try? systemClose(writer)
  }

  /// Moves bytes until the source ends, or so many have got into the target. Each socket waits as its mode says; a
  /// time-out is that of the whole call.
  ///
  /// - Parameter count: The most bytes to move.
  /// - Returns: How many bytes went into the target: fewer than `count` only at the source's end, or where a non-blocking
  ///   socket would have to wait; `nil` if it would have had to at once. Zero at the end.
  /// - Throws: ``SocketError`` with the errno, such as `ECONNRESET`, `EPIPE`, or `EINVAL` for a source or a file that
  ///   splice(2) does not know; with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  ///   ``SocketError/bytesSent`` tells how many bytes went into the target before.
  /// - Precondition: `count` is not negative.
  public func move(upTo count: Int = .max) throws(SocketError) -> Int? {
    precondition(count >= 0)
    var moved = 0
    let (reading, writing) = (source.timeoutDeadline, target.timeoutDeadline)
    do throws(SocketError) {
      while moved < count {
        if pendingByteCount == 0 {
          guard let taken = try take(upTo: count - moved, until: reading) else { return moved > 0 ? moved : nil }
          if taken == 0 { break }
        }
        guard let given = try give(upTo: count - moved, until: writing) else { return moved > 0 ? moved : nil }
        moved += given
        if moved < count, reading?.isOver == true || writing?.isOver == true { throw SocketError("splice", .timedOut) }
      }
      return moved
    } catch {
      throw SocketError("splice", error.subject, error.cause, bytesSent: moved)
    }
  }

  /// Puts a text into the pipe, behind what is there: the kernel takes it from the program's own constants. vmsplice(2)
  ///
  /// Only of constants is it sure that they neither change nor go away before the peer has them.
  ///
  /// - Throws: ``SocketError`` with `EAGAIN` if the pipe has too little room: ``move(upTo:)`` makes some.
  ///   ``SocketError/bytesSent`` tells how much of the text is in it.
  public func insert(_ text: StaticString) throws(SocketError) {
    guard text.hasPointerRepresentation else {
      throw SocketError("vmsplice", .invalidArgument("a single character is no text in memory"))
    }
    var inserted = 0
    while inserted < text.utf8CodeUnitCount {
      do throws(Errno) {
        let count = try systemSplice(text, from: inserted, into: writer)
        inserted += count
        pendingByteCount += count
      } catch {
        if error != .interrupted { throw SocketError("vmsplice", nil, .errno(error), bytesSent: inserted) }
      }
    }
  }

  /// Fills the pipe, which is empty, with what the source has. Zero at its end.
  private func take(upTo count: Int, until deadline: Deadline?) throws(SocketError) -> Int? {
    let taken = try source.call("splice", .reading, deadline: deadline) { descriptor throws(Errno) in
      try systemSplice(writer, descriptor, min(count, capacity))
    }
    // The end of the stream may be that of this socket.
    if taken == 0, source.isClosed { throw SocketError("splice", .closed) }
    pendingByteCount = taken ?? 0
    return taken
  }

  /// Gives the target what is in the pipe.
  private func give(upTo count: Int, until deadline: Deadline?) throws(SocketError) -> Int? {
    let count = min(count, pendingByteCount)
    // A file may be a pipe, whose reader can go away as a socket's peer can.
    let given = try withoutPipeSignal(isWhole: { $0 == nil || $0 == count }) { () throws(SocketError) in
      switch target {
      case .socket(let socket):
        try socket.call("splice", .writing, deadline: deadline) { descriptor throws(Errno) in
          try systemSplice(descriptor, reader, count)
        }
      case .file(let file): try give(count, to: file)
      }
    }
    pendingByteCount -= given ?? 0
    return given
  }

  private func give(_ count: Int, to file: CInt) throws(SocketError) -> Int? {
    while true {
      do throws(Errno) {
        return try systemSplice(file, reader, count)
      } catch {
        switch error {
        case .interrupted: continue
        case .resourceTemporarilyUnavailable: return nil
        default: throw SocketError("splice", "to descriptor \(file)", .errno(error))
        }
      }
    }
  }
}

extension Splice.Target {
  fileprivate var timeoutDeadline: Deadline? {
    if case .socket(let socket) = self { socket.timeoutDeadline } else { nil }
  }
}
