import Glibc
import KernelSockets
import Testing

@Suite("Kinds of control messages")
struct ControlMessageKindTests {
  @Test("time stamps to microseconds and to nanoseconds, all of about now")
  func timestamps() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    let control = ControlBuffer(for: [.room(for: .timestamp), .room(for: .preciseTimestamp)])
    for setUp in [
      { try right.setOption(.SO_TIMESTAMP, true) },
      {
        try right.setOption(.SO_TIMESTAMP, false)
        try right.setOption(.SO_TIMESTAMPNS, true)
      },
    ] {
      try setUp()
      let before = time(nil)
      try left.sendAll([1])
      let (_, message) = try right.receiveMessage(upTo: 1, control: control)
      #expect(!message.isControlTruncated)
      let time = control.first(.timestamp) ?? control.first(.preciseTimestamp).map { .seconds($0.tv_sec) }
      #expect((.seconds(before)...Duration.seconds(before + 5)).contains(try #require(time)))
    }
    #expect(control.first(.timestamp) == nil)
  }

  @Test("IPv6's destination, hop limit and traffic class, both ways")
  func inet6() throws {
    let (left, right) = try datagramPair(.inet6(.loopback, port: 0))
    try right.setOption(.IPV6_RECVPKTINFO, true)
    try right.setOption(.IPV6_RECVHOPLIMIT, true)
    try right.setOption(.IPV6_RECVTCLASS, true)
    let sent = ControlBuffer()
    sent.append(.hopLimit, 33)
    sent.append(.trafficClass, 0x28)
    var source = Linux.in6_pktinfo()
    source.ipi6_ifindex = .init(try NetworkInterface.index(of: "lo"))
    sent.append(.packetInfo6, source)
    try left.sendMessage([1], control: sent)

    let control = ControlBuffer(
      for: [.room(for: .packetInfo6), .room(for: .hopLimit), .room(for: .trafficClass)])
    let (_, message) = try right.receiveMessage(upTo: 1, control: control)
    #expect(!message.isControlTruncated)
    #expect(control.first(.hopLimit) == 33 && control.first(.trafficClass) == 0x28)
    #expect(try control.first(.packetInfo6).map { UInt32($0.ipi6_ifindex) } == NetworkInterface.index(of: "lo"))
    #expect(control.first(.packetInfo6)?.ipi6_addr.bytes == IPv6Address.loopback.bytes)
  }

  @Test("bytes are cut into datagrams, and datagrams joined")
  func segments() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    let bytes = (0..<250).map { UInt8($0) }
    let sent = ControlBuffer()
    sent.append(.segmentSize, 100)
    #expect(try left.sendMessage(bytes, control: sent) == 250)
    #expect(try (0..<3).map { _ in try right.receive(upTo: 300).count } == [100, 100, 50])

    try right.setOption(.UDP_GRO, true)
    let control = ControlBuffer(for: [.room(for: .joinedDatagramSize)])
    try left.sendMessage(bytes, control: sent)
    let (joined, _) = try right.receiveMessage(upTo: 300, control: control)
    #expect(joined == bytes && control.first(.joinedDatagramSize) == 100)
  }

  @Test("type of service, and what was dropped")
  func service() throws {
    let (left, right) = try datagramPair(.inet(.loopback, port: 0))
    try right.setOption(.IP_RECVTOS, true)
    let sent = ControlBuffer()
    sent.append(.typeOfService, 0x10)
    sent.append(.ttl, 9)
    try left.sendMessage([1], control: sent)
    let control = ControlBuffer(for: [.room(for: .typeOfService), .room(for: .dropCount)])
    _ = try right.receiveMessage(upTo: 1, control: control)
    #expect(control.first(.typeOfService) == 0x10 && control.first(.dropCount) == nil)

    try right.setOption(.SO_RXQ_OVFL, true)
    try right.setOption(.SO_RCVBUF, 2048)
    for _ in 0..<1000 { try left.sendAll([UInt8](repeating: 0, count: 1000)) }
    try right.setMode(.nonBlocking)
    while (try? right.receive(upTo: 1000)) != nil {}
    try right.setMode(.timeout(.seconds(5)))
    try left.sendAll([1])
    _ = try right.receiveMessage(upTo: 1, control: control)
    #expect(try #require(control.first(.dropCount)) > 0)
  }

  @Test("packets tell their lengths")
  func packets() throws {
    let socket = try Socket(.AF_PACKET, .raw, mode: .timeout(.seconds(5)))
    var address = Linux.sockaddr_ll()
    address.sll_protocol = 3  // ETH_P_ALL
    address.sll_ifindex = Int32(try NetworkInterface.index(of: "lo"))
    try socket.bind(to: SocketAddress(address))
    try socket.setOption(.PACKET_AUXDATA, true)
    let (left, _) = try datagramPair(.inet(.loopback, port: 0))
    try left.sendAll([UInt8](repeating: 7, count: 500))
    let control = ControlBuffer(for: [.room(for: .packetAuxiliaryData)])
    while true {
      let (bytes, _) = try socket.receiveMessage(upTo: 60, control: control)
      let lengths = try #require(control.first(.packetAuxiliaryData))
      if lengths.tp_len == 14 + 20 + 8 + 500 {
        #expect(lengths.tp_snaplen == lengths.tp_len && bytes.count == 60)
        return
      }
    }
  }
}
