import Foundation
import Glibc
import KernelSockets
import Testing

@Suite("CAN frames and netlink events, awaited")
struct FrameAndEventTests {
  @Test("frames come as they were sent, and one at a time")
  func frames() async throws {
    // Frames are messages: what a CAN_RAW socket does with them, a pair of datagram sockets does as well.
    let (left, right) = try Socket.awaitedPair(.datagram)
    let sent = [
      try CANFrame(0x123, data: [0xde, 0xad]), try CANFrame(requesting: 0x7ff, count: 3),
      try CANFrame(1, data: Array("abcdefghijkl".utf8), isFD: true),
    ]
    let reading = Task {
      var frames: [CANFrame] = []
      for try await frame in right.canFrames() {
        frames.append(frame)
        if frames.count == 3 { break }
      }
      return frames
    }
    try await pause()
    for frame in sent { try await left.send(frame) }
    #expect(try await reading.value == sent)

    let xl = try CANXLFrame(priority: 5, data: [1, 2, 3])
    try await left.send(xl)
    try await left.send(sent[0])
    var any: [AnyCANFrame] = []
    for try await frame in right.anyCANFrames() {
      any.append(frame)
      if any.count == 2 { break }
    }
    #expect(any == [.xl(xl), .frame(sent[0])])
    try await left.send(xl)
    #expect(await awaitedFailure { _ = try await right.receiveCANFrame() }?.kind == .invalidArgument)
    #expect(await awaitedFailure { _ = try await right.receiveCANFrame(timeout: .milliseconds(5)) }?.cause == .timedOut)
  }

  @Test("frames wait for room")
  func room() async throws {
    let (left, right) = try Socket.awaitedPair(.datagram)
    let frame = try CANFrame(1, data: [])
    while (try? await left.send(frame, timeout: .milliseconds(2))) != nil {}
    let task = Task { try await left.send(frame) }
    try await pause()
    // The kernel tells of room when most of it is free.
    while (try? await right.receiveCANFrame(timeout: .milliseconds(2))) != nil {}
    try await task.value
  }

  /// Two netlink sockets in a network of their own: whatever happens there, this test makes happen.
  private func sockets() throws -> (changing: Handed, watching: Handed) {
    try Namespace.network.run {
      let watching = try NetlinkSocket(mode: .nonBlocking)
      try watching.join(Linux.RTNLGRP_LINK)
      return (Handed(try NetlinkSocketTests.socket()), Handed(watching))
    }
  }

  /// A netlink socket on its way from one thread to another.
  private final class Handed: @unchecked Sendable {
    let socket: NetlinkSocket
    init(_ socket: NetlinkSocket) { self.socket = socket }
  }

  @Test("interfaces that come and go are told of", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func links() async throws {
    let (changing, watching) = try sockets()
    let watcher = Task {
      var told: [String] = []
      for try await event in watching.socket.messages() {
        let name = try NetlinkSocketTests.name(event)
        if name == "near0" { told.append(event.type == Linux.RTM_NEWLINK ? "new" : "gone") }
        if told.last == "gone" { break }
      }
      return told
    }
    try await pause()
    let route = changing.socket
    try route.request(NetlinkSocketTests.wire("near0", "far0"))
    var request = NetlinkMessage(Linux.RTM_DELLINK, body: Linux.ifinfomsg())
    request.append(Linux.IFLA_IFNAME, "near0")
    try route.request(request)
    let told = try await watcher.value
    #expect(told.first == "new" && told.last == "gone")
  }

  @Test("an event that is awaited takes its time only, and ends with its task")
  func ends() async throws {
    let watching = try NetlinkSocket(mode: .blocking)
    #expect(await awaitedFailure { _ = try await watching.receive(timeout: .milliseconds(5)) }?.cause == .timedOut)
    let task = Task {
      let watching = try NetlinkSocket()
      return try await watching.receive()
    }
    try await pause()
    task.cancel()
    #expect(await wasCancelled(task))
  }
}
