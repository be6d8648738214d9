import Barrier
import KernelSockets

/// What is measured: it does its operation so many times, and returns the time that took, preparations not counted.
public typealias Workload = @Sendable (Int) throws -> Duration

/// All of them, by name.
public let workloads = [operations, encoders, decoders, texts].reduce(into: [:]) { all, some in
  all.merge(some) { _, _ in fatalError("two workloads of one name") }
}

private let operations: [String: Workload] = [
  "tcp_rr": requestAndReply, "tcp_crr": connectAndClose, "tcp_stream": streamTCP, "sendfile": sendFile,
  "unix_stream": { try transfer(.stream, $0) }, "unix_datagram": { try transfer(.datagram, $0) },
  "unix_seqpacket": { try transfer(.sequentialPacket, $0) }, "new_array": receiveNewArray,
  "udp_rr": exchangeDatagrams, "udp_single": sendSingly, "udp_batch": sendBatches,
  "udp_joined": sendJoinedBatches, "udp_segments": sendSegments,
  "descriptors": passDescriptor, "control_build": buildControl, "control_parse": parseControl,
  "inet_address": makeINET, "inet6_address": makeINET6, "unix_address": makeUnix,
  "frame_encode": { try encodeFrame($0, isFD: false) }, "frame_decode": { try decodeFrame($0, isFD: false) },
  "fd_frame_encode": { try encodeFrame($0, isFD: true) }, "fd_frame_decode": { try decodeFrame($0, isFD: true) },
  "ipv4_parse": { try parse("192.168.17.254", as: IPv4Address.self, $0) },
  "ipv4_format": { try format("192.168.17.254", as: IPv4Address.self, $0) },
  "ipv6_parse": { try parse("2001:db8:85a3::8a2e:370:7334", as: IPv6Address.self, $0) },
  "ipv6_format": { try format("2001:db8:85a3::8a2e:370:7334", as: IPv6Address.self, $0) },
  "option_set": setOption, "option_get": getOption, "netlink_links": dumpLinks, "netlink_walk": walkLinks,
  "lines": readLines, "text_lines": readTextLines,
]

/// Measures from when it is made.
struct Stopwatch {
  private let start = ContinuousClock.now
  var time: Duration { start.duration(to: .now) }
}

/// What was done is what was asked for, in every build.
@inline(__always)
func check(_ condition: Bool, line: Int = #line) {
  if !condition { fatalError("line \(line)") }
}

/// The value is needed, and may be another one afterwards.
@inline(__always)
func barrier<Value>(_ value: inout Value) {
  withUnsafeBytes(of: &value) { Barrier.barrier($0.baseAddress) }
}

/// The bytes are needed.
@inline(__always)
func barrier(_ bytes: RawSpan) {
  bytes.withUnsafeBytes { Barrier.barrier($0.baseAddress) }
}

/// Two ends of a TCP connection.
func connectedPair() throws -> (Socket, Socket) {
  let listener = try Socket.listen(at: .inet(.loopback, port: 0))
  let client = try Socket(.inet, .stream)
  try client.connect(to: listener.localAddress)
  let server = try listener.accept().socket
  for end in [client, server] { try end.setOption(.TCP_NODELAY, true) }
  return (client, server)
}

/// A socket at a port of its own on the loopback interface.
func boundDatagramSocket() throws -> Socket {
  let socket = try Socket(.inet, .datagram)
  try socket.bind(to: .inet(.loopback, port: 0))
  return socket
}
