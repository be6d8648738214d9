import KernelSockets
import Testing

@Suite("Batches of messages, with Python's socket at the other end")
struct PythonBatchTests {
  @Test("what Python sends one by one comes as a batch, and a batch is what Python receives one by one")
  func bothWays() throws {
    let python = try Python(
      """
      s = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(3)]
      for x in s:
          x.bind(("127.0.0.1", 0))
          x.setsockopt(socket.IPPROTO_IP, 12, 1)  # IP_RECVTTL
          print(x.getsockname()[1])
      port = int(sys.stdin.readline())
      for i in range(30):
          s[i % 3].sendmsg([b"x" * (i * 40)], [(socket.IPPROTO_IP, socket.IP_TTL, bytes([i + 1, 0, 0, 0]))], 0,
                           ("127.0.0.1", port))
      print("sent")
      for i in range(30):
          data, control, flags, address = s[i % 3].recvmsg(2000, 100)
          ttl = int.from_bytes(control[0][2], "little")
          print(len(data), set(data) <= {ord("y")}, ttl, flags, address[1] == port)
      """)
    let ports = try (0..<3).map { _ in try #require(UInt16(try python.line())) }
    let socket = try Socket(.inet, .datagram, mode: .timeout(.seconds(10)))
    try socket.bind(to: .inet(.loopback, port: 0))
    try socket.setOption(.IP_RECVTTL, true)
    try python.send("\(try #require(try socket.localAddress.port))")
    #expect(try python.line() == "sent")

    let batch = try MessageBatch(capacity: 30, byteCapacity: 1000, control: [.room(for: .ttl)])
    #expect(try socket.receiveMessages(into: batch, atLeast: 30, flags: .MSG_TRUNC) == 30)
    for (index, message) in batch.enumerated() {
      #expect(message.address == .inet(.loopback, port: ports[index % 3]))
      #expect(message.messageLength == index * 40 && message.byteCount == min(index * 40, 1000))
      #expect(message.isTruncated == (index * 40 > 1000))
      #expect(message.bytes.allSatisfy { $0 == 0x78 })
      #expect(message.control.first(.ttl) == Int32(index + 1))
    }

    batch.removeAll()
    for index in 0..<30 {
      let message = try batch.append(
        repeatElement(0x79, count: index * 30), to: .inet(.loopback, port: ports[index % 3]))
      message.control.append(.ttl, Int32(100 + index))
    }
    #expect(try socket.sendMessages(batch) == 30)
    for index in 0..<30 { #expect(try python.line() == "\(index * 30) True \(100 + index) 0 True") }
    python.expectSuccess()
  }
}
