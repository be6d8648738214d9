import Foundation
import KernelSockets
import Testing

/// The system's clock.
private func now() -> Duration {
  var time = timespec()
  unsafe clock_gettime(CLOCK_REALTIME, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}

/// What asks for time stamps of what is sent.
private func transmitStamps(_ further: Int32) -> Linux.so_timestamping {
  Linux.so_timestamping(
    flags: Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_TX_SOFTWARE | Linux.SOF_TIMESTAMPING_OPT_ID
      | further)
}

/// What Python's recvmsg makes of the same event, field by field.
private let pythonError = """
  import struct
  def error(s):
      data, control, flags, address = s.recvmsg(2000, 1000, socket.MSG_ERRQUEUE)
      for level, kind, bytes in control:
          if (level, kind) in ((0, 11), (41, 25)):
              number, origin, type, code, pad, info, more = struct.unpack_from("=IBBBBII", bytes)
              family = struct.unpack_from("=H", bytes, 16)[0]
              offender = bytes[20:24] if family == 2 else bytes[24:40]
              return (number, origin, type, code, info, socket.inet_ntop(family, offender) if family else None,
                  address[0] if address else None, data.decode())
  """

@Suite("The error queue")
struct ErrorQueueTests {
  /// An address of this host where no datagram socket is.
  func closedPort(_ host: SocketAddress) throws -> SocketAddress {
    let socket = try Socket(host.family, .datagram)
    try socket.bind(to: host)
    return try socket.localAddress
  }

  @Test("a closed port is told of: by whom, where to, and with which bytes, as Python sees it", arguments: [4, 6])
  func portUnreachable(version: Int) throws {
    let host: SocketAddress = version == 4 ? .inet(.loopback, port: 0) : .inet6(.loopback, port: 0)
    let closed = try closedPort(host)
    let socket = try Socket(host.family, .datagram)
    let option: SocketOption<Bool> = version == 4 ? .IP_RECVERR : .IPV6_RECVERR
    try socket.setOption(option, true)
    let queue = ErrorQueue(of: socket, dataCapacity: 100)
    #expect(try queue.next() == nil)
    try socket.send("payload".utf8, to: closed)
    #expect(try socket.wait(for: [], timeout: .seconds(5)).contains(.error))
    let entry = try #require(try queue.next())
    guard case .icmp(let error) = entry.event else { return #expect(Bool(false), "\(entry)") }
    #expect(entry.destination == closed && entry.message.flags.contains(.MSG_ERRQUEUE))
    #expect(String(queue.returnedBytes) == "payload")
    #expect(queue.withReturnedBytes { $0.byteCount } == 7)
    #expect(error.errno == .connectionRefused && error.isVersion6 == (version == 6))
    #expect(error.offender?.host == closed.host)
    if version == 4 {
      #expect(Int32(error.type) == Linux.ICMP_DEST_UNREACH && Int32(error.code) == Linux.ICMP_PORT_UNREACH)
    } else {
      #expect(Int32(error.type) == Linux.ICMPV6_DEST_UNREACH && Int32(error.code) == Linux.ICMPV6_PORT_UNREACH)
    }
    #expect(try queue.next() == nil && queue.returnedBytes.isEmpty)

    let (text, level, number) = version == 4 ? ("127.0.0.1", 0, 11) : ("::1", 41, 25)
    let lines = try Python.lines(
      """
      \(pythonError)
      import select
      s = socket.socket(socket.AF_INET\(version == 4 ? "" : "6"), socket.SOCK_DGRAM)
      s.setsockopt(\(level), \(number), 1)
      s.sendto(b"payload", ("\(text)", \(try #require(closed.port))))
      p = select.poll(); p.register(s, 0); p.poll(5000)
      print(*error(s))
      """)
    let address = try #require(error.offender?.host)
    #expect(
      lines == [
        "\(error.errno.rawValue) \(error.isVersion6 ? 3 : 2) \(error.type) \(error.code) \(error.info) \(address) \(text) payload"
      ])
  }

  @Test(
    "a datagram that is too long is refused on this side, and the queue tells which length goes",
    .enabled(if: Namespace.isAllowed, Namespace.reason))
  func tooLong() throws {
    let mtu: UInt32 = 1300
    let events = try Namespace.network.run { () -> ([ErrorQueue.Entry], Errno?) in
      let socket = try Socket(.inet, .datagram)
      try socket.setInterfaceMTU("lo", Int(mtu))
      try socket.setInterfaceFlags("lo", UInt16(Linux.IFF_UP))
      try socket.setOption(.IP_RECVERR, true)
      try socket.setOption(.IP_MTU_DISCOVER, Linux.IP_PMTUDISC_DO)
      let refused = failure { try socket.send([UInt8](repeating: 0, count: 1400), to: .inet(.loopback, port: 9)) }
      return (try socket.takeErrors(), refused?.errno)
    }
    #expect(events.1 == .messageTooLong)
    #expect(events.0.map(\.event) == [.local(.init(errno: .messageTooLong, info: mtu))])
    // Of a socket that is not connected, the kernel tells no port.
    #expect(events.0.first?.destination == .inet(.loopback, port: 0))
  }

  @Test("a time to live that ran out far away is told of by the router", .enabled(if: isRoot, "needs CAP_NET_RAW"))
  func timeExceeded() throws {
    let (here, router) = (IPv4Address.loopback, IPv4Address(127, 0, 0, 9))
    let far = SocketAddress.inet(IPv4Address(10, 9, 2, 2), port: 33_434)
    let socket = try Socket(.inet, .datagram)
    try socket.setOption(.IP_RECVERR, true)
    try socket.bind(to: .inet(here, port: 0))
    // What a router sends, by RFC 792: type, code, checksum, four bytes; then the datagram's headers and first bytes.
    let port = try #require(try socket.localAddress.port)
    let datagram =
      [0x45, 0, 0, 31, 0, 1, 0, 0, 1, 17, 0, 0] + here.bytes + [10, 9, 2, 2]
      + [UInt8(port >> 8), UInt8(port & 255), 0x82, 0x9a, 0, 11, 0, 0] + Array("far".utf8)
    let raw = try Socket(.inet, .raw, .IPPROTO_ICMP)
    try raw.bind(to: .inet(router, port: 0))
    try raw.send(withChecksum([11, 0, 0, 0, 0, 0, 0, 0] + datagram), to: .inet(here, port: 0))

    let queue = ErrorQueue(of: socket, dataCapacity: 100)
    let entry = try #require(try queue.next(timeout: .seconds(5)))
    guard case .icmp(let error) = entry.event else { return #expect(Bool(false), "\(entry)") }
    #expect(error.errno == Errno(rawValue: EHOSTUNREACH))
    #expect(Int32(error.type) == Linux.ICMP_TIME_EXCEEDED && Int32(error.code) == Linux.ICMP_EXC_TTL)
    #expect(error.offender == .inet(router, port: 0) && entry.destination == far)
    #expect(String(queue.returnedBytes) == "far")
  }

  @Test("time stamps of datagrams: scheduled and sent, in order, each with its key")
  func datagramStamps() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    try left.setOption(.SO_TIMESTAMPING, transmitStamps(Linux.SOF_TIMESTAMPING_TX_SCHED))
    let queue = ErrorQueue(of: left, dataCapacity: 1000)
    let before = now()
    var stages: [ErrorQueue.TransmitTimestamp.Stage] = []
    for key in 0..<3 as Range<UInt32> {
      try left.sendAll("stamp \(key)".utf8)
      _ = try right.receive(upTo: 100)
      for _ in 0..<2 {
        let entry = try #require(try queue.next(timeout: .seconds(5)))
        guard case .transmitTimestamp(let stamp) = entry.event else { return #expect(Bool(false), "\(entry)") }
        #expect(stamp.key == key && stamp.timestamps.hardware == nil)
        #expect((before...now()).contains(try #require(stamp.timestamps.software)))
        // The whole packet, the headers of Ethernet, IPv4 and UDP included
        #expect(queue.returnedBytes.count == 14 + 20 + 8 + 7 && String(queue.returnedBytes.suffix(7)) == "stamp \(key)")
        stages.append(stamp.stage)
      }
    }
    #expect(stages == [.scheduled, .sent, .scheduled, .sent, .scheduled, .sent])
    #expect(try queue.next() == nil)
  }

  @Test("time stamps of a stream: acknowledged as well, by the offset of the last byte, with the connection's figures")
  func streamStamps() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let further = Linux.SOF_TIMESTAMPING_TX_ACK | Linux.SOF_TIMESTAMPING_OPT_TSONLY | Linux.SOF_TIMESTAMPING_OPT_STATS
    try client.setOption(.SO_TIMESTAMPING, transmitStamps(further))
    let queue = ErrorQueue(of: client)
    for (bytes, key) in [("hello", 4), ("again", 9)] as [(String, UInt32)] {
      try client.sendAll(bytes.utf8)
      #expect(try server.receiveExactly(5).count == 5)
      var stages: Set<ErrorQueue.TransmitTimestamp.Stage> = []
      for _ in 0..<2 {
        let entry = try #require(try queue.next(timeout: .seconds(5)))
        guard case .transmitTimestamp(let stamp) = entry.event else { return #expect(Bool(false), "\(entry)") }
        #expect(stamp.key == key && stamp.timestamps.software != nil)
        #expect(try #require(queue.control.first(.timestampStatistics)).count > 100)
        stages.insert(stamp.stage)
      }
      #expect(stages == [.sent, .acknowledged])
    }
  }

  @Test("a control message asks for one message's time stamp, and gives it a key")
  func stampOfOne() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    let reporting = Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_OPT_ID | Linux.SOF_TIMESTAMPING_OPT_TSONLY
    try left.setOption(.SO_TIMESTAMPING, Linux.so_timestamping(flags: reporting))
    try left.sendAll([1])
    let control = ControlBuffer()
    control.append(.requestedTimestamps, UInt32(Linux.SOF_TIMESTAMPING_TX_SOFTWARE))
    try left.sendMessage([2], control: control)
    let entries = try left.takeErrors()
    #expect(entries.count == 1)
    guard case .transmitTimestamp(let stamp) = entries.first?.event else { return #expect(Bool(false), "\(entries)") }
    #expect(stamp.stage == .sent && stamp.timestamps.software != nil)

    control.append(.timestampKey, 77_777)
    // Refused where the kernel does not know it, before 6.13
    guard failure({ try left.sendMessage([3], control: control) }) == nil else { return }
    guard case .transmitTimestamp(let named) = try left.takeErrors().first?.event else {
      return #expect(Bool(false), "no time stamp")
    }
    #expect(named.key == 77_777)
    #expect(try (0..<3).map { _ in try right.receive(upTo: 5) } == [[1], [2], [3]])
  }

  @Test("buffers that went without a copy are told of in ranges; on the way to this host they are copied")
  func zeroCopy() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try client.setOption(.SO_ZEROCOPY, true)
    let bytes = [UInt8](repeating: 7, count: 50_000)
    for _ in 0..<3 { #expect(try client.send(bytes, flags: .MSG_ZEROCOPY) == .some(bytes.count)) }
    #expect(try server.receiveExactly(3 * bytes.count) == bytes + bytes + bytes)
    let queue = ErrorQueue(of: client)
    var numbers: [UInt32] = []
    while numbers.count < 3, let entry = try queue.next(timeout: .seconds(5)) {
      guard case .zeroCopy(let done) = entry.event else { return #expect(Bool(false), "\(entry)") }
      #expect(done.wasCopied)
      numbers += Array(done.first...done.last)
    }
    #expect(numbers == [0, 1, 2])
  }

  @Test("a wait ends when its time is up, and the queue of a socket that is closed is an error")
  func waiting() throws {
    let socket = try Socket(.inet, .datagram)
    let queue = ErrorQueue(of: socket)
    let start = ContinuousClock.now
    #expect(try queue.next(timeout: .milliseconds(30)) == nil)
    #expect(ContinuousClock.now - start >= .milliseconds(30))
    #expect(failure { _ = try queue.next(timeout: .seconds(-1)) }?.cause == .negativeTimeout)
    try socket.close()
    #expect(failure { _ = try queue.next() }?.cause == .closed)
  }

  @Test("sockets without such a queue are refused, and lose no message")
  func noQueue() throws {
    let (left, right) = try Socket.pair(.unix, .datagram, mode: .nonBlocking)
    try left.sendAll([1])
    let error = failure { _ = try right.takeErrors() }
    #expect(error?.kind == .invalidArgument && error?.description.contains("AF_UNIX") == true)
    #expect(try right.receive(upTo: 5) == [1])
  }
}

extension ErrorQueueTests {
  @Test("an entry that was made by hand, whole, is read; cut anywhere, it is told apart or is no event")
  func forged() throws {
    let offender = SocketAddress.inet(IPv4Address(192, 0, 2, 1), port: 0)
    let error = Linux.sock_extended_err(
      ee_errno: 113, ee_origin: 2, ee_type: 11, ee_code: 1, ee_info: 5, ee_data: 6)
    let whole = ControlBuffer()
    whole.append(.SOL_IP, ControlMessageType(rawValue: 11), error.bytes + offender.bytes)
    let expected = ErrorQueue.ICMPError(
      isVersion6: false, errno: Errno(rawValue: 113), type: 11, code: 1, info: 5, offender: offender)
    #expect(whole.errorQueueEvent == .icmp(expected))
    for count in 0..<whole.byteCount {
      let cut = ControlBuffer(bytes: whole.bytes.prefix(count))
      guard case .icmp(let found) = cut.errorQueueEvent else {
        #expect(count < 32 && cut.errorQueueEvent == .other(nil))
        continue
      }
      #expect(count >= 32 && found.errno == expected.errno && found.info == 5)
      #expect((found.offender == nil) == (count < 34), "\(count)")
    }
  }

  @Test("numbers of buffers go on after the greatest one")
  func wrapAround() {
    let done = ErrorQueue.ZeroCopyCompletion(first: .max - 1, last: 2, wasCopied: false)
    #expect(done.count == 5)
    let numbers: [UInt32] = [.max - 2, .max - 1, .max, 0, 2, 3]
    #expect(numbers.map { done.contains($0) } == [false, true, true, true, true, false])
    let all = ErrorQueue.ZeroCopyCompletion(first: 0, last: .max, wasCopied: true)
    #expect(all.count == 1 << 32 && all.contains(12))
  }

  @Test("an hour that could not be kept is told with its time, and what has no meaning here in the kernel's words")
  func otherOrigins() {
    func event(_ error: Linux.sock_extended_err) -> ErrorQueue.Event {
      let control = ControlBuffer()
      control.append(.extendedError6, error)
      return control.errorQueueEvent
    }
    let late = Linux.sock_extended_err(
      ee_errno: 125, ee_origin: 6, ee_code: 2, ee_info: 0x5566_7788, ee_data: 0x1122_3344)
    #expect(event(late) == .transmitTime(.init(isMissed: true, time: 0x1122_3344_5566_7788)))
    let unknown = Linux.sock_extended_err(
      ee_errno: 1, ee_origin: 77, ee_type: 2, ee_code: 3, ee_info: 4, ee_data: 5)
    #expect(event(unknown) == .other(.init(errno: .notPermitted, origin: 77, type: 2, code: 3, info: 4, data: 5)))
  }
}

private let isRoot = geteuid() == 0

/// A message of ICMP with its checksum in the third and fourth byte.
private func withChecksum(_ message: [UInt8]) -> [UInt8] {
  var sum: UInt32 = 0
  for (index, byte) in message.enumerated() { sum += index.isMultiple(of: 2) ? UInt32(byte) << 8 : UInt32(byte) }
  while sum >> 16 != 0 { sum = sum & 0xffff + sum >> 16 }
  let checksum = ~UInt16(sum)
  return message[..<2] + [UInt8(checksum >> 8), UInt8(checksum & 255)] + message[4...]
}
