import KernelSockets
import Testing

@Suite("Time-outs in 64 bits")
struct WideTimeoutTests {
  @Test("the newer options are two numbers of 64 bits on every machine, and the same setting as the older ones")
  func timeouts() throws {
    let socket = try Socket(.inet, .datagram)
    for (older, newer) in [
      (SocketOption<Duration>.SO_RCVTIMEO_OLD, SocketOption<Duration>.SO_RCVTIMEO_NEW),
      (.SO_SNDTIMEO_OLD, .SO_SNDTIMEO_NEW),
    ] {
      try socket.setOption(older, .milliseconds(1500))
      #expect(try socket.option(newer) == .milliseconds(1500))
      let bytes = try socket.option(level: newer.level, name: newer.name, upTo: 100)
      #expect(bytes.count == 16)
      #expect(CArray<2, Int64>(reading: unsafe bytes.span.bytes, at: 0) == [1, 500_000])
      try socket.setOption(newer, .seconds(7_000_000))
      #expect(try socket.option(older) == .seconds(7_000_000))
    }
  }
}
