import KernelSockets

private let (batchCount, size) = (32, 64)

func exchangeDatagrams(_ count: Int) throws -> Duration {
  let (client, server) = (try boundDatagramSocket(), try boundDatagramSocket())
  let address = try server.localAddress
  let bytes = [UInt8](repeating: 1, count: size)
  var buffer = [UInt8](repeating: 0, count: 128)
  let watch = Stopwatch()
  for _ in 0..<count {
    check(try client.send(bytes, to: address) == size)
    guard let request = try server.receiveFrom(into: &buffer), let peer = request.address else { fatalError("nobody") }
    check(request.byteCount == size)
    check(try server.send(bytes, to: peer) == size)
    check(try client.receiveFrom(into: &buffer)?.byteCount == size)
  }
  return watch.time
}

/// A socket that sends to the other.
private func connectedSockets() throws -> (Socket, Socket) {
  let (sender, receiver) = (try boundDatagramSocket(), try boundDatagramSocket())
  try sender.connect(to: receiver.localAddress)
  return (sender, receiver)
}

func sendSingly(_ count: Int) throws -> Duration {
  let (sender, receiver) = try connectedSockets()
  let bytes = [UInt8](repeating: 1, count: size)
  var buffer = [UInt8](repeating: 0, count: 128)
  let watch = Stopwatch()
  for _ in 0..<count / batchCount {
    for _ in 0..<batchCount { check(try sender.send(bytes) == size) }
    for _ in 0..<batchCount { check(try receiver.receive(into: &buffer) == size) }
  }
  return watch.time
}

func sendBatches(_ count: Int) throws -> Duration {
  let (sender, receiver) = try connectedSockets()
  let bytes = [UInt8](repeating: 1, count: size)
  let sent = try MessageBatch(capacity: batchCount, byteCapacity: size)
  let received = try MessageBatch(capacity: batchCount, byteCapacity: size)
  let watch = Stopwatch()
  for _ in 0..<count / batchCount {
    sent.removeAll()
    for _ in 0..<batchCount { try sent.append(bytes) }
    check(try sender.sendMessages(sent) == batchCount)
    check(try receiver.receiveMessages(into: received) == batchCount)
    for message in received { check(message.byteCount == size) }
  }
  return watch.time
}

func sendJoinedBatches(_ count: Int) throws -> Duration {
  let (sender, receiver) = try connectedSockets()
  try receiver.setOption(.UDP_GRO, true)
  let bytes = [UInt8](repeating: 1, count: size)
  let sent = try MessageBatch(capacity: batchCount, byteCapacity: size)
  let received = try MessageBatch(capacity: 4, byteCapacity: 65_535, control: [.room(for: .joinedDatagramSize)])
  let watch = Stopwatch()
  for _ in 0..<count / batchCount {
    sent.removeAll()
    for _ in 0..<batchCount { try sent.append(bytes) }
    check(try sender.sendDatagrams(sent) == batchCount)
    try receiver.receiveMessages(into: received)
    var arrived = 0
    received.forEachDatagram { bytes, _ in
      check(bytes.byteCount == size)
      arrived += 1
    }
    check(arrived == batchCount)
  }
  return watch.time
}

func sendSegments(_ count: Int) throws -> Duration {
  let (sender, receiver) = try connectedSockets()
  try receiver.setOption(.UDP_GRO, true)
  let bytes = [UInt8](repeating: 1, count: batchCount * size)
  var buffer = bytes
  let control = ControlBuffer(for: [.room(for: .joinedDatagramSize)])
  let watch = Stopwatch()
  for _ in 0..<count / batchCount {
    check(try sender.sendDatagrams(bytes, of: size) == bytes.count)
    guard let message = try receiver.receiveMessage(into: &buffer, control: control) else { fatalError("nothing") }
    check(message.segments(control).count == batchCount)
  }
  return watch.time
}
