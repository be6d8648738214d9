extension TIPCTopology {
  /// What was asked for. The C structure is `tipc_subscr`.
  public struct Subscription: Hashable, Sendable {
    let structure: Linux.tipc_subscr

    init(_ structure: Linux.tipc_subscr) { self.structure = structure }

    /// The service's number.
    public var service: UInt32 { structure.seq.type }

    /// Which of its instances matter.
    public var instances: ClosedRange<UInt32> { ClosedRange(from: structure.seq.lower, to: structure.seq.upper) }

    /// Whether these are the same bytes.
    public static func == (left: Self, right: Self) -> Bool { left.structure.bytes == right.structure.bytes }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) { hasher.combine(structure.bytes) }
  }

  /// Instances that a socket is bound to.
  public struct Publication: Hashable, Sendable {
    /// Whose event this is.
    public let subscription: Subscription
    /// The instances: those that match, if it is not told of each socket.
    public let instances: ClosedRange<UInt32>
    /// The node that has the socket.
    public let node: UInt32
    /// The socket's number there.
    public let reference: UInt32

    /// The socket's own address.
    public var address: SocketAddress { .tipc(node: node, reference: reference, scope: .none) }
  }

  /// What the server tells. The C structure is `tipc_event`.
  public enum Event: Hashable, Sendable {
    /// Instances were bound. `TIPC_PUBLISHED`.
    case published(Publication)
    /// Instances were taken back, or the socket or its node is gone. `TIPC_WITHDRAWN`.
    case withdrawn(Publication)
    /// The subscription's time is up, and it has ended. `TIPC_SUBSCR_TIMEOUT`.
    case timedOut(Subscription)
  }

  /// The next event: one system call.
  ///
  /// - Returns: The event; `nil` if there is none now and the socket is non-blocking.
  /// - Throws: ``SocketError`` with the errno, with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``; with
  ///   ``SocketError/Cause/endOfStream`` if the server has ended the connection, as it does where it can't keep one more
  ///   subscription.
  public func receive() throws(SocketError) -> Event? {
    var storage = InlineArray<48, UInt8>(repeating: 0)
    var span = storage.mutableSpan
    var bytes = unsafe span.mutableBytes
    while let count = try socket.receive(into: &bytes) {
      guard count == Linux.tipc_event.size else { throw SocketError("receive", .endOfStream) }
      if let event = Event(Linux.tipc_event(reading: bytes.bytes, at: 0)) { return event }
    }
    return nil
  }
}

extension TIPCTopology.Event {
  /// `nil` for a kind of event that there is not yet.
  fileprivate init?(_ event: Linux.tipc_event) {
    let subscription = TIPCTopology.Subscription(event.s)
    let publication = TIPCTopology.Publication(
      subscription: subscription, instances: ClosedRange(from: event.found_lower, to: event.found_upper),
      node: event.port.node, reference: event.port.ref)
    switch Int32(bitPattern: event.event) {
    case Linux.TIPC_PUBLISHED: self = .published(publication)
    case Linux.TIPC_WITHDRAWN: self = .withdrawn(publication)
    case Linux.TIPC_SUBSCR_TIMEOUT: self = .timedOut(subscription)
    default: return nil
    }
  }
}

extension ClosedRange<UInt32> {
  /// From the first number to the last one, which what comes from outside may have the wrong way round.
  fileprivate init(from lower: UInt32, to upper: UInt32) { self = lower...Swift.max(lower, upper) }
}
