/// Which services are bound in a TIPC network, told as it changes by each node's topology server.
///
/// ```swift
/// let topology = try TIPCTopology()
/// try topology.subscribe(to: 18_888, timeout: .seconds(30))
/// while let event = try topology.receive() { print(event) }
/// ```
///
/// The services of the numbers `Linux.TIPC_NODE_STATE` and `Linux.TIPC_LINK_STATE` are the nodes and the links to them.
/// See Documentation/networking/tipc.rst. Python: a socket, and `struct.pack` with the constants `TIPC_SUB_PORTS` and others.
public final class TIPCTopology: Sendable {
  /// The connection to the server. Subscriptions end with it.
  public let socket: Socket

  /// Connects to this node's server.
  ///
  /// - Parameter mode: What ``receive()`` does when there is nothing.
  /// - Throws: ``SocketError`` with the errno, such as `EAFNOSUPPORT`.
  public init(mode: Socket.Mode = Socket.defaultMode) throws(SocketError) {
    socket = try Socket(.tipc, .sequentialPacket, mode: mode)
    let number = UInt32(Linux.TIPC_TOP_SRV)
    try socket.connect(to: .tipc(service: number, instance: number))
  }

  /// Asks to be told of a service: what is bound already, and what is bound or taken back from now on.
  ///
  /// - Parameters:
  ///   - service: The service's number.
  ///   - instances: Which of its instances matter.
  ///   - timeout: When the subscription ends; `nil` if it does not. Whole milliseconds, rounded up.
  ///   - tellsOfEach: Whether to tell of each socket that is bound; else only of the first and the last one with an
  ///     instance.
  /// - Returns: What the events of this subscription name, and what ends it.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/negativeTimeout``, with
  ///   ``SocketError/Cause/invalidArgument(_:)`` for a time beyond 49 days, or with the errno.
  @discardableResult
  public func subscribe(
    to service: UInt32, instances: ClosedRange<UInt32> = 0...UInt32.max, timeout: Duration? = nil,
    tellsOfEach: Bool = true
  ) throws(SocketError) -> Subscription {
    let subscription = Subscription(
      Linux.tipc_subscr(
        seq: Linux.tipc_service_range(type: service, lower: instances.lowerBound, upper: instances.upperBound),
        timeout: try Self.milliseconds(timeout),
        filter: UInt32(tellsOfEach ? Linux.TIPC_SUB_PORTS : Linux.TIPC_SUB_SERVICE)))
    try send(subscription.structure)
    return subscription
  }

  /// Ends a subscription: nothing more is told of it.
  ///
  /// - Throws: ``SocketError`` with the errno.
  public func cancel(_ subscription: Subscription) throws(SocketError) {
    var structure = subscription.structure
    structure.filter |= UInt32(Linux.TIPC_SUB_CANCEL)
    try send(structure)
  }

  private func send(_ structure: Linux.tipc_subscr) throws(SocketError) {
    guard try socket.send(structure.bytes) != nil else { throw socket.wouldBlock("send", .writing) }
  }

  private static func milliseconds(_ timeout: Duration?) throws(SocketError) -> UInt32 {
    let forever = UInt32(bitPattern: Linux.TIPC_WAIT_FOREVER)
    guard let timeout else { return forever }
    guard timeout >= .zero else { throw SocketError("subscribe", .negativeTimeout) }
    guard timeout < .milliseconds(forever) else {
      throw SocketError("subscribe", .invalidArgument("\(timeout) is longer than \(forever - 1) milliseconds"))
    }
    let (seconds, attoseconds) = timeout.components
    return UInt32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
