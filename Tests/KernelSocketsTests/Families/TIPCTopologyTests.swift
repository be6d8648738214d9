import KernelSockets
import Testing

@Suite("AF_TIPC: which services are bound", .needs(.AF_TIPC))
struct TIPCTopologyTests {
  func server(_ service: UInt32, _ instances: ClosedRange<UInt32>) throws -> Socket {
    let server = try impatientSocket(.tipc, .SOCK_RDM)
    try server.bind(to: .tipc(service: service, instances: instances, scope: .node))
    return server
  }

  func published(_ event: TIPCTopology.Event?) throws -> TIPCTopology.Publication {
    guard case .published(let publication) = event else { throw Unexpected(event: event) }
    return publication
  }

  struct Unexpected: Error {
    var event: TIPCTopology.Event?
  }

  @Test("who asked is told of what is bound already, of what is bound then, and of its end")
  func events() throws {
    let first = try server(18_910, 10...20)
    let topology = try TIPCTopology(mode: .timeout(.seconds(10)))
    let subscription = try topology.subscribe(to: 18_910, instances: 15...40)
    #expect(subscription.service == 18_910 && subscription.instances == 15...40)
    let found = try published(topology.receive())
    #expect(found.subscription == subscription && found.instances == 10...20)
    #expect(try found.address == first.localAddress)

    let second = try server(18_910, 30...30)
    let next = try published(topology.receive())
    #expect(next.instances == 30...30)
    #expect(try next.address == second.localAddress)
    // Not in the range, and another service: of neither is anything told.
    let others = try [server(18_910, 50...60), server(18_911, 15...40)]
    try first.close()
    try expectBack(.AF_TIPC, topology.receive(), .withdrawn(found))
    withExtendedLifetime(others) {}
  }

  @Test("of services as a whole, the first and the last of an instance are told of")
  func services() throws {
    let topology = try TIPCTopology(mode: .timeout(.seconds(10)))
    let subscription = try topology.subscribe(to: 18_912, tellsOfEach: false)
    let sockets = try (0..<3).map { _ in try server(18_912, 7...7) }
    let found = try published(topology.receive())
    #expect(found.instances == 7...7 && found.subscription == subscription)
    for socket in sockets { try socket.close() }
    guard case .withdrawn(let last) = try topology.receive() else { return #expect(Bool(false), "not withdrawn") }
    #expect(last.instances == 7...7)
    try topology.socket.setMode(.nonBlocking)
    #expect(try topology.receive() == nil)
  }

  @Test("a subscription ends with its time, or when it is cancelled")
  func ends() throws {
    let topology = try TIPCTopology(mode: .timeout(.seconds(10)))
    let start = ContinuousClock.now
    let short = try topology.subscribe(to: 18_913, timeout: .milliseconds(50))
    #expect(try topology.receive() == .timedOut(short))
    #expect(ContinuousClock.now - start >= .milliseconds(50))

    let cancelled = try topology.subscribe(to: 18_913)
    let kept = try topology.subscribe(to: 18_914)
    try topology.cancel(cancelled)
    // The server reads one request after the other: once it has answered this one, it has read those before.
    let last = try topology.subscribe(to: 18_915, timeout: .zero)
    #expect(try topology.receive() == .timedOut(last))
    let sockets = try [server(18_913, 1...1), server(18_914, 1...1)]
    #expect(try published(topology.receive()).subscription == kept)
    withExtendedLifetime(sockets) {}
  }

  @Test("times that a subscription can't have are refused")
  func times() throws {
    let topology = try TIPCTopology()
    #expect(failure { try topology.subscribe(to: 1, timeout: .seconds(-1)) }?.cause == .negativeTimeout)
    let error = failure { try topology.subscribe(to: 1, timeout: .milliseconds(UInt32.max)) }
    #expect(error?.kind == .invalidArgument && error?.description.contains("4294967294 milliseconds") == true)
  }
}
