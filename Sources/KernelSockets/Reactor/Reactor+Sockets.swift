internal import Synchronization

extension Reactor {
  /// Has this reactor wait for a socket, and for the connections that it accepts.
  ///
  /// Only before the first call has to wait for the socket: a socket has one reactor for all its life.
  ///
  /// - Throws: ``SocketError`` with ``SocketError/Cause/closed``, with the errno: `ENOMEM` or `ENOSPC` if the kernel
  ///   watches too many descriptors; with ``SocketError/Cause/invalidArgument(_:)`` if the socket has another reactor.
  public func attach(_ socket: Socket) throws(SocketError) {
    let watch = try socket.call("attach") { descriptor throws(Errno) in try self.watch(socket, descriptor) }
    guard watch.reactor === self else {
      throw SocketError("attach", .invalidArgument("another reactor waits for this socket already"))
    }
  }

  /// The socket's watch, which is made if there is none. The socket must be in use.
  func watch(_ socket: Socket, _ descriptor: CInt) throws(Errno) -> Watch {
    try state.withLock { state throws(Errno) in
      if let watch = socket.awaited.watch.load() { return watch }
      let key = state.watched.insert(ReactorState.Watched(descriptor: descriptor))
      do throws(Errno) {
        try systemWatch(poller.epoll, descriptor, key.number)
      } catch {
        state.watched.remove(key)
        throw error
      }
      let new = Watch(self, key)
      let watch = socket.awaited.watch.storeIfNil(new)
      if watch === new {
        state.watched.update(key) { $0.watch = new }
      } else {
        // Another reactor came first.
        try? systemUnwatch(poller.epoll, descriptor)
        state.watched.remove(key)
      }
      return watch
    }
  }

  /// Puts a call at the end of a line. `nil` if the socket was closed.
  func enqueue(
    _ watch: Watch, _ line: WaitingLine, seen: UInt?, until deadline: Moment?
  ) -> SlotKey? {
    state.withLock { state in
      let key = state.enqueue(Waiter.Place(watch: watch.key, line: line), seen: seen, until: deadline)
      if deadline != nil { startTimer(&state) }
      return key
    }
  }

  /// A waiter that stands in no line, for ``end(_:_:)``.
  func insert(until deadline: Moment?) -> SlotKey {
    state.withLock { state in
      let key = state.insert(until: deadline)
      if deadline != nil { startTimer(&state) }
      return key
    }
  }

  /// Suspends the calling task until a waiter's turn or end.
  func suspend(_ waiter: SlotKey) async -> Wake {
    let actor: (any Actor)? = #isolation
    if let actor { return await suspend(waiter, on: actor) }
    return await withTaskCancellationHandler {
      await untilResumed(waiter)
    } onCancel: {
      end(waiter, .cancelled)
    }
  }

  /// The same for a task of an actor. A closure that does not name the actor is not of the actor: it would go on among
  /// Swift's threads, only to be suspended there.
  @inline(never)
  private func suspend(_ waiter: SlotKey, on actor: isolated any Actor) async -> Wake {
    await withTaskCancellationHandler {
      _ = actor
      return await untilResumed(waiter)
    } onCancel: {
      end(waiter, .cancelled)
    }
  }

  @inline(__always)
  private func untilResumed(_ waiter: SlotKey) async -> Wake {
    await systemSuspend { task in
      change { $0.suspend(waiter, task, &$1) }
    }
  }

  /// Makes a waiter end.
  func end(_ waiter: SlotKey, _ wake: Wake) { change { $0.end(waiter, wake, &$1) } }

  /// Takes a waiter out.
  func remove(_ waiter: SlotKey) { change { $0.remove(waiter, &$1) } }

  /// Ends all who wait for a socket, and forgets its descriptor, which must still be open.
  func end(_ watch: Watch) {
    change { state, resumptions in
      if let descriptor = state.forget(watch.key, &resumptions) { try? systemUnwatch(poller.epoll, descriptor) }
    }
  }

  private func change(_ body: (inout ReactorState, inout [Resumption]) -> Void) {
    var resumptions: [Resumption] = []
    state.withLock { body(&$0, &resumptions) }
    for resume in resumptions { resume() }
  }
}
