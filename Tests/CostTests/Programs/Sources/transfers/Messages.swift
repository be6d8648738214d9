import KernelSockets

func sendAndReceiveFrom(_ count: Int) throws {
  let receiver = try Socket(.inet, .datagram)
  try receiver.bind(to: .inet(.loopback, port: 0))
  let sender = try Socket(.inet, .datagram)
  try sender.bind(to: .inet(.loopback, port: 0))
  let (destination, source) = (try receiver.localAddress, try sender.localAddress)
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  for _ in 0..<count {
    check(try sender.send(bytes, to: destination) == 64)
    let message = try receiver.receiveFrom(into: &buffer)
    check(message?.byteCount == 64 && message?.address == source)
    check(try sender.send("Hello, world".utf8, to: destination) == 12)
    check(try receiver.receiveFrom(into: &buffer)?.byteCount == 12)
  }
}

func sendPieces(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  let (header, body) = ([UInt8](repeating: 1, count: 16), [UInt8](repeating: 2, count: 48))
  var (first, second) = ([UInt8](repeating: 0, count: 16), [UInt8](repeating: 0, count: 112))
  var firstSpan = first.mutableSpan
  var secondSpan = second.mutableSpan
  var firstBytes = firstSpan.mutableBytes
  var secondBytes = secondSpan.mutableBytes
  for _ in 0..<count {
    check(try left.sendMessage(header.span.bytes, body.span.bytes) == 64)
    check(try right.receiveMessage(into: &firstBytes, and: &secondBytes)?.byteCount == 64)
  }
}

func receiveCredentials(_ count: Int) throws {
  let (left, right) = try Socket.pair()
  try right.setOption(.SO_PASSCRED, true)
  let own = try left.option(.SO_PEERCRED)
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  let sent = ControlBuffer()
  let received = ControlBuffer(capacity: ControlBuffer.space(for: Linux.ucred.size))
  for _ in 0..<count {
    sent.removeAll()
    sent.append(.SOL_SOCKET, .SCM_CREDENTIALS, own)
    check(try left.sendMessage(bytes, control: sent) == 64)
    check(try right.receiveMessage(into: &buffer, control: received)?.byteCount == 64)
    var senders = 0
    for item in received where item.level == .SOL_SOCKET && item.type == .SCM_CREDENTIALS {
      if item.value(as: Linux.ucred.self)?.pid == own.pid { senders += 1 }
    }
    check(senders == 1)
  }
}

/// Three control messages each way.
func receivePacketInformation(_ count: Int) throws {
  let receiver = try Socket(.inet, .datagram)
  try receiver.bind(to: .inet(.loopback, port: 0))
  try receiver.setOption(.IP_PKTINFO, true)
  try receiver.setOption(.IP_RECVTTL, true)
  try receiver.setOption(.IP_RECVTOS, true)
  let destination = try receiver.localAddress
  let sender = try Socket(.inet, .datagram)
  let (packetInformation, timeToLive, typeOfService) = (
    ControlMessageType(rawValue: SocketOption.IP_PKTINFO.name), ControlMessageType(rawValue: SocketOption.IP_TTL.name),
    ControlMessageType(rawValue: SocketOption.IP_TOS.name)
  )
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  let sent = ControlBuffer()
  let received = ControlBuffer(capacity: 128)
  for _ in 0..<count {
    sent.removeAll()
    sent.append(.SOL_IP, packetInformation, Linux.in_pktinfo(ipi_ifindex: 1))
    sent.append(.SOL_IP, timeToLive, 77 as Int32)
    sent.append(.SOL_IP, typeOfService, 8 as Int32)
    check(try sender.sendMessage(bytes, control: sent, to: destination) == 64)
    check(try receiver.receiveMessage(into: &buffer, control: received)?.byteCount == 64)
    var found = 0
    for item in received where item.level == .SOL_IP {
      switch item.type {
      case packetInformation: if item.value(as: Linux.in_pktinfo.self)?.ipi_ifindex == 1 { found += 1 }
      case timeToLive: if item.value(as: Int32.self) == 77 { found += 1 }
      case typeOfService: if item.value(as: UInt8.self) == 8 { found += 1 }
      default: break
      }
    }
    check(found == 3)
  }
}

/// Frames of CAN, over a socket that any kernel has.
func transferFrames(_ count: Int) throws {
  let (left, right) = try Socket.pair(.unix, .datagram)
  let data = [UInt8](0..<64)
  for _ in 0..<count {
    try left.send(CANFrame(0x123, data: data[..<8]))
    check(try right.receiveCANFrame()?[7] == 7)
    try left.send(CANFrame(0x123, data: data, isFD: true))
    check(try right.receiveCANFrame()?[63] == 63)
  }
}
