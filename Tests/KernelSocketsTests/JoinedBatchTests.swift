import Foundation
import KernelSockets
import Testing

@Suite("Batches of datagrams that go out together")
struct JoinedBatchTests {
  private static let bytes = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) }

  private func receiver(_ address: SocketAddress = .inet(.loopback, port: 0)) throws -> Socket {
    let receiver = try Socket(address.family, .datagram, mode: .timeout(.seconds(10)))
    try receiver.bind(to: address)
    try receiver.setOption(.SO_RCVBUF, 8_000_000)
    return receiver
  }

  /// A batch of datagrams with these sizes, each with bytes of its own, in rooms that the longest fill or that none does.
  private func batch(
    _ sizes: [Int], filled: Bool = false, to addresses: SocketAddress?...
  ) throws -> MessageBatch {
    let longest = try #require(sizes.max())
    let batch = try MessageBatch(capacity: sizes.count, byteCapacity: filled ? longest : 3000)
    for (index, size) in sizes.enumerated() {
      try batch.append(Self.datagram(index, size), to: addresses[index % addresses.count])
    }
    return batch
  }

  private static func datagram(_ index: Int, _ size: Int) -> [UInt8] {
    bytes.prefix(size).map { $0 &+ UInt8(index % 256) }
  }

  @Test(
    "come to a plain receiver as they were appended, and so from messages sent one by one",
    arguments: [
      [100], [0], [0, 0, 5], [100, 100, 100], [100, 100, 40, 40, 41, 0, 41], Array(repeating: 1200, count: 150),
      [1, 2, 3, 3, 2, 1], Array(repeating: 1, count: 300), Array(repeating: 1472, count: 64) + [1471, 1472],
    ], [false, true])
  func plainReceiver(sizes: [Int], filled: Bool) throws {
    for loopback in [SocketAddress.inet(.loopback, port: 0), .inet6(.loopback, port: 0)] {
      let receiver = try receiver(loopback)
      let socket = try Socket(loopback.family, .datagram)
      let batch = try batch(sizes, filled: filled, to: receiver.localAddress)
      for send in [{ try socket.sendDatagrams(batch) }, { try socket.sendMessages(batch) }] {
        #expect(try send() == sizes.count)
        for (index, size) in sizes.enumerated() {
          #expect(try receiver.receive(upTo: 3000) == Self.datagram(index, size))
        }
      }
    }
  }

  @Test("come to each of several peers, joined where those to one peer follow each other", arguments: [false, true])
  func peers(filled: Bool) throws {
    let (one, other) = (try receiver(), try receiver())
    for socket in [one, other] { try socket.setOption(.UDP_GRO, true) }
    let sender = try receiver()
    let (first, second) = (try one.localAddress, try other.localAddress)
    let sizes = Array(repeating: 500, count: 12)
    let batch = try batch(sizes, filled: filled, to: first, first, first, second)
    // What has a control message is not joined to others.
    batch[5].control.append(.ttl, 7)
    #expect(try sender.sendDatagrams(batch) == 12)

    let received = try MessageBatch(capacity: 8, byteCapacity: 65_535, control: [.room(for: .joinedDatagramSize)])
    func datagrams(at receiver: Socket, _ count: Int) throws -> (messages: [Int], bytes: [[UInt8]]) {
      #expect(try receiver.receiveMessages(into: received, atLeast: count) == count)
      var bytes: [[UInt8]] = []
      let source = try sender.localAddress
      received.forEachDatagram { datagram, message in
        #expect(message.address == source)
        bytes.append([UInt8](copying: datagram))
      }
      return (received.map(\.segments.count), bytes)
    }
    func expected(_ indices: Int...) -> [[UInt8]] { indices.map { Self.datagram($0, 500) } }
    #expect(try datagrams(at: one, 5) == ([3, 1, 1, 1, 3], expected(0, 1, 2, 4, 5, 6, 8, 9, 10)))
    #expect(try datagrams(at: other, 3) == ([1, 1, 1], expected(3, 7, 11)))

    // From the middle on.
    #expect(try sender.sendDatagrams(batch, from: 9) == 3)
    #expect(try datagrams(at: one, 1) == ([2], expected(9, 10)))
    #expect(try datagrams(at: other, 1) == ([1], expected(11)))
  }

  @Test("a visitor that throws visits no more")
  func throwing() throws {
    struct Enough: Error {}
    let receiver = try receiver()
    try receiver.setOption(.UDP_GRO, true)
    let socket = try Socket(.inet, .datagram)
    try socket.sendDatagrams(batch([10, 10, 10], to: receiver.localAddress))
    let received = try MessageBatch(capacity: 2, byteCapacity: 65_535, control: [.room(for: .joinedDatagramSize)])
    #expect(try receiver.receiveMessages(into: received) == 1)
    var count = 0
    #expect(throws: Enough.self) {
      try received.forEachDatagram { _, _ throws(Enough) in
        count += 1
        if count == 2 { throw Enough() }
      }
    }
    #expect(count == 2)
    // The batch can be used again.
    received.removeAll()
  }

  @Test("go one by one where the kernel does not cut: without checksums", arguments: [false, true])
  func withoutChecksums(filled: Bool) throws {
    let receiver = try receiver()
    let socket = try Socket(.inet, .datagram)
    try socket.setOption(.SO_NO_CHECK, true)
    let refusal = failure { try socket.sendDatagrams(Self.bytes, of: 100, to: receiver.localAddress) }
    #expect(refusal?.errno == .invalidArgument)
    let sizes = [100, 100, 50, 70, 70]
    #expect(try socket.sendDatagrams(batch(sizes, filled: filled, to: receiver.localAddress)) == 5)
    for (index, size) in sizes.enumerated() {
      #expect(try receiver.receive(upTo: 3000) == Self.datagram(index, size))
    }
  }

  @Test("go one by one where they do not fit into the MTU", .enabled(if: Namespace.isAllowed, Namespace.reason))
  func maximumTransmissionUnit() throws {
    try Namespace.network.run {
      _ = try run(["ip", "link", "set", "lo", "mtu", "1500", "up"])
      let receiver = try receiver()
      let sizes = [1473, 1473, 100, 100, 2000]
      let batch = try batch(sizes, to: receiver.localAddress)
      #expect(try Socket(.inet, .datagram).sendDatagrams(batch) == 5)
      for (index, size) in sizes.enumerated() {
        #expect(try receiver.receive(upTo: 3000) == Self.datagram(index, size))
      }
    }
  }

  @Test("an error tells how many went out before, and which one failed")
  func errors() throws {
    let receiver = try receiver()
    let socket = try Socket(.inet, .datagram)
    let batch = try MessageBatch(capacity: 6, byteCapacity: 70_000)
    for size in [10, 10, 10, 65_508, 10, 10] {
      try batch.append(repeatElement(1, count: size), to: receiver.localAddress)
    }
    let error = failure { try socket.sendDatagrams(batch) }
    #expect(error?.errno == .messageTooLong && error?.messagesSent == 3)
    #expect(try socket.sendDatagrams(batch, from: 4) == 2)
    for _ in 0..<5 { #expect(try receiver.receive(upTo: 100).count == 10) }

    #expect(failure { try socket.sendDatagrams(batch, from: 6) }?.kind == .invalidArgument)
    batch.removeAll()
    #expect(failure { try socket.sendDatagrams(batch) }?.kind == .invalidArgument)
    let (unix, _) = try Socket.pair(.unix, .datagram)
    try batch.append([1])
    let refusal = failure { try unix.sendDatagrams(batch) }
    #expect(refusal?.kind == .invalidArgument && refusal?.description.contains("only UDP") == true)
    #expect(failure { try socket.sendDatagrams(batch) }?.errno == .addressRequired)
  }
}
