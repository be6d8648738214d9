import Foundation
import Testing

@Suite("The network sniffer")
struct SnifferTests {
  static let isAllowed = geteuid() == 0

  @Test(
    "a datagram through lo is seen going out and coming in, with the bytes that Python sees",
    .enabled(if: isAllowed, "only root makes a network of its own and sees all packets"))
  func sniff() throws {
    let payload = "a datagram for the sniffer \(UInt64.random(in: 0...(.max)))"
    let digits = payload.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    // A network of their own, since other tests use lo at the same time.
    let network = try Program(["unshare", "--net", "python3", "-u", "-c", ownNetwork])
    defer { withExtendedLifetime(network) {} }
    let inside = ["nsenter", "--net=/proc/\(try network.line())/ns/net"]
    let sniffers = [
      try Program(inside + [try Examples.path("sniffer"), "lo", "\(Int.max)"]),
      try Program(inside + ["python3", "-u", "-c", pythonSniffer, payload]),
    ]
    for sniffer in sniffers { #expect(try sniffer.line() == "Listening at lo") }
    _ = try Program(inside + ["python3", "-c", pythonSender, payload]).rest()

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

/// Brings the loopback interface up, and waits.
private let ownNetwork = """
  import fcntl, os, socket, struct, sys
  flags = struct.pack('16sH22x', b'lo', 0x49)  # IFF_UP, IFF_LOOPBACK, IFF_RUNNING
  fcntl.ioctl(socket.socket(type=socket.SOCK_DGRAM), 0x8914, flags)  # SIOCSIFFLAGS
  print(os.getpid())
  sys.stdin.read()
  """

private let pythonSender = """
  import socket, sys
  socket.socket(type=socket.SOCK_DGRAM).sendto(sys.argv[1].encode(), ('127.0.0.1', 9))
  """

private let pythonSniffer = """
  import socket, sys
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
