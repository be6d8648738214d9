import Foundation
import KernelSockets
import Testing

private let isRoot = geteuid() == 0

@Suite("Control messages of sockets of any family, and of fragments")
struct SocketControlMessageTests {
  @Test("the packet's mark, both ways", .enabled(if: isRoot, "needs CAP_NET_ADMIN"))
  func mark() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    try right.setOption(.SO_RCVMARK, true)
    let sent = ControlBuffer()
    sent.append(.mark, 0xabcd)
    try left.sendMessage([1], control: sent)
    let control = ControlBuffer(for: [.room(for: .mark)])
    _ = try right.receiveMessage(upTo: 1, control: control)
    #expect(control.first(.mark) == 0xabcd)
  }

  @Test("the packet's priority, both ways")
  func priority() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    guard isKnown("SO_RCVPRIORITY", { try right.setOption(.SO_RCVPRIORITY, true) }) else { return }
    let sent = ControlBuffer()
    sent.append(.priority, 5)
    try left.sendMessage([1], control: sent)
    let control = ControlBuffer(for: [.room(for: .priority)])
    _ = try right.receiveMessage(upTo: 1, control: control)
    #expect(control.first(.priority) == 5)
  }

  @Test("the time to go out at is taken once the option chose a clock, and only whole")
  func transmitTime() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    let sent = ControlBuffer()
    sent.append(.transmitTime, 1)
    #expect(failure { try left.sendMessage([1], control: sent) }?.errno == .invalidArgument)
    try left.setOption(.SO_TXTIME, Linux.sock_txtime(clockid: CLOCK_MONOTONIC))
    try left.sendMessage([2], control: sent)
    #expect(try right.receive(upTo: 5) == [2])
    let half = ControlBuffer()
    half.append(.SOL_SOCKET, .SCM_TXTIME, 1 as UInt32)
    #expect(failure { try left.sendMessage([3], control: half) }?.errno == .invalidArgument)
  }

  @Test("where a datagram was going comes as an address, port included", arguments: [4, 6])
  func originalDestination(version: Int) throws {
    let (left, right) = try datagramPair(version == 4 ? .inet(.loopback, port: 0) : .inet6(.loopback, port: 0))
    try right.setOption(version == 4 ? .IP_RECVORIGDSTADDR : .IPV6_RECVORIGDSTADDR, true)
    try left.sendAll([1])
    let control = ControlBuffer(for: [.room(for: .originalDestination), .room(for: .originalDestination6)])
    _ = try right.receiveMessage(upTo: 1, control: control)
    let four = control.first(.originalDestination).map { SocketAddress($0) }
    let six = control.first(.originalDestination6).map { SocketAddress($0) }
    #expect(try (version == 4 ? four : six) == right.localAddress)
    #expect((version == 4 ? six : four) == nil)
  }

  @Test(
    "the size of the largest fragment", .enabled(if: Namespace.isAllowed, Namespace.reason), arguments: [4, 6])
  func fragments(version: Int) throws {
    let sizes = try Namespace.network.run { () -> [Int32?] in
      let helper = try Socket(.inet, .datagram)
      try helper.setInterfaceMTU("lo", 1500)
      try helper.setInterfaceFlags("lo", UInt16(Linux.IFF_UP))
      let (left, right) = try datagramPair(version == 4 ? .inet(.loopback, port: 0) : .inet6(.loopback, port: 0))
      try right.setOption(version == 4 ? .IP_RECVFRAGSIZE : .IPV6_RECVFRAGSIZE, true)
      let control = ControlBuffer(for: [.room(for: .fragmentSize), .room(for: .fragmentSize6)])
      return try [10, 4000].map { count in
        try left.sendAll([UInt8](repeating: 1, count: count))
        _ = try right.receiveMessage(upTo: count, control: control)
        return control.first(.fragmentSize) ?? control.first(.fragmentSize6)
      }
    }
    // Headers of 20 bytes, and of 40 and 8; what lies between is a multiple of 8 bytes.
    #expect(sizes == [nil, version == 4 ? 1500 : 1496])
  }

  @Test("time stamps in 64 bits, by the numbers that are new, and those of software")
  func newTimestamps() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    let control = ControlBuffer(
      for: [.room(for: .newTimestamp), .room(for: .newPreciseTimestamp), .room(for: .newTimestamps)])
    func received() throws -> [Duration?] {
      try receiveStamped(left, right, control)
      #expect(control.first(.timestamp) == nil && control.first(.timestamps) == nil)
      return [
        control.first(.newTimestamp), control.first(.newPreciseTimestamp), control.first(.newTimestamps)?.software,
      ]
    }
    let before = Duration.seconds(time(nil))
    let asked: [() throws -> Void] = [
      { try right.setOption(.SO_TIMESTAMP_NEW, true) },
      { try right.setOption(.SO_TIMESTAMPNS_NEW, true) },
      {
        try right.setOption(.SO_TIMESTAMPNS_NEW, false)
        let flags = Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_RX_SOFTWARE
        try right.setOption(.SO_TIMESTAMPING_NEW, Linux.so_timestamping(flags: flags))
      },
    ]
    for (index, ask) in asked.enumerated() {
      try ask()
      let times = try received()
      #expect(times.indices.filter { times[$0] != nil } == [index])
      #expect((before...before + .seconds(5)).contains(try #require(times[index])))
    }
  }

  @Test("time stamps by the old number: the software's clock; the card's is read where it stands")
  func oldTimestamps() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    let flags = Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_RX_SOFTWARE
    try right.setOption(.SO_TIMESTAMPING, Linux.so_timestamping(flags: flags))
    let control = ControlBuffer(for: [.room(for: .timestamps)])
    try receiveStamped(left, right, control)
    let stamps = try #require(control.first(.timestamps))
    #expect(stamps.hardware == nil && stamps.software != nil)

    // struct scm_timestamping, of 64 and of 32 bits
    let wide: [Int64] = [5, 6, 0, 0, 7, 8]
    let narrow: [Int32] = [5, 6, 0, 0, 7, 8]
    let expected = Timestamps(software: .seconds(5) + .nanoseconds(6), hardware: .seconds(7) + .nanoseconds(8))
    for bytes in [wide.flatMap(littleEndian), narrow.flatMap(littleEndian)] {
      let control = ControlBuffer()
      control.append(.SOL_SOCKET, .SCM_TIMESTAMPING, bytes)
      #expect(control.first(.timestamps) == expected)
    }
    let built = ControlBuffer()
    built.append(.timestamps, expected)
    #expect(built.first { _ in true }?.bytes == wide.flatMap(littleEndian))
  }

  @Test("how much is left to receive, of TCP")
  func unreadOfTCP() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try server.setOption(.TCP_INQ, true)
    try client.sendAll([UInt8](repeating: 1, count: 10))
    let control = ControlBuffer(for: [.room(for: .unreadByteCountOfTCP)])
    _ = try server.receiveMessage(upTo: 4, control: control)
    #expect(control.first(.unreadByteCountOfTCP) == 6)
  }

  @Test("how much is left to receive, of a unix stream")
  func unreadOfUnix() throws {
    let (left, right) = try Socket.pair()
    guard isKnown("SO_INQ", { try right.setOption(.SO_INQ, true) }) else { return }
    try left.sendAll([UInt8](repeating: 1, count: 10))
    let control = ControlBuffer(for: [.room(for: .unreadByteCount)])
    _ = try right.receiveMessage(upTo: 4, control: control)
    #expect(control.first(.unreadByteCount) == 6)
  }

  @Test("a packet socket's time stamps come from its error queue", .enabled(if: isRoot, "needs CAP_NET_RAW"))
  func packetStamps() throws {
    let socket = try Socket(.AF_PACKET, .raw)
    let type = EtherType.unused
    var address = Linux.sockaddr_ll()
    address.sll_protocol = type.rawValue
    address.sll_ifindex = Int32(try NetworkInterface.index(of: "lo"))
    try socket.bind(to: SocketAddress(address))
    let flags = Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_TX_SOFTWARE | Linux.SOF_TIMESTAMPING_OPT_ID
    try socket.setOption(.SO_TIMESTAMPING, Linux.so_timestamping(flags: flags))
    let packet = [UInt8](repeating: 0, count: 12) + type.bytes + Array("packet".utf8)
    try socket.sendAll(packet)
    let queue = ErrorQueue(of: socket, dataCapacity: 100)
    let entry = try #require(try queue.next(timeout: .seconds(5)))
    guard case .transmitTimestamp(let stamp) = entry.event else { return #expect(Bool(false), "\(entry)") }
    #expect(stamp.stage == .sent && stamp.key == 0 && stamp.timestamps.software != nil)
    #expect(queue.returnedBytes == packet && queue.control.first(.packetExtendedError) != nil)
  }
}

/// Sends until what arrives has a control message: a work queue of the kernel's begins to stamp, some time after the
/// option was set.
private func receiveStamped(_ sender: Socket, _ receiver: Socket, _ control: ControlBuffer) throws {
  let deadline = ContinuousClock.now + .seconds(10)
  repeat {
    try sender.sendAll([1])
    let (_, message) = try receiver.receiveMessage(upTo: 1, control: control)
    #expect(!message.isControlTruncated && control.isWellFormed)
  } while control.first { _ in true } == nil && ContinuousClock.now < deadline
}

private func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
