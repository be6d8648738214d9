import Foundation
import KernelSockets
import Testing

@Suite("AF_RDS: times and numbers of messages", .needs(.AF_RDS))
struct RDSTraceTests {
  /// Two sockets of one address, which is not the loopback interface's.
  func pair() throws -> (Socket, Socket) {
    let host = try #require(try Socket(.inet, .datagram).interfaceAddress("veth0").ipv4)
    let sockets = try (0..<2).map { _ in
      let socket = try impatientSocket(.AF_RDS, .SOCK_SEQPACKET)
      try socket.bind(to: .inet(host, port: 0))
      return socket
    }
    return (sockets[0], sockets[1])
  }

  @Test("a message tells how long it took from point to point")
  func trace() throws {
    let (near, far) = try pair()
    // From the header's arrival on, and from when the first fragment is there
    try far.setOption(
      .SO_RDS_MSG_RXPATH_LATENCY, Linux.rds_rx_trace_so(rx_traces: 2, rx_trace_pos: [0, 1]))
    try near.send("timed".utf8, to: far.localAddress)
    let control = ControlBuffer(for: [.room(for: .rdsReceiveTrace)])
    let (bytes, _) = try far.receiveMessage(upTo: 100, control: control)
    #expect(String(bytes) == "timed")
    let trace = try #require(control.first(.rdsReceiveTrace))
    #expect(trace.rx_traces == 2 && trace.rx_trace_pos[0] == 0 && trace.rx_trace_pos[1] == 1)
    // Within one machine a message does not pass the first two points: what comes after them counts from the start.
    let uptime = try #require(Double(String(contentsOfFile: "/proc/uptime", encoding: .utf8).prefix { $0 != " " }))
    #expect(trace.rx_trace[0] == 0 && (0.001..<uptime + 1).contains(Double(trace.rx_trace[1]) / 1e9))
  }

  @Test("what was sent without a copy is told of by its number")
  func zeroCopy() throws {
    let (near, far) = try pair()
    try near.setOption(.SO_ZEROCOPY, true)
    let sent = ControlBuffer()
    sent.append(.rdsZeroCopyCookie, 0x1234_5678)
    let bytes = [UInt8](repeating: 9, count: 5000)
    let control = ControlBuffer(for: [.room(for: .rdsZeroCopyCookies)])
    try near.sendMessage(bytes, control: sent, to: far.localAddress, flags: .MSG_ZEROCOPY)
    #expect(try far.receive(upTo: 6000) == bytes)
    #expect(try near.wait(for: .readable, timeout: .seconds(10)).contains(.readable))
    _ = try near.receiveMessage(upTo: 100, control: control)
    let cookies = try #require(control.first(.rdsZeroCopyCookies))
    #expect(cookies.num == 1 && cookies.cookies[0] == 0x1234_5678)
  }
}
