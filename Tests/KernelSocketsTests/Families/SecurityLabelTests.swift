import Foundation
import KernelSockets
import Testing

@Suite(
  "AF_UNIX: security labels",
  .enabled(if: hasLabels, "this kernel's security module gives no labels: that of scripts/test --vm does"))
struct SecurityLabelTests {
  @Test("the label of the sender comes beside the message, that of the peer is an option: both as /proc has it")
  func labels() throws {
    let file = try String(contentsOfFile: "/proc/self/attr/current", encoding: .utf8)
    let label = file.trimmingCharacters(in: ["\0", "\n"])
    #expect(!label.isEmpty)
    let (left, right) = try Socket.pair(.unix, .datagram)
    try right.setOption(.SO_PASSSEC, true)
    try left.sendAll([1])
    let control = ControlBuffer(for: [.room(for: .securityLabel)])
    let (_, message) = try right.receiveMessage(upTo: 1, control: control)
    #expect(!message.isControlTruncated && control.first(.securityLabel) == label)
    let (stream, peer) = try Socket.pair()
    #expect(try stream.option(.SO_PEERSEC) == label && peer.option(.SO_PEERSEC) == label)
  }
}

private let hasLabels = (try? Socket.pair().0.option(.SO_PEERSEC)) != nil
