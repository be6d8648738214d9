import KernelSockets
import Testing

@Suite("Options")
struct OptionTests {
  @Test("flags, numbers, durations, texts and structures are read as they were set")
  func roundTrip() throws {
    let socket = try Socket(.inet, .stream)
    for value in [true, false] {
      try socket.setOption(.SO_REUSEADDR, value)
      #expect(try socket.option(.SO_REUSEADDR) == value)
      try socket.setOption(.TCP_NODELAY, value)
      #expect(try socket.option(.TCP_NODELAY) == value)
    }
    try socket.setOption(.SO_SNDBUF, 40_000)
    #expect(try socket.option(.SO_SNDBUF) == 80_000)
    try socket.setOption(.SO_RCVTIMEO, .milliseconds(1500))
    #expect(try socket.option(.SO_RCVTIMEO) == .milliseconds(1500))
    try socket.setOption(.TCP_KEEPIDLE, .milliseconds(1500))
    #expect(try socket.option(.TCP_KEEPIDLE) == .seconds(2))
    try socket.setOption(.SO_LINGER, Linux.linger(l_onoff: 1, l_linger: 7))
    #expect(try socket.option(.SO_LINGER) == Linux.linger(l_onoff: 1, l_linger: 7))
    let name = try socket.option(.TCP_CONGESTION)
    #expect(!name.isEmpty)
    try socket.setOption(.TCP_CONGESTION, name)
    #expect(try socket.option(.TCP_CONGESTION) == name)
    #expect(try socket.option(.SO_TYPE) == SocketType.stream.rawValue)
  }

  @Test("an option without a constant takes and gives bytes")
  func raw() throws {
    let socket = try Socket(.inet, .stream)
    let option = SocketOption<Bool>.SO_KEEPALIVE
    try socket.setOption(level: option.level, name: option.name, bytes: [1, 0, 0, 0])
    #expect(try socket.option(.SO_KEEPALIVE))
    #expect(try socket.option(level: option.level, name: option.name, upTo: 4) == [1, 0, 0, 0])
    #expect(try socket.option(level: option.level, name: option.name, upTo: 2) == [1, 0])
    #expect(try socket.option(level: option.level, name: option.name, upTo: 10_000) == [1, 0, 0, 0])
  }

  @Test("what an option can't be is refused")
  func refused() throws {
    let socket = try Socket(.unix, .stream)
    #expect(
      failure { try socket.setOption(.TCP_NODELAY, true) }
        == SocketError("setsockopt", "TCP_NODELAY (level 6, option 1)", .errno(.notSupportedOnSocket)))
    #expect(failure { _ = try socket.option(.TCP_NODELAY) }?.errno == .notSupportedOnSocket)
    let tcp = try Socket(.inet, .stream)
    #expect(
      failure { try tcp.setOption(.TCP_KEEPIDLE, .seconds(Int64.max)) }
        == SocketError("setsockopt", "TCP_KEEPIDLE (level 6, option 4)", .invalidOptionValue))
    #expect(failure { try tcp.setOption(.TCP_KEEPIDLE, .zero) }?.errno == .invalidArgument)
    #expect(failure { try tcp.setOption(.TCP_CONGESTION, "nonesuch") }?.errno == .noSuchFileOrDirectory)
    #expect(failure { _ = try tcp.option(level: 1, name: 9999, upTo: 4) }?.errno == .protocolNotAvailable)
    #expect(failure { try tcp.setOption(level: 1, name: 9, length: 0) }?.errno == .invalidArgument)
  }
}
