import Foundation
import KernelSockets
import Testing

@Suite("Closing a socket while a call waits in another thread", .serialized)
struct ClosingTests {
  static let everyCall: [WaitingCall] = [
    WaitingCall.receiving, WaitingCall.sending,
  ].flatMap { $0 }

  // A blocking attempt to connect to a unix listener is the kernel's to end.
  static let everyConnection: [(WaitingCall, Socket.Mode)] = [
    (WaitingCall.connecting[0], .blocking), (WaitingCall.connecting[0], .timeout(.seconds(60))),
    (WaitingCall.connecting[1], .timeout(.seconds(60))),
  ]

  @Test("a connection attempt ends, and says why", arguments: everyConnection)
  func closingWhileConnecting(call: WaitingCall, mode: Socket.Mode) throws { try closing(call: call, mode: mode) }

  @Test("the call ends, and says why", arguments: everyCall, [Socket.Mode.blocking, .timeout(.seconds(60))])
  func closing(call: WaitingCall, mode: Socket.Mode) throws {
    let prepared = try call.prepare()
    try prepared.socket.setMode(mode)
    let waiting = Running { failure { try call.run(prepared) } }
    pause(40)
    try prepared.socket.close()
    #expect(try waiting.value()?.cause == .closed, "\(call.testDescription)")
  }

  @Test("closing between two pieces that the kernel moves into a socket sends the process no SIGPIPE")
  func pipeSignal() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        for round in 0..<400 {
          let ((left, right), (source, peer)) = (try Socket.pair(), try Socket.pair())
          let moving = Running {
            let splice = try Splice(from: source, to: left)
            let file = try unsafe FileDescriptor.open("/proc/self/exe", .readOnly)
            defer { try? file.close() }
            return failure {
              while true {
                if round % 2 == 0 {
                  try peer.sendAll([1, 2, 3])
                  _ = try splice.move(upTo: 3)
                } else {
                  try left.sendFile(file, from: 0, count: 1)
                }
                _ = try right.receive(upTo: 4096)
              }
            }
          }
          usleep(UInt32.random(in: 0...1000))
          try left.close()
          let cause = try moving.value()?.cause
          #expect(cause == .closed, "\(String(describing: cause)) instead of the end")
        }
      }
    }
  }

  @Test("a reader and a writer go on, and the descriptor goes with the last of them")
  func files() throws {
    let (left, right) = try Socket.pair()
    let (reader, writer) = (try left.makeReader(), try left.makeWriter())
    let waiting = Running { try left.makeReader(bufferSize: 1).readExactly(1) }
    pause(40)
    try left.close()
    try right.sendAll([1, 2])
    #expect(try waiting.value() == [1])
    #expect(try reader.readExactly(1) == [2])
    try writer.write([3])
    try writer.flush()
    #expect(try right.receive(upTo: 9) == [3])
    try reader.close()
    try writer.close()
    #expect(try right.receive(upTo: 9) == [])
  }
}
