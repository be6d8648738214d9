import Foundation
import KernelSockets
import Testing

@Suite("Sending without copies")
struct ZeroCopySenderTests {
  let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }

  @Test("arrays go out, and come back in order; here the kernel copies them after all")
  func roundTrip() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let receiving = Running { [bytes] in try server.receiveExactly(4 * bytes.count) }
    let sender = try ZeroCopySender(client)
    for first in 0..<4 as Range<UInt8> { try sender.sendAll([first] + bytes.dropFirst()) }
    #expect(sender.pendingCount >= 4)
    var order: [UInt8] = []
    while let sent = try sender.takeBack(timeout: .seconds(5)) {
      #expect(sent.wasCopied && sent.bytes.dropFirst() == bytes.dropFirst())
      if order.last != sent.bytes[0] { order.append(sent.bytes[0]) }
    }
    #expect(order == [0, 1, 2, 3] && sender.pendingCount == 0)
    let received = try receiving.value()
    #expect(received == (0..<4).flatMap { [UInt8($0)] + bytes.dropFirst() })
    #expect(try sender.takeBack() == nil)
  }

  @Test("what others do to their array is not sent; an array that nobody else has is given back without a copy")
  func values() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let sender = try ZeroCopySender(client)
    var mine = [UInt8](repeating: 1, count: 50_000)
    let place = unsafe mine.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
    try sender.sendAll(mine)
    mine[0] = 2
    #expect(unsafe mine.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } != place)
    #expect(try server.receiveExactly(50_000) == [UInt8](repeating: 1, count: 50_000))
    var back = try #require(try sender.takeBack(timeout: .seconds(5))).bytes
    while sender.pendingCount > 0 { _ = try sender.takeBack(timeout: .seconds(5)) }
    back[0] = 3
    #expect(unsafe back.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } == place)
  }

  @Test("other things in the queue are handed on")
  func otherEvents() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let flags = Linux.SOF_TIMESTAMPING_SOFTWARE | Linux.SOF_TIMESTAMPING_TX_ACK | Linux.SOF_TIMESTAMPING_OPT_TSONLY
    try client.setOption(.SO_TIMESTAMPING, Linux.so_timestamping(flags: flags))
    var stamps = 0
    let sender = try ZeroCopySender(client) { entry in
      if case .transmitTimestamp(let stamp) = entry.event, stamp.stage == .acknowledged { stamps += 1 }
    }
    try sender.sendAll([1])
    #expect(try server.receive(upTo: 5) == [1])
    while stamps == 0 || sender.pendingCount > 0 {
      if try sender.takeBack(timeout: .seconds(5)) == nil {
        // The array came first
        #expect(sender.pendingCount == 0)
        if stamps == 0 { try sender.sendAll([2]) }
      }
    }
    #expect(stamps > 0)
  }

  @Test("a non-blocking socket takes a part; the rest goes later")
  func nonBlocking() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try client.setMode(.nonBlocking)
    let sender = try ZeroCopySender(client)
    var sent = 0
    let long = [UInt8](repeating: 9, count: 20_000_000)
    while let count = try sender.send(long, from: sent) { sent += count }
    #expect((1..<long.count).contains(sent))
    let error = failure { try sender.sendAll(long) }
    #expect(error?.kind == .wouldBlock)
    sent += error?.bytesSent ?? 0
    #expect(try server.receiveExactly(sent).count == sent)
    while sender.pendingCount > 0 { #expect(try sender.takeBack(timeout: .seconds(5))?.bytes == long) }
  }

  @Test("what may not be held in memory is copied, and the array given back like others")
  func lockedMemory() async {
    await #expect(processExitsWith: .success) {
      reportingErrors {
        // Who may lock any memory has no limit.
        if geteuid() == 0 { try #require(setuid(65_534) == 0) }
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        try #require(unsafe setrlimit(__rlimit_resource_t(__RLIMIT_MEMLOCK.rawValue), &none) == 0)
        let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
        let sender = try ZeroCopySender(client)
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        let receiving = Running { try server.receiveExactly(bytes.count) }
        try sender.sendAll(bytes)
        #expect(try receiving.value() == bytes, "other bytes")
        var count = 0
        while let sent = try sender.takeBack(timeout: .seconds(5)) {
          #expect(sent.wasCopied && sent.bytes == bytes, "\(sent.bytes.count) bytes")
          count += 1
        }
        #expect(count > 0 && sender.pendingCount == 0, "\(count) came back")
      }
    }
  }

  @Test("what the kernel has not done with stays as it is when the sender and the array are gone")
  func abandoned() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    try client.setMode(.nonBlocking)
    var sent = 0
    do {
      let sender = try ZeroCopySender(client)
      // More than the buffers of both ends hold.
      let bytes = (0..<20_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
      while let count = try sender.send(bytes, from: sent) { sent += count }
      #expect(sender.pendingCount > 0)
    }
    // Whoever gets that memory now would change what is sent.
    let others = [UInt8](repeating: 0xFF, count: 20_000_000)
    let received = try server.receiveExactly(sent)
    #expect(others.last == 0xFF && received.count == sent)
    #expect(received.indices.allSatisfy { received[$0] == UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) })
  }

  @Test("sockets of other protocols, and one that somebody else counts on, are refused")
  func refused() throws {
    let datagrams = try Socket(.inet, .datagram)
    #expect(failure { _ = try ZeroCopySender(datagrams) }?.kind == .invalidArgument)
    let socket = try Socket(.inet, .stream)
    let sender = try ZeroCopySender(socket)
    #expect(failure { _ = try ZeroCopySender(socket) }?.description.contains("SO_ZEROCOPY") == true)
    #expect(sender.pendingCount == 0)
    #expect(failure { _ = try ZeroCopySender(Socket.pair().0) }?.kind == .invalidArgument)
  }
}

@Suite("What is sent without a copy and not done yet")
struct PendingSendsTests {
  func done(_ first: UInt32, _ last: UInt32, copied: Bool = false) -> ErrorQueue.ZeroCopyCompletion {
    ErrorQueue.ZeroCopyCompletion(first: first, last: last, wasCopied: copied)
  }

  @Test(
    "ranges over the end of the count, in any order, of what is there or not", arguments: [0, .max - 2, 7] as [UInt32])
  func ranges(first: UInt32) {
    var sends = PendingSends(firstNumber: first)
    for byte in 0..<6 as Range<UInt8> { sends.append([byte]) }
    #expect(sends.count == 6 && sends.next() == nil)
    sends.complete(done(first &+ 1, first &+ 2, copied: true))
    #expect(sends.next() == nil)
    // Numbers of no call
    sends.complete(done(first &+ 6, first &+ 900))
    sends.complete(done(first &- 5, first &- 1))
    #expect(sends.next() == nil)
    sends.complete(done(first, first))
    #expect((0..<3).map { _ in sends.next() }.map { [$0?.bytes.first] } == [[0], [1], [2]])
    #expect(sends.next() == nil && sends.count == 3)
    // A range that begins with what is gone already
    sends.complete(done(first, first &+ 3, copied: true))
    #expect(sends.next() == ZeroCopySender.Sent(bytes: [3], wasCopied: true))
    #expect(sends.next() == nil)
    sends.append([6])
    sends.complete(done(first &+ 4, first &+ 6))
    #expect((0..<4).map { _ in sends.next()?.bytes } == [[4], [5], [6], nil])
    #expect(sends.count == 0)
  }

  @Test("many calls, a few at a time: as a list of numbers would have it")
  func random() {
    var generator = SystemRandomNumberGenerator()
    var sends = PendingSends(firstNumber: .max - 2000)
    var (model, next): ([(number: UInt32, isDone: Bool)], UInt32) = ([], .max - 2000)
    for _ in 0..<5000 {
      if Bool.random(using: &generator) || model.isEmpty {
        sends.append([UInt8(truncatingIfNeeded: next)])
        model.append((next, false))
        next &+= 1
      } else {
        let first = Int.random(in: 0..<model.count, using: &generator)
        let last = Int.random(in: first..<model.count, using: &generator)
        sends.complete(done(model[first].number, model[last].number))
        for index in first...last { model[index].isDone = true }
      }
      while let sent = sends.next() {
        #expect(model.first.map { $0.isDone && UInt8(truncatingIfNeeded: $0.number) == sent.bytes[0] } == true)
        model.removeFirst()
      }
      #expect(model.first?.isDone != true && sends.count == model.count)
    }
  }
}

@Suite("Receiving by mapping")
struct MappedReceiverTests {
  /// What a receiver gets of what `send` sends.
  func received(_ count: Int, _ send: @escaping @Sendable (Socket) throws -> Void) throws -> (MappedReceiver, [UInt8]) {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let sending = Running {
      try send(client)
      try client.shutdown(.writing)
    }
    let receiver = try MappedReceiver(server)
    var bytes: [UInt8] = []
    while true {
      let part = try receiver.receive { bytes in
        (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
      }
      guard let part, !part.isEmpty else { break }
      bytes += part
    }
    try sending.value()
    #expect(receiver.mappedByteCount + receiver.copiedByteCount == bytes.count)
    return (receiver, bytes)
  }

  @Test("what was sent without a copy is mapped, and what was sent otherwise is copied: the bytes are the same")
  func both() throws {
    let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 256) }
    let (copier, copied) = try received(bytes.count) { try $0.sendAll(bytes) }
    #expect(copied == bytes && copier.copiedByteCount > 0)
    let (mapper, mapped) = try received(bytes.count) { socket in
      let sender = try ZeroCopySender(socket)
      try sender.sendAll(bytes)
      while sender.pendingCount > 0 { _ = try sender.takeBack(timeout: .seconds(5)) }
    }
    #expect(mapped == bytes && mapper.mappedByteCount > 0)
  }

  @Test("modes are kept, and the end of the stream is told again and again")
  func modes() throws {
    let (client, server) = try connectedPair(at: .inet(.loopback, port: 0))
    let receiver = try MappedReceiver(server, byteCount: 1)
    try server.setMode(.nonBlocking)
    #expect(try receiver.receive { $0.byteCount } == nil)
    try server.setMode(.timeout(.milliseconds(20)))
    #expect(failure { _ = try receiver.receive { $0.byteCount } }?.cause == .timedOut)
    try server.setMode(.blocking)
    let sending = Running {
      pause(20)
      try client.sendAll([1, 2, 3])
      try client.close()
    }
    #expect(try receiver.receive { $0.byteCount } == 3)
    try sending.value()
    #expect(try receiver.receive { $0.byteCount } == 0)
    #expect(try receiver.receive { $0.byteCount } == 0)
    try server.close()
    #expect(failure { _ = try receiver.receive { $0.byteCount } }?.cause == .closed)
  }

  @Test("other sockets and sizes that can't be are refused")
  func refused() throws {
    #expect(failure { _ = try MappedReceiver(Socket.pair().0) }?.errno == Errno(rawValue: ENODEV))
    let socket = try Socket(.inet, .stream)
    for count in [0, -5, 1 << 40] {
      #expect(failure { _ = try MappedReceiver(socket, byteCount: count) }?.description.contains("\(count)") == true)
    }
  }
}
