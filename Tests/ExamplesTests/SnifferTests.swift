import KernelSockets
import Testing

@Suite("The network sniffer")
struct SnifferTests {
  static let isAllowed = (try? Socket(.packet, .raw)) != nil

  @Test(
    "a datagram through lo is seen going out and coming in, with the bytes that Python sees",
    .enabled(if: isAllowed, "only root, or who has CAP_NET_RAW, sees all packets"))
  func sniff() throws {
    let payload = "a datagram for the sniffer \(UInt64.random(in: 0...(.max)))"
    let digits = payload.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    // Other tests use lo at the same time.
    let sniffers = [
      try Program(example: "sniffer", "lo", "\(Int.max)"), try Program(python: pythonSniffer, payload),
    ]
    for sniffer in sniffers { #expect(try sniffer.line() == "Listening at lo") }
    _ = try Program(
      python: "socket.socket(type=socket.SOCK_DGRAM).sendto(sys.argv[1].encode(), ('127.0.0.1', 9))", payload
    ).rest()

    let packets = try sniffers.map { sniffer in
      var packets: [String] = []
      while packets.count < 2 {
        let line = try sniffer.line()
        // If the port is closed, ICMP returns the datagram, in a packet with another type of service.
        if line.hasSuffix(digits), line.contains("0800450000") { packets.append(line) }
      }
      return packets
    }
    #expect(packets[0] == packets[1])
    #expect(packets[0].map { $0.prefix { $0 != " " } } == ["PACKET_OUTGOING", "PACKET_HOST"])
  }

  @Test("an interface that there is not is an error")
  func unknownInterface() throws {
    let run = try Program(["sh", "-c", "'\(try Examples.path("sniffer"))' nowhere0 2>&1; true"]).rest()
    #expect(run.contains("nowhere0") && run.contains("ENODEV"))
  }
}

private let pythonSniffer = """
  names = {0: 'PACKET_HOST', 4: 'PACKET_OUTGOING'}
  s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
  s.bind(('lo', 3))
  print('Listening at lo')
  found = 0
  while found < 2:
      data, (name, proto, pkttype, hatype, addr) = s.recvfrom(65565)
      if proto == 0x800 and data[15] == 0 and data.endswith(sys.argv[1].encode()):
          print(names[pkttype], 'ETH_P_IP', data.hex())
          found += 1
  """
