import Foundation
import KernelSockets
import Testing

@Suite("Datagrams that the kernel cuts and joins")
struct SegmentTests {
  private static let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) }

  private func receiver(_ address: SocketAddress = .inet(.loopback, port: 0)) throws -> Socket {
    let receiver = try Socket(address.family, .datagram, mode: .timeout(.seconds(10)))
    try receiver.bind(to: address)
    try receiver.setOption(.SO_RCVBUF, 8_000_000)
    return receiver
  }

  @Test(
    "bytes come to a plain receiver, in Python, as datagrams of one size and a last one", arguments: [1, 700, 65_507])
  func python(size: Int) throws {
    let python = try Python(
      """
      import hashlib
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s.setsockopt(socket.SOL_SOCKET, 33, 64 << 20)  # SO_RCVBUFFORCE
      s.bind(("127.0.0.1", 0))
      print(s.getsockname()[1])
      while (line := sys.stdin.readline()) != "":
          total, all, sizes = int(line), b"", []
          while len(all) < total or not sizes:
              part = s.recv(70000)
              all += part
              sizes.append(len(part))
          print(len(sizes), sorted(set(sizes[:-1])), sizes[-1], hashlib.sha256(all).hexdigest())
          sys.stdout.flush()
          if total == 0: break
      """)
    let port = try #require(UInt16(try python.line()))
    let socket = try Socket(.inet, .datagram, mode: .timeout(.seconds(10)))
    for count in [1, size, size + 1, 64 * size, 64 * size + 1, 100 * size + size / 2, 0] {
      let bytes = Self.bytes.prefix(min(count, size == 1 ? 1000 : Self.bytes.count))
      let sent = try socket.sendDatagrams(bytes, of: size, to: .inet(.loopback, port: port))
      #expect(sent == bytes.count)
      try python.send("\(bytes.count)")
      let segments = DatagramSegments(byteCount: bytes.count, size: size)
      let digest = try Python.value(
        "__import__('hashlib').sha256(bytes(i * 31 // 7 % 256 for i in range(int(a[0])))).hexdigest()", "\(bytes.count)"
      )
      let sizes = segments.count > 1 ? "[\(size)]" : "[]"
      #expect(try python.line() == "\(segments.count) \(sizes) \(segments.last?.count ?? -1) \(digest)")
    }
    python.expectSuccess()
  }

  @Test("a connected socket's datagrams go over IPv6, and from an option as well")
  func connected() throws {
    let receiver = try receiver(.inet6(.loopback, port: 0))
    let socket = try Socket(.inet6, .datagram)
    try socket.connect(to: receiver.localAddress)
    #expect(try socket.sendDatagrams(Self.bytes.prefix(250), of: 100) == 250)
    #expect(
      try (0..<3).map { _ in try receiver.receive(upTo: 1000) }
        == [100, 100, 50].reduce(into: []) { parts, count in
          parts.append(Array(Self.bytes.dropFirst(parts.count * 100).prefix(count)))
        })
    try socket.setOption(.UDP_SEGMENT, 120)
    #expect(try socket.send(Self.bytes.prefix(250)) == 250)
    #expect(try (0..<3).map { _ in try receiver.receive(upTo: 1000).count } == [120, 120, 10])
  }

  @Test("datagrams that the kernel joined are told apart again; one alone is one")
  func joined() throws {
    let receiver = try receiver()
    try receiver.setOption(.UDP_GRO, true)
    let socket = try Socket(.inet, .datagram)
    let control = ControlBuffer(for: [.room(for: .joinedDatagramSize)])
    var buffer = [UInt8](repeating: 0, count: 65_536)
    for (count, size) in [(1000, 300), (900, 300), (300, 300), (7, 300), (64, 1), (60_000, 1200)] {
      #expect(try socket.sendDatagrams(Self.bytes.prefix(count), of: size, to: receiver.localAddress) == count)
      let message = try #require(try receiver.receiveMessage(into: &buffer, control: control))
      #expect(message.byteCount == count)
      let segments = message.segments(control)
      #expect(Array(segments) == stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) })
      #expect(segments.flatMap { buffer[$0] } == Array(Self.bytes.prefix(count)))
    }
    #expect(try socket.send([], to: receiver.localAddress) == 0)
    let empty = try #require(try receiver.receiveMessage(into: &buffer, control: control))
    #expect(Array(empty.segments(control)) == [0..<0])

    // Room for less than what was joined: the last datagram lacks its end.
    #expect(try socket.sendDatagrams(Self.bytes.prefix(1000), of: 300, to: receiver.localAddress) == 1000)
    var small = [UInt8](repeating: 0, count: 500)
    let cut = try #require(try receiver.receiveMessage(into: &small, control: control))
    #expect(cut.isTruncated && Array(cut.segments(control)) == [0..<300, 300..<500])
  }

  @Test("the messages of a batch are cut and joined, each with a size of its own")
  func batch() throws {
    let receiver = try receiver()
    try receiver.setOption(.UDP_GRO, true)
    let socket = try Socket(.inet, .datagram)
    let sent = try MessageBatch(capacity: 4, byteCapacity: 2000)
    for size in [100, 150, 400] as [UInt16] {
      try sent.append(Self.bytes.prefix(1000), to: receiver.localAddress).control.append(.segmentSize, size)
    }
    try sent.append(Self.bytes.prefix(1000), to: receiver.localAddress)
    #expect(try socket.sendMessages(sent) == 4)
    let received = try MessageBatch(
      capacity: 4, byteCapacity: 65_536, control: [.room(for: .joinedDatagramSize)])
    #expect(try receiver.receiveMessages(into: received, atLeast: 4) == 4)
    #expect(received.map(\.segments.count) == [10, 7, 3, 1])
    #expect(received.map { $0.segments.last?.count } == [100, 100, 200, 1000])
    #expect(received.allSatisfy { $0.bytes == Array(Self.bytes.prefix(1000)) })
  }

  @Test("sizes that can't be, and sockets that are not UDP, are refused without a system call")
  func badInput() throws {
    let socket = try Socket(.inet, .datagram)
    for size in [0, -1, 65_508, .max] {
      let error = failure { try socket.sendDatagrams([1], of: size, to: .inet(.loopback, port: 9)) }
      #expect(error?.kind == .invalidArgument && error?.description.contains("1 to 65507 bytes, not \(size)") == true)
    }
    let (unix, _) = try Socket.pair(.unix, .datagram)
    let tcp = try Socket(.inet, .stream)
    for other in [unix, tcp] {
      let error = failure { try other.sendDatagrams([1], of: 1) }
      #expect(error?.kind == .invalidArgument && error?.description.contains("only UDP") == true)
    }
    #expect(failure { try socket.sendDatagrams([1], of: 1) }?.errno == .addressRequired)
    #expect(DatagramSegments(byteCount: 10, size: nil).map { $0 } == [0..<10])
    for size in [0, -4] { #expect(Array(DatagramSegments(byteCount: 10, size: size)) == [0..<10]) }
    #expect(Array(DatagramSegments(byteCount: 10, size: .max)) == [0..<10])
  }

  @Test(
    "a datagram that does not fit into the MTU is an error that says so",
    .enabled(if: Namespace.isAllowed, Namespace.reason))
  func maximumTransmissionUnit() throws {
    let error = try Namespace.network.run {
      _ = try run(["ip", "link", "set", "lo", "mtu", "1500", "up"])
      let socket = try Socket(.inet, .datagram)
      let receiver = try receiver()
      try socket.connect(to: receiver.localAddress)
      #expect(try socket.sendDatagrams(Self.bytes.prefix(3000), of: 1472) == 3000)
      return failure { try socket.sendDatagrams(Self.bytes.prefix(3000), of: 1473) }
    }
    #expect(error?.errno == .messageTooLong || error?.errno == .invalidArgument)
    #expect(error?.description.hasPrefix("send datagrams of 1473 bytes") == true)
    #expect(error?.description.contains("MTU") == true)
  }
}
