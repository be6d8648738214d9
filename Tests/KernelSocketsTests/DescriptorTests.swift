import Foundation
import KernelSockets
import Testing

/// How many descriptors of this process stand for the file that one stands for. Other tests open others meanwhile.
func openDescriptors(of descriptor: FileDescriptor) throws -> Int {
  func file(_ number: CInt) -> [UInt]? {
    var information = stat()
    guard unsafe fstat(number, &information) == 0 else { return nil }
    return [UInt(information.st_dev), UInt(information.st_ino)]
  }
  let wanted = try #require(file(descriptor.rawValue))
  return (0..<2000).count { file($0) == wanted }
}

func openDescriptors(of name: String) -> Int {
  let folder = "/proc/self/fd"
  let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return descriptors.count { (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == name }
}

/// Runs a program as posix_spawn(3) does, with every descriptor that is not closed on exec, and returns its exit status.
private func spawn(_ arguments: String...) throws -> Int32 {
  var vector = unsafe arguments.map { unsafe strdup($0) } + [nil]
  defer { unsafe vector.forEach { unsafe free($0) } }
  var process: pid_t = 0
  guard unsafe posix_spawn(&process, vector[0]!, nil, nil, &vector, nil) == 0 else { throw ProgramFailed(status: -1) }
  var status: Int32 = 0
  guard unsafe waitpid(process, &status, 0) == process else { throw ProgramFailed(status: -1) }
  return status >> 8 & 0xFF
}

@Suite("Descriptors: passed, duplicated, inherited", .serialized)
struct DescriptorTests {
  @Test("a descriptor that was sent is the same file, closed on exec, and the receiver's own")
  func pass() throws {
    let (left, right) = try Socket.pair()
    let (reader, writer) = try FileDescriptor.pipe()
    #expect(try left.sendDescriptors([reader, writer], with: "two".utf8) == 3)
    try reader.close()
    let (descriptors, bytes, message) = try right.receiveDescriptors(upTo: 5, with: 10)
    #expect(String(bytes) == "two" && !message.isControlTruncated && descriptors.count == 2)
    let flags = fcntl(try #require(descriptors[0].fileDescriptor).rawValue, F_GETFD)
    #expect(flags & FD_CLOEXEC != 0)
    try writer.writeAll([7])
    try writer.close()
    let received = try #require(descriptors[0].take())
    #expect(descriptors[0].take() == nil)
    var buffer: [UInt8] = [0, 0]
    #expect(unsafe try buffer.withUnsafeMutableBytes { unsafe try received.read(into: $0) } == 1)
    #expect(buffer[0] == 7)
    descriptors[1].close()
    #expect(unsafe try buffer.withUnsafeMutableBytes { unsafe try received.read(into: $0) } == 0)
    try received.close()
  }

  @Test("what nobody takes is closed: left in the buffer, cut off, or never asked for")
  func untaken() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    let (file, other) = try FileDescriptor.pipe()
    defer {
      try? file.close()
      try? other.close()
    }
    let before = try openDescriptors(of: file)
    for count in [1, 2, 3, 64, 253] {
      for room in [0, 1, 2, 3, 64, 253] {
        try left.sendDescriptors([FileDescriptor](repeating: file, count: count), with: [1])
        do {
          let (descriptors, _, message) = try right.receiveDescriptors(upTo: room, with: 1)
          #expect(descriptors.count == min(count, room))
          #expect(message.isControlTruncated == (count > room))
        }
        #expect(try openDescriptors(of: file) == before)

        try left.sendDescriptors([FileDescriptor](repeating: file, count: count), with: [1])
        do {
          let control = ControlBuffer(capacity: ControlBuffer.space(for: room * 4))
          _ = try right.receiveMessage(upTo: 1, control: control)
          if room > 0 { #expect(try openDescriptors(of: file) > before) }
        }
        #expect(try openDescriptors(of: file) == before)

        try left.sendDescriptors([FileDescriptor](repeating: file, count: count), with: [1])
        #expect(try right.receiveFrom(upTo: 1).bytes == [1])
        #expect(try openDescriptors(of: file) == before)
      }
    }
  }

  @Test("the sender's process comes as a descriptor, and is closed if nobody takes it")
  func processDescriptor() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    guard isKnown("SO_PASSPIDFD", { try right.setOption(.SO_PASSPIDFD, true) }) else { return }
    let before = openDescriptors(of: "anon_inode:[pidfd]")
    let control = ControlBuffer(for: [.bytes(4)])
    for isTaken in [true, false] {
      try left.sendAll([1])
      let (_, message) = try right.receiveMessage(upTo: 1, control: control)
      #expect(!message.isControlTruncated && control.takeDescriptors().isEmpty)
      #expect(openDescriptors(of: "anon_inode:[pidfd]") == before + 1)
      guard isTaken else { continue }
      let process = try #require(control.takeProcessDescriptor())
      #expect(control.takeProcessDescriptor() == nil)
      let number = try #require(process.fileDescriptor).rawValue
      #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
      let about = try String(contentsOfFile: "/proc/self/fdinfo/\(number)", encoding: .utf8)
      #expect(about.contains("Pid:\t\(getpid())\n"))
    }
    control.removeAll()
    #expect(openDescriptors(of: "anon_inode:[pidfd]") == before)

    // Beside descriptors that are received, it is closed.
    try left.sendDescriptors([.standardInput], with: [1])
    let (descriptors, _, message) = try right.receiveDescriptors(upTo: 8, with: 1)
    #expect(descriptors.count == 1 && !message.isControlTruncated)
    let number = try #require(descriptors[0].fileDescriptor).rawValue
    #expect("\(descriptors[0])" == "descriptor \(number)")
    descriptors[0].close()
    #expect("\(descriptors[0])" == "no descriptor")
    #expect(openDescriptors(of: "anon_inode:[pidfd]") == before)
  }

  @Test("bad descriptors, too many, and none of the bytes that carry them are refused")
  func refused() throws {
    let (left, _) = try Socket.pair()
    #expect(
      failure { try left.sendDescriptors([FileDescriptor(rawValue: 9999)], with: [1]) }?.errno == .badFileDescriptor)
    let many = failure {
      try left.sendDescriptors([FileDescriptor](repeating: .standardInput, count: 254), with: [1])
    }
    #expect(many?.kind == .invalidArgument && many?.description.contains("253") == true)
    #expect(failure { try left.sendDescriptors([.standardInput], with: []) }?.kind == .invalidArgument)
  }

  @Test("a received socket is taken over; what is no socket stays where it was")
  func adoptReceived() throws {
    let (left, right) = try Socket.pair()
    let (passed, peer) = try Socket.pair(.unix, .datagram)
    try left.sendDescriptors([try #require(passed.fileDescriptor), .standardInput], with: [1])
    let (descriptors, _, _) = try right.receiveDescriptors(upTo: 2, with: 1)
    let socket = try Socket(adopting: descriptors[0])
    #expect(socket.type == .datagram && descriptors[0].fileDescriptor == nil)
    try peer.sendAll([5])
    #expect(try socket.receive(upTo: 3) == [5])
    #expect(failure { _ = try Socket(adopting: descriptors[1]) }?.errno == .notSocket)
    #expect(descriptors[1].fileDescriptor != nil)
    #expect(failure { _ = try Socket(adopting: descriptors[0]) }?.cause == .closed)
  }

  @Test("a duplicate is the same socket with a descriptor of its own")
  func duplicate() throws {
    let (left, right) = try Socket.pair(.unix, .stream, mode: .timeout(.seconds(5)))
    let copy = try left.duplicate()
    #expect(copy.fileDescriptor != left.fileDescriptor && copy.mode == left.mode)
    try left.close()
    try copy.sendAll([1])
    #expect(try right.receive(upTo: 5) == [1])
    let number = try #require(copy.fileDescriptor)
    let third = try Socket(duplicating: number)
    #expect(third.family == .unix && third.type == .stream && third.mode == .nonBlocking)
    try copy.close()
    try third.sendAll([2])
    #expect(try right.receive(upTo: 5) == [2])
    try third.close()
    #expect(try right.receive(upTo: 5) == [])
    #expect(failure { _ = try Socket(duplicating: FileDescriptor(rawValue: 9999)) }?.errno == .badFileDescriptor)
    let before = try openDescriptors(of: .standardInput)
    #expect(failure { _ = try Socket(duplicating: .standardInput) }?.errno == .notSocket)
    #expect(try openDescriptors(of: .standardInput) == before)
  }

  @Test("children inherit a socket only if they are let")
  func inheritance() throws {
    let (left, right) = try Socket.pair()
    #expect(try left.isInheritable == false && right.isInheritable == false)
    try left.setInheritable(true)
    #expect(try left.isInheritable)
    for (socket, expected) in [(left, true), (right, false)] {
      let number = try #require(socket.fileDescriptor).rawValue
      #expect(try spawn("/usr/bin/test", "-e", "/proc/self/fd/\(number)") == (expected ? 0 : 1))
    }
    try left.setInheritable(false)
    #expect(try left.isInheritable == false)
    try left.close()
    #expect(failure { try left.setInheritable(true) }?.cause == .closed)
  }
}
