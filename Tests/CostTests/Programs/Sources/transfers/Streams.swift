import KernelSockets

func transferArray(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    check(try left.send(bytes) == 64)
    check(try right.receive(into: &buffer) == 64)
  }
}

func transferSpan(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  var span = buffer.mutableSpan
  for _ in 0..<count {
    check(try left.send(bytes.span.bytes) == 64)
    check(try right.receive(into: &span) == 64)
  }
}

func transferRawSpan(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  let bytes: InlineArray<64, UInt8> = .init(repeating: 1)
  var buffer: InlineArray<128, UInt8> = .init(repeating: 0)
  var span = buffer.mutableSpan
  var rawSpan = span.mutableBytes
  for _ in 0..<count {
    check(try left.send(bytes.span.bytes) == 64)
    check(try right.receive(into: &rawSpan) == 64)
  }
}

func transferText(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    check(try left.send("Hello, world".utf8) == 12)
    check(try right.receive(into: &buffer) == 12)
  }
}

func sendAll(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    try left.sendAll(bytes)
    check(try right.receive(into: &buffer) == 64)
    try left.sendAll("Hello, world".utf8)
    check(try right.receive(into: &buffer) == 12)
  }
}

func receiveNewArray(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  let bytes = [UInt8](repeating: 1, count: 64)
  for _ in 0..<count {
    check(try left.send(bytes) == 64)
    check(try right.receive(upTo: 128).count == 64)
  }
}

func receiveWithTimeOut(_ count: Int) throws {
  let (left, right) = try Socket.pair(mode: .timeout(.seconds(5)))
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    try left.sendAll(bytes)
    check(try right.receive(into: &buffer) == 64)
  }
}

func receiveNothing(_ count: Int) throws {
  let (left, right) = try Socket.pair(mode: .nonBlocking)
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    check(try right.receive(into: &buffer) == nil)
    check(try left.receive(into: &buffer, flags: .MSG_PEEK) == nil)
  }
}

func wait(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  for _ in 0..<count {
    check(try left.wait(for: .writable) == .writable)
    check(try left.wait(for: .writable, timeout: .seconds(5)) == .writable)
    check(try right.wait(for: .readable, timeout: .zero).isEmpty)
  }
}

func setAndReadOptions(_ count: Int) throws {
  let socket = try Socket(.inet, .stream)
  for _ in 0..<count {
    try socket.setOption(.SO_KEEPALIVE, true)
    check(try socket.option(.SO_KEEPALIVE))
    try socket.setOption(.SO_RCVBUF, 20_000)
    check(try socket.option(.SO_RCVBUF) == 40_000)
    try socket.setOption(.TCP_NODELAY, true)
    check(try socket.option(.TCP_NODELAY))
  }
}

/// What was transferred is what was asked for, in every build.
func check(_ condition: Bool, line: Int = #line) {
  if !condition { fatalError("line \(line)") }
}
