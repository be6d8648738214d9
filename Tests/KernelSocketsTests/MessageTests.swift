import Foundation
import KernelSockets
import Testing

@Suite("Messages with pieces and control messages")
struct MessageTests {
  @Test("pieces are sent as one message, and fill several buffers in turn")
  func pieces() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    #expect(unsafe try left.sendMessage(([1, 2] as [UInt8]).span.bytes, ([3] as [UInt8]).span.bytes) == 3)
    #expect(try left.sendMessage([[], [4], [5, 6], [], [7]]) == 4)
    #expect(try left.sendMessage([[UInt8]]()) == 0)
    #expect(try left.sendMessage([8, 9]) == 2)

    var (header, body) = ([0, 0] as [UInt8], [0, 0, 0] as [UInt8])
    do {
      var headerSpan = header.mutableSpan
      var bodySpan = body.mutableSpan
      var headerBytes = unsafe headerSpan.mutableBytes
      var bodyBytes = unsafe bodySpan.mutableBytes
      let message = try right.receiveMessage(into: &headerBytes, and: &bodyBytes)
      #expect(message?.byteCount == 3)
    }
    #expect((header, body) == ([1, 2], [3, 0, 0]))

    var buffers: [[UInt8]] = [[0], [], [0, 0], [0, 0]]
    let message = try #require(try right.receiveMessage(into: &buffers))
    #expect(message.byteCount == 4 && !message.isTruncated)
    #expect(buffers == [[4], [], [5, 6], [7, 0]])
    #expect(try right.receiveMessage(into: &buffers)?.byteCount == 0)
    var nothing: [[UInt8]] = []
    let cut = try #require(try right.receiveMessage(into: &nothing, flags: .MSG_TRUNC))
    #expect(cut.isTruncated && cut.messageLength == 2 && cut.byteCount == 0)
  }

  @Test("a message and its sender are received into a span, beyond which nothing changes")
  func spans() throws {
    let (left, right) = (try Socket(.inet, .datagram), try Socket(.inet, .datagram))
    for socket in [left, right] { try socket.bind(to: .inet(.loopback, port: 0)) }
    for bytes in [[1, 2], [3]] as [[UInt8]] { try left.send(bytes, to: right.localAddress) }
    var bytes: [UInt8] = [9, 9, 9]
    var span = bytes.mutableSpan
    var raw = unsafe span.mutableBytes
    for (count, message) in [
      (2, try right.receiveMessage(into: &raw)), (1, try right.receiveFrom(into: &raw, flags: .MSG_TRUNC)),
    ] {
      #expect(message?.byteCount == count && message?.messageLength == count)
      #expect(try message?.address == left.localAddress)
    }
    #expect(bytes == [3, 2, 9])
  }

  @Test("a message that can't be sent names the address")
  func refused() throws {
    let socket = try Socket(.inet, .datagram)
    let address = SocketAddress.inet(.loopback, port: 9)
    let error = failure { try socket.sendMessage([UInt8](repeating: 0, count: 70_000), to: address) }
    #expect(error?.errno == .messageTooLong && error?.subject == "to \(address)")
  }

  @Test("more pieces than the kernel takes are an error, and nothing is sent")
  func tooManyPieces() throws {
    let (left, right) = try Socket.pair(.unix, .datagram, mode: .nonBlocking)
    #expect(try left.sendMessage([[UInt8]](repeating: [1], count: 1024)) == 1024)
    #expect(try right.receive(upTo: 2000).count == 1024)
    #expect(failure { try left.sendMessage([[UInt8]](repeating: [1], count: 1025)) }?.errno == .messageTooLong)
    #expect(failure { _ = try right.receive(upTo: 10) }?.kind == .wouldBlock)
  }

  @Test("credentials are asked for by an option, and say who sent")
  func credentials() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    try right.setOption(.SO_PASSCRED, true)
    let control = ControlBuffer(capacity: ControlBuffer.space(for: Linux.ucred.size))
    for _ in 0..<2 {
      try left.sendMessage([1])
      let (bytes, message) = try right.receiveMessage(upTo: 10, control: control)
      #expect(bytes == [1] && !message.isControlTruncated)
      let items = Array(control)
      #expect(items.count == 1)
      #expect(items.first?.level == .SOL_SOCKET && items.first?.type == .SCM_CREDENTIALS)
      let sender = try #require(items.first?.value(as: Linux.ucred.self))
      #expect(sender.pid == getpid() && sender.uid == getuid() && sender.gid == getgid())
    }
    // And they can be given, with the right to.
    var claim = Linux.ucred()
    (claim.pid, claim.uid, claim.gid) = (getpid(), getuid(), getgid())
    let sent = ControlBuffer()
    sent.append(.SOL_SOCKET, .SCM_CREDENTIALS, claim)
    #expect(sent.byteCount == 32 && sent.isWellFormed)
    try left.sendMessage([1], control: sent)
    _ = try right.receiveMessage(upTo: 10, control: control)
    #expect(Array(control).first?.value(as: Linux.ucred.self)?.pid == getpid())
  }

  @Test("the destination of a datagram comes beside it, and the interface to send through goes beside it")
  func packetInformation() throws {
    let receiver = try Socket(.inet, .datagram, mode: .timeout(.seconds(5)))
    try receiver.bind(to: .inet(.any, port: 0))
    try receiver.setOption(.IP_PKTINFO, true)
    try receiver.setOption(.IP_RECVTTL, true)
    let port = try #require(try receiver.localAddress.port)
    let sender = try Socket(.inet, .datagram)
    let control = ControlBuffer()
    control.append(.SOL_IP, ControlMessageType(rawValue: 2), 77 as Int32)  // IP_TTL
    try sender.sendMessage([1], control: control, to: .inet(IPv4Address(127, 0, 0, 5), port: port))

    let received = ControlBuffer(capacity: 256)
    _ = try receiver.receiveMessage(upTo: 10, control: received)
    let items = Array(received)
    #expect(items.map(\.level) == [.SOL_IP, .SOL_IP])
    let information = try #require(items.first { $0.byteCount == 12 }?.value(as: Linux.in_pktinfo.self))
    #expect(information.ipi_addr.s_addr == IPv4Address(127, 0, 0, 5).bits)
    #expect(try UInt32(information.ipi_ifindex) == NetworkInterface.index(of: "lo"))
    #expect(items.first { $0.byteCount == 4 }?.value(as: Int32.self) == 77)
  }

  @Test("control messages that don't fit are told of; a part of one comes as a part")
  func truncation() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    try right.setOption(.SO_PASSCRED, true)
    for capacity in 0...40 {
      let control = ControlBuffer(capacity: capacity)
      try left.sendMessage([1])
      let (_, message) = try right.receiveMessage(upTo: 1, control: control)
      #expect(message.isControlTruncated == (capacity < 28), "\(capacity)")
      let item = Array(control).first
      #expect(item?.byteCount == (capacity < 16 ? nil : min(capacity - 16, 12)), "\(capacity)")
      #expect((item?.value(as: Linux.ucred.self) != nil) == (capacity >= 28))
    }
  }

  @Test("a control buffer that grows while a message in it is looked at leaves the message as it was")
  func growthDuringUse() throws {
    let control = ControlBuffer()
    control.append(.SOL_SOCKET, .SCM_CREDENTIALS, Array(1...12))
    let item = try #require(Array(control).first)
    item.withBytes { bytes in
      control.append(.SOL_SOCKET, .SCM_CREDENTIALS, [UInt8](repeating: 9, count: 5000))
      control.append(.SOL_SOCKET, .SCM_CREDENTIALS, bytes)
      #expect((0..<12).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) } == Array(1...12))
    }
    #expect(Array(control).map(\.byteCount) == [12, 5000, 12])
    #expect(Array(control).last?.bytes == Array(1...12))
  }

  @Test("messages and a walk that outlive what their buffer held see what is in it now, and nothing beyond")
  func outlived() {
    let control = ControlBuffer()
    for number in 1...3 { control.append(.SOL_IP, .init(rawValue: 1), [UInt8](repeating: UInt8(number), count: 40)) }
    let messages = Array(control)
    var walk = control.makeIterator()
    #expect(walk.next()?.bytes == [UInt8](repeating: 1, count: 40))
    control.removeAll()
    #expect(messages.map(\.bytes) == [[], [], []])
    #expect(messages.map { $0.value(as: UInt32.self) } == [nil, nil, nil])
    #expect(walk.next() == nil)
    control.append(.SOL_IP, .init(rawValue: 1), 7 as UInt64)
    #expect(messages.map(\.byteCount) == [40, 40, 40])
    #expect(messages.map { $0.bytes.count } == [8, 0, 0])
    #expect(messages.map { $0.value(as: UInt64.self) } == [7, nil, nil])
    #expect(walk.next() == nil)
  }

  @Test("sizes of control messages are those of C")
  func sizes() throws {
    // From CMSG_LEN and CMSG_SPACE of <sys/socket.h> on a 64-bit machine; python3's agree in PythonMessageTests.
    #expect([0, 1, 8, 9].map(ControlBuffer.length(for:)) == [16, 17, 24, 25])
    #expect([0, 1, 8, 9].map(ControlBuffer.space(for:)) == [16, 24, 24, 32])
  }

  @Test("a buffer that is emptied has no messages")
  func emptied() {
    let control = ControlBuffer()
    control.append(.SOL_SOCKET, .SCM_RIGHTS, [1, 2, 3, 4] as [UInt8])
    #expect(control.map(\.bytes) == [[1, 2, 3, 4]])
    control.removeAll()
    #expect(control.byteCount == 0 && Array(control).isEmpty && control.isWellFormed)
  }

  @Test("a wrong protocol for AF_ALG's messages is refused")
  func algorithmOnly() throws {
    let (left, _) = try Socket.pair()
    let error = failure { try left.sendToAlgorithm([], operation: Linux.ALG_OP_ENCRYPT) }
    #expect(error?.kind == .invalidArgument)
    #expect(error?.description.contains("AF_UNIX") == true)
  }

  @Test("AF_ALG's messages have the bytes that the kernel wants")
  func algorithmBytes() throws {
    // The layout of linux/if_alg.h: a 32-bit operation; a 32-bit length and the vector; a 32-bit length.
    let control = ControlBuffer()
    control.append(algorithmOperation: Linux.ALG_OP_ENCRYPT)
    control.append(algorithmVector: [1, 2, 3])
    control.append(algorithmAssociatedLength: 5)
    #expect(control.map(\.bytes) == [[1, 0, 0, 0], [3, 0, 0, 0, 1, 2, 3], [5, 0, 0, 0]])
    #expect(control.map(\.type.rawValue) == [3, 2, 4] && control.allSatisfy { $0.level == .SOL_ALG })
  }
}
