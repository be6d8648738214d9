import Dispatch
import Glibc
import KernelSockets
import Synchronization
import Testing

private let interruptions = Atomic(0)

/// The thread that runs `Running`'s body, to send it signals.
private final class Target: Sendable {
  let thread = Atomic<UInt>(0)

  /// Makes the current thread the target. It inherited the signal mask of the test runner's, which blocks all.
  func set() {
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    unsafe sigaddset(&mask, SIGUSR1)
    unsafe pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    thread.store(UInt(pthread_self()), ordering: .releasing)
  }

  /// Sends signals, each when the one before has come, or has not for ten seconds.
  func interrupt(times: Int) {
    while thread.load(ordering: .acquiring) == 0 { usleep(1000) }
    for _ in 0..<times {
      usleep(20_000)
      let before = interruptions.load(ordering: .relaxed)
      pthread_kill(pthread_t(thread.load(ordering: .acquiring)), SIGUSR1)
      for _ in 0..<10_000 where interruptions.load(ordering: .relaxed) == before { usleep(1000) }
    }
  }
}

/// Makes SIGUSR1 interrupt system calls, without SA_RESTART.
private func catchSignals() {
  var action = sigaction()
  unsafe action.__sigaction_handler.sa_handler = { _ in interruptions.add(1, ordering: .relaxed) }
  unsafe sigaction(SIGUSR1, &action, nil)
}

@Suite("Signals interrupt nothing")
struct SignalTests {
  @Test(
    "signals interrupt neither receive nor accept, in any mode",
    arguments: [Socket.Mode.blocking, .timeout(.seconds(9))])
  func interruptedReceive(mode: Socket.Mode) throws {
    catchSignals()
    let (client, server) = try connectedPair(at: .unixUnnamed)
    try client.setMode(mode)
    let target = Target()
    let before = interruptions.load(ordering: .relaxed)
    let receiving = Running {
      target.set()
      return try client.receive(upTo: 1)
    }
    target.interrupt(times: 5)
    // On a busy machine, several are one.
    #expect(interruptions.load(ordering: .relaxed) > before)
    try server.sendAll([1])
    #expect(try receiving.value() == [1])
  }

  @Test("signals do not end a time-out early, nor prolong it")
  func interruptedTimeout() throws {
    catchSignals()
    let (client, server) = try connectedPair(at: .unixUnnamed)
    defer { withExtendedLifetime(server) {} }
    try client.setMode(.timeout(.milliseconds(200)))
    let target = Target()
    let mayEnd = DispatchSemaphore(value: 0)
    let receiving = Running {
      target.set()
      var error: SocketError?
      let duration = ContinuousClock().measure { error = failure { _ = try client.receive(upTo: 1) } }
      mayEnd.wait()  // a thread that has ended can't get signals
      return (error, duration)
    }
    target.interrupt(times: 5)
    mayEnd.signal()
    let (error, duration) = try receiving.value()
    #expect(error?.cause == .timedOut)
    #expect(duration >= .milliseconds(200) && duration < .seconds(2))
  }

  @Test("signals do not interrupt connect: a unix one, given up by the kernel, begins anew")
  func interruptedConnect() throws {
    catchSignals()
    let listener = try Socket(.unix, .stream)
    try listener.bind(to: .unixUnnamed)
    try listener.listen(backlog: 0)
    try listener.setMode(.timeout(.seconds(5)))
    let address = try listener.localAddress
    let first = try Socket(.unix, .stream)
    try first.connect(to: address)
    let second = try Socket(.unix, .stream)
    let target = Target()
    let connecting = Running {
      target.set()
      return try second.connect(to: address)
    }
    target.interrupt(times: 5)
    _ = try listener.accept()
    #expect(try connecting.value())
    let server = try listener.accept().socket
    try second.sendAll([5])
    #expect(try server.receive(upTo: 1) == [5])
  }

  @Test("signals do not interrupt a TCP connect to a listener that answers late")
  func interruptedTCPConnect() throws {
    catchSignals()
    let listener = try Socket(.inet, .stream)
    try listener.bind(to: .inet(.loopback, port: 0))
    try listener.listen(backlog: 0)
    try listener.setMode(.timeout(.seconds(5)))
    let address = try listener.localAddress
    let first = try Socket(.inet, .stream)
    try first.connect(to: address)
    let second = try Socket(.inet, .stream)
    let target = Target()
    let connecting = Running {
      target.set()
      return try second.connect(to: address)
    }
    target.interrupt(times: 5)
    _ = try listener.accept()
    #expect(try connecting.value())
    #expect(try listener.accept().address == second.localAddress)
  }
}
