import Foundation
import KernelSockets
import Testing

@Suite("Batches of messages")
struct BatchTests {
  @Test("lengths, senders and control messages are right however short those before them were")
  func capacitiesAreRestored() throws {
    let directory = try TemporaryDirectory()
    let receiver = try Socket(.unix, .datagram, mode: .nonBlocking)
    try receiver.bind(to: .unix(directory.path + "/receiver"))
    try receiver.setOption(.SO_PASSCRED, true)
    let paths = ["/a", "/" + String(repeating: "long", count: 10), "/bb"].map { directory.path + $0 }
    let senders = try paths.map { path in
      let sender = try Socket(.unix, .datagram)
      try sender.bind(to: .unix(path))
      return sender
    }
    let nobody = try Socket(.unix, .datagram)
    let batch = try MessageBatch(capacity: 3, byteCapacity: 100, control: [.room(for: .credentials)])
    #expect(batch.isEmpty && batch.capacity == 3 && batch.byteCapacity == 100)
    for round in 0..<4 {
      // Each round begins with another sender.
      let order = (0..<3).map { ($0 + round) % 3 }
      for index in order {
        try senders[index].send(Array(repeating: UInt8(index), count: 10 * index), to: receiver.localAddress)
      }
      #expect(try receiver.receiveMessages(into: batch) == 3)
      #expect(try batch.map(\.address) == order.map { try .unix(paths[$0]) })
      #expect(batch.map(\.bytes) == order.map { Array(repeating: UInt8($0), count: 10 * $0) })
      #expect(batch.allSatisfy { $0.control.first(.credentials)?.pid == getpid() && !$0.isControlTruncated })

      try nobody.send([9], to: receiver.localAddress)
      #expect(try receiver.receiveMessages(into: batch) == 1)
      #expect(batch.count == 1 && batch[0].address == nil && batch[0].bytes == [9])
      #expect(batch[0].control.first(.credentials)?.pid == getpid())
    }
    #expect(try receiver.receiveMessages(into: batch) == nil)
    #expect(batch.isEmpty)
  }

  @Test("a message that is cut says so, and how long it was if asked; the others are whole")
  func truncation() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    let batch = try MessageBatch(capacity: 4, byteCapacity: 3)
    for flags in [[], .MSG_TRUNC] as [MessageFlags] {
      for count in [2, 3, 4, 1000] { #expect(try left.send(Array(repeating: 7, count: count)) == .some(count)) }
      #expect(try right.receiveMessages(into: batch, flags: flags) == 4)
      #expect(batch.map(\.isTruncated) == [false, false, true, true])
      #expect(batch.map(\.byteCount) == [2, 3, 3, 3])
      #expect(batch.map(\.messageLength) == (flags.isEmpty ? [2, 3, 3, 3] : [2, 3, 4, 1000]))
      #expect(batch.map(\.bytes) == [[7, 7], [7, 7, 7], [7, 7, 7], [7, 7, 7]])
    }
    let control = try MessageBatch(capacity: 4, byteCapacity: 3, control: [.bytes(4)])
    try right.setOption(.SO_PASSCRED, true)
    #expect(try left.send([1]) == 1)
    try right.receiveMessages(into: control)
    #expect(control[0].isControlTruncated && !control[0].isTruncated)
  }

  @Test("messages go to several addresses, with control messages of their own, and stay to be sent again")
  func addresses() throws {
    let receivers = try (0..<3).map { _ in
      let receiver = try Socket(.inet, .datagram, mode: .timeout(.seconds(5)))
      try receiver.bind(to: .inet(.loopback, port: 0))
      try receiver.setOption(.IP_RECVTTL, true)
      return receiver
    }
    let batch = try MessageBatch(capacity: 4, byteCapacity: 20)
    for (index, receiver) in receivers.enumerated() {
      let message = try batch.append("to \(index)".utf8, to: receiver.localAddress)
      message.control.append(.ttl, Int32(10 + index))
      #expect(message.flags.isEmpty)
    }
    try batch.append(to: receivers[0].localAddress) { room in
      room.storeBytes(of: 0x4142_4344 as UInt32, as: UInt32.self)
      return 4
    }
    let sender = try Socket(.inet, .datagram)
    for _ in 0..<2 {
      #expect(try sender.sendMessages(batch) == 4)
      let control = ControlBuffer(for: [.room(for: .ttl)])
      for (index, receiver) in receivers.enumerated() {
        #expect(try String(receiver.receiveMessage(upTo: 10, control: control).bytes) == "to \(index)")
        #expect(control.first(.ttl) == Int32(10 + index))
      }
      #expect(try String(receivers[0].receive(upTo: 10)) == "DCBA")
    }
    #expect(try sender.sendMessages(batch, from: 3) == 1)
    #expect(try String(receivers[0].receive(upTo: 10)) == "DCBA")
    batch.removeAll()
    #expect(batch.isEmpty)
  }

  @Test("bytes in a span are copied into the batch")
  func spans() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    let batch = try MessageBatch(capacity: 2, byteCapacity: 4)
    var bytes: [UInt8] = [1, 2, 3]
    for count in [3, 2] { try batch.append(unsafe bytes.span.bytes.extracting(first: count)) }
    bytes = []
    #expect(try left.sendMessages(batch) == 2)
    #expect(try [right.receive(upTo: 9), right.receive(upTo: 9)] == [[1, 2, 3], [1, 2]])
    let tooLong: [5 of UInt8] = [0, 0, 0, 0, 0]
    batch.removeAll()
    #expect(failure { try batch.append(unsafe tooLong.span.bytes) }?.kind == .invalidArgument)
    #expect(batch.isEmpty)
  }

  @Test("what came goes back to where it came from")
  func echo() throws {
    let server = try Socket(.inet6, .datagram, mode: .timeout(.seconds(5)))
    try server.bind(to: .inet6(.loopback, port: 0))
    let batch = try MessageBatch(capacity: 32, byteCapacity: 100)
    let clients = try (0..<5).map { index in
      let client = try Socket(.inet6, .datagram, mode: .timeout(.seconds(5)))
      try client.connect(to: server.localAddress)
      #expect(try client.send(Array(repeating: 1, count: index)) == .some(index))
      return client
    }
    #expect(try server.receiveMessages(into: batch, atLeast: 5) == 5)
    #expect(try server.sendMessages(batch) == 5)
    for (index, client) in clients.enumerated() { #expect(try client.receive(upTo: 10).count == index) }
  }

  // MARK: Partial success

  @Test("a message that is too long stops the others behind it; what went out is told, and one can go on")
  func tooLong() throws {
    let receiver = try Socket(.inet, .datagram, mode: .nonBlocking)
    try receiver.bind(to: .inet(.loopback, port: 0))
    let address = try receiver.localAddress
    for mode in [.blocking, .nonBlocking, .timeout(.seconds(5))] as [Socket.Mode] {
      let sender = try Socket(.inet, .datagram, mode: mode)
      let batch = try MessageBatch(capacity: 6, byteCapacity: 65_508)
      for count in [1, 2, 65_508, 3, 65_508, 4] { try batch.append(Array(repeating: 1, count: count), to: address) }
      let error = failure { try sender.sendMessages(batch) }
      #expect(error?.errno == .messageTooLong && error?.messagesSent == 2)
      #expect(error?.description.contains("to \(address): EMSGSIZE") == true)
      #expect(error?.description.contains("(after 2 messages)") == true)
      let next = failure { try sender.sendMessages(batch, from: 3) }
      #expect(next?.errno == .messageTooLong && next?.messagesSent == 1)
      #expect(failure { try sender.sendMessages(batch, from: 2) }?.messagesSent == 0)
      #expect(try sender.sendMessages(batch, from: 5) == 1)
      let received = try MessageBatch(capacity: 6, byteCapacity: 10)
      #expect(try receiver.receiveMessages(into: received) == 4)
      #expect(received.map(\.byteCount) == [1, 2, 3, 4])
    }
  }

  @Test("a receiver that is not there stops the others behind it")
  func noReceiver() throws {
    let directory = try TemporaryDirectory()
    let receiver = try Socket(.unix, .datagram, mode: .nonBlocking)
    try receiver.bind(to: .unix(directory.path + "/receiver"))
    let sender = try Socket(.unix, .datagram)
    let batch = try MessageBatch(capacity: 3, byteCapacity: 1)
    for name in ["/receiver", "/nobody", "/receiver"] { try batch.append([1], to: .unix(directory.path + name)) }
    let error = failure { try sender.sendMessages(batch) }
    #expect(error?.errno == .noSuchFileOrDirectory && error?.messagesSent == 1)
    #expect(error?.subject == "to \(directory.path)/nobody")
  }

  @Test("a full receiver takes as many as it has room for, and the rest when it has room again")
  func full() throws {
    let (left, right) = try Socket.pair(.unix, .datagram, mode: .nonBlocking)
    let batch = try MessageBatch(capacity: 1024, byteCapacity: 8)
    let numbers = 0..<1024
    for number in numbers { try batch.append("\(number)".utf8) }
    let received = try MessageBatch(capacity: 1024, byteCapacity: 8)
    var (sent, texts) = (0, [String]())
    while sent < numbers.count {
      let count = try #require(try left.sendMessages(batch, from: sent))
      sent += count
      if sent < numbers.count { #expect(try left.sendMessages(batch, from: sent) == nil) }
      #expect(try right.receiveMessages(into: received) == count)
      texts += received.map { String($0.bytes) }
    }
    #expect(texts == numbers.map { "\($0)" })

    try left.setMode(.timeout(.milliseconds(50)))
    let error = failure { try left.sendMessages(batch) }
    #expect(error?.cause == .timedOut && (1..<1024).contains(error?.messagesSent ?? 0))
    #expect(try right.receiveMessages(into: received) == error?.messagesSent)
  }

  // MARK: Waiting

  @Test("waits for one message, or for as many as are asked for, or until time is up")
  func waiting() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    let sending = Running {
      for number in 0..<3 as Range<UInt8> {
        pause(30)
        _ = try left.send([number])
      }
      return true
    }
    let batch = try MessageBatch(capacity: 3, byteCapacity: 8)
    #expect(try right.receiveMessages(into: batch) == 1)
    #expect(try right.receiveMessages(into: batch, atLeast: 2) == 2)
    #expect(batch.map(\.bytes) == [[1], [2]])
    #expect(try sending.value())

    try right.setMode(.timeout(.milliseconds(50)))
    #expect(failure { try right.receiveMessages(into: batch) }?.cause == .timedOut)
    #expect(failure { try right.receiveMessages(into: batch, atLeast: 3) }?.cause == .timedOut)
    #expect(try left.send([1]) == 1)
    #expect(try right.receiveMessages(into: batch, atLeast: 3) == 1)
    #expect(try right.receiveMessages(into: batch, flags: .MSG_DONTWAIT) == nil)
    for number in 0..<3 as Range<UInt8> { #expect(try left.send([number]) == 1) }
    #expect(try right.receiveMessages(into: batch, atLeast: 1000) == 3)

    try right.setMode(.nonBlocking)
    #expect(try right.receiveMessages(into: batch) == nil)
    #expect(try left.send([1]) == 1)
    #expect(try right.receiveMessages(into: batch, atLeast: 3) == 1)
  }

  @Test("closing the socket wakes up who waits for messages", arguments: [0, 1])
  func closing(alreadyThere: UInt8) throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    if alreadyThere == 1 { #expect(try left.send([1]) == 1) }
    let receiving = Running {
      let batch = try MessageBatch(capacity: 3, byteCapacity: 8)
      return failure { try right.receiveMessages(into: batch, atLeast: 2) }
    }
    pause(50)
    try right.close()
    #expect(try receiving.value()?.cause == .closed)
    let batch = try MessageBatch(capacity: 3, byteCapacity: 8)
    #expect(failure { try right.receiveMessages(into: batch) }?.cause == .closed)
    try batch.append([1])
    #expect(failure { try right.sendMessages(batch) }?.cause == .closed)
  }

  // MARK: Descriptors

  @Test("descriptors that nobody takes are closed when the batch is used again, or goes away")
  func descriptors() throws {
    let (left, right) = try Socket.pair(.unix, .datagram, mode: .nonBlocking)
    let (file, other) = try FileDescriptor.pipe()
    defer {
      try? file.close()
      try? other.close()
    }
    let before = try openDescriptors(of: file)
    let sent = try MessageBatch(capacity: 3, byteCapacity: 1)
    for count in 1...3 {
      try sent.append([UInt8(count)]).control.append(descriptors: [FileDescriptor](repeating: file, count: count))
    }
    do {
      let batch = try MessageBatch(capacity: 4, byteCapacity: 1, control: [.rights(2)])
      for _ in 0..<3 {
        #expect(try left.sendMessages(sent) == 3)
        #expect(try right.receiveMessages(into: batch) == 3)
        #expect(try openDescriptors(of: file) == before + 1 + 2 + 2)
        #expect(batch.map(\.isControlTruncated) == [false, false, true])
      }
      let taken = batch[1].control.takeDescriptors()
      let number = try #require(taken.first?.fileDescriptor).rawValue
      #expect(taken.count == 2 && fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
      #expect(try right.receiveMessages(into: batch) == nil)
      #expect(try openDescriptors(of: file) == before + 2)
      taken.forEach { $0.close() }

      #expect(try left.sendMessages(sent) == 3)
      #expect(try right.receiveMessages(into: batch) == 3)
    }
    #expect(try openDescriptors(of: file) == before)
  }

  // MARK: Bad input

  @Test("capacities out of range are refused, with the limits")
  func badCapacities() throws {
    let cases = [
      (0, 1, "1 to 1024 messages, not for 0"), (-1, 1, "not for -1"), (1025, 1, "not for 1025"),
      (1, -1, "0 to 1073741824 bytes, not for -1"), (1, .max, "not for \(Int.max)"),
    ]
    for (capacity, byteCapacity, reason) in cases {
      let error = failure { _ = try MessageBatch(capacity: capacity, byteCapacity: byteCapacity) }
      #expect(error?.kind == .invalidArgument && error?.description.contains(reason) == true)
    }
    #expect(try MessageBatch(capacity: 1024, byteCapacity: 0).append([]).byteCount == 0)
  }

  @Test("messages that are too long or too many are refused, and leave the batch as it was")
  func badMessages() throws {
    let batch = try MessageBatch(capacity: 2, byteCapacity: 3)
    let long = failure { try batch.append([1, 2, 3, 4]) }
    #expect(long?.description == "batch: the message has 4 bytes, and there is room for 3")
    #expect(failure { try batch.append { _ in 4 } }?.kind == .invalidArgument)
    #expect(failure { try batch.append { _ in -1 } }?.kind == .invalidArgument)
    #expect(batch.isEmpty)
    try batch.append([1, 2, 3])
    try batch.append(sequence(first: 1 as UInt8) { $0 < 2 ? $0 + 1 : nil })
    let many = failure { try batch.append([]) }
    #expect(many?.description == "batch: the batch has 2 messages, and no room for more")
    #expect(batch.map(\.bytes) == [[1, 2, 3], [1, 2]])
  }

  @Test("nothing to send, and streams, are refused without a system call")
  func badCalls() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    let batch = try MessageBatch(capacity: 2, byteCapacity: 3)
    #expect(failure { try left.sendMessages(batch) }?.description == "send: no message 0 in a batch of 0")
    try batch.append([1])
    for first in [-1, 1, .max] {
      #expect(failure { try left.sendMessages(batch, from: first) }?.kind == .invalidArgument)
    }
    #expect(failure { _ = try right.receive(upTo: 1, flags: .MSG_DONTWAIT) }?.kind == .wouldBlock)

    let (stream, _) = try Socket.pair()
    #expect(failure { try stream.sendMessages(batch) }?.kind == .invalidArgument)
    #expect(failure { try stream.receiveMessages(into: batch) }?.kind == .invalidArgument)
  }
}
