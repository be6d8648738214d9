internal import CKernelSockets

/// Several sockets to wait for at once, with memory that is used again for each wait. ppoll(2);
/// Python: `select.poll`.
///
/// ```swift
/// var set = PollSet()
/// for listener in listeners { set.insert(listener, for: .readable) }
/// while true {
///   for (listener, _) in try set.wait() { serve(try listener.accept().socket) }
/// }
/// ```
public struct PollSet: Sendable {
  private var sockets: [Socket] = []
  private var entries: [CPollDescriptor] = []

  /// An empty set.
  public init() {}

  /// The sockets in the set and what is waited for, in the order in which they came.
  public var members: [(socket: Socket, events: PollEvents)] {
    zip(sockets, entries).map { ($0, PollEvents(rawValue: $1.events)) }
  }

  /// Adds a socket, or changes what is waited for if it is there already.
  ///
  /// - Parameters:
  ///   - socket: Any socket, whatever its mode. The set keeps a reference.
  ///   - events: What to wait for. Errors and hang-ups end a wait as well.
  public mutating func insert(_ socket: Socket, for events: PollEvents) {
    var entry = CPollDescriptor()
    entry.fd = socket.descriptor
    entry.events = events.rawValue
    if let index = sockets.firstIndex(where: { $0 === socket }) {
      entries[index] = entry
    } else {
      sockets.append(socket)
      entries.append(entry)
    }
  }

  /// Takes a socket out, if it is there.
  public mutating func remove(_ socket: Socket) {
    guard let index = sockets.firstIndex(where: { $0 === socket }) else { return }
    sockets.remove(at: index)
    entries.remove(at: index)
  }

  /// Waits until at least one of the sockets is ready.
  ///
  /// A closed socket, also one that another thread closes meanwhile, is ready for ``PollEvents/closed``: take it out.
  ///
  /// - Parameter timeout: How long to wait at most; `nil` without end, zero not at all.
  /// - Returns: The sockets that are ready, and for what; none when time is up, or at once if the set is empty.
  /// - Throws: ``SocketError`` with the errno: `EINVAL` for more sockets than `RLIMIT_NOFILE`; with
  ///   ``SocketError/Cause/negativeTimeout``.
  public mutating func wait(timeout: Duration? = nil) throws(SocketError) -> [(socket: Socket, events: PollEvents)] {
    guard !sockets.isEmpty else { return [] }
    let deadline = try Deadline(timeout, for: "poll")
    // ppoll(2) passes over negative descriptors. A closed socket's number may be another file's by now.
    for (index, socket) in sockets.enumerated() { entries[index].fd = socket.beginUse() ? socket.descriptor : -1 }
    defer { for (socket, entry) in zip(sockets, entries) where entry.fd >= 0 { socket.endUse() } }
    let mayWait = !entries.contains { $0.fd < 0 }

    while true {
      do throws(Errno) {
        _ = try systemPoll(&entries, timeout: mayWait ? deadline.remaining : 0)
      } catch {
        if error != .interrupted { throw SocketError("poll", .errno(error)) }
        for index in entries.indices { entries[index].revents = 0 }
      }
      var ready: [(socket: Socket, events: PollEvents)] = []
      for (socket, entry) in zip(sockets, entries) {
        let events = socket.isClosed ? .closed : PollEvents(rawValue: entry.revents)
        if !events.isEmpty { ready.append((socket, events)) }
      }
      if !ready.isEmpty || deadline.isOver { return ready }
    }
  }
}
