import KernelSockets

/// Ten messages each way.
func transferBatch(_ count: Int) throws {
  let (left, right) = try Socket.pair(.unix, .datagram)
  let sent = try MessageBatch(capacity: 10, byteCapacity: 128)
  let received = try MessageBatch(capacity: 10, byteCapacity: 128)
  let bytes = [UInt8](repeating: 1, count: 64)
  for _ in 0..<count {
    sent.removeAll()
    for _ in 0..<10 { try sent.append(bytes) }
    check(try left.sendMessages(sent) == 10)
    check(try right.receiveMessages(into: received) == 10)
    for message in received {
      message.withBytes { bytes in check(bytes.byteCount == 64 && bytes.unsafeLoad(as: UInt8.self) == 1) }
    }
  }
}

/// Ten datagrams with a sender's address and a control message each.
func transferBatchWithControl(_ count: Int) throws {
  let receiver = try Socket(.inet, .datagram)
  try receiver.bind(to: .inet(.loopback, port: 0))
  try receiver.setOption(.IP_RECVTTL, true)
  let destination = try receiver.localAddress
  let sender = try Socket(.inet, .datagram)
  try sender.bind(to: .inet(.loopback, port: 0))
  let source = try sender.localAddress
  let sent = try MessageBatch(capacity: 10, byteCapacity: 128)
  let received = try MessageBatch(capacity: 10, byteCapacity: 128, control: [.room(for: .ttl)])
  let bytes = [UInt8](repeating: 1, count: 64)
  for _ in 0..<count {
    sent.removeAll()
    for _ in 0..<10 { try sent.append(bytes, to: destination).control.append(.ttl, 77) }
    check(try sender.sendMessages(sent) == 10)
    check(try receiver.receiveMessages(into: received) == 10)
    for message in received {
      check(message.byteCount == 64 && message.address == source && message.control.first(.ttl) == 77)
    }
  }
}

/// One call each way for ten datagrams.
func sendSegments(_ count: Int) throws {
  let receiver = try Socket(.inet, .datagram)
  try receiver.bind(to: .inet(.loopback, port: 0))
  try receiver.setOption(.UDP_GRO, true)
  let sender = try Socket(.inet, .datagram)
  try sender.connect(to: receiver.localAddress)
  let bytes = [UInt8](repeating: 1, count: 990)
  var buffer = [UInt8](repeating: 0, count: 1024)
  let control = ControlBuffer(for: [.room(for: .joinedDatagramSize)])
  for _ in 0..<count {
    check(try sender.sendDatagrams(bytes, of: 100) == 990)
    let message = try receiver.receiveMessage(into: &buffer, control: control)
    var total = 0
    if let message { for segment in message.segments(control) { total += segment.count } }
    check(total == 990)
  }
}

/// One call each way for ten datagrams of a batch.
func sendJoinedBatch(_ count: Int) throws {
  let receiver = try Socket(.inet, .datagram)
  try receiver.bind(to: .inet(.loopback, port: 0))
  try receiver.setOption(.UDP_GRO, true)
  let sender = try Socket(.inet, .datagram)
  try sender.connect(to: receiver.localAddress)
  let bytes = [UInt8](repeating: 1, count: 100)
  let sent = try MessageBatch(capacity: 10, byteCapacity: 100)
  let received = try MessageBatch(capacity: 1, byteCapacity: 1024, control: [.room(for: .joinedDatagramSize)])
  for _ in 0..<count {
    sent.removeAll()
    for index in 0..<10 { try sent.append(bytes.span.bytes.extracting(first: index < 9 ? 100 : 90)) }
    check(try sender.sendDatagrams(sent) == 10)
    check(try receiver.receiveMessages(into: received) == 1)
    var datagrams = 0
    received.forEachDatagram { _, _ in datagrams += 1 }
    check(datagrams == 10)
  }
}
