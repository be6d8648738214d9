import Foundation
import KernelSockets
import Testing

@Suite("Whatever has a descriptor is sent; who the peer is")
struct DescriptorHolderTests {
  @Test("sockets, received descriptors, files and numbers go in one message")
  func mixed() throws {
    let (left, right) = try Socket.pair()
    let (socket, peer) = try Socket.pair()
    let (reader, writer) = try FileDescriptor.pipe()
    let owned = OwnedFileDescriptor(owning: reader)
    #expect(try left.sendDescriptors([socket, owned, writer, writer.rawValue], with: "four".utf8) == 4)
    let (descriptors, bytes, _) = try right.receiveDescriptors(upTo: 10, with: 10)
    #expect(String(bytes) == "four" && descriptors.count == 4)
    try Socket(adopting: descriptors[0]).sendAll([1])
    #expect(try peer.receive(upTo: 5) == [1])
    for index in [2, 3] { try #require(descriptors[index].fileDescriptor).writeAll([UInt8(index)]) }
    var buffer: [UInt8] = [0, 0]
    let count = unsafe try buffer.withUnsafeMutableBytes {
      unsafe try #require(descriptors[1].fileDescriptor).read(into: $0)
    }
    #expect(count == 2 && buffer == [2, 3])
    // What was sent stays the sender's.
    #expect(owned.fileDescriptor == reader && !socket.isClosed)
    try writer.close()
  }

  @Test("what is closed, taken, no descriptor or too much is refused, and nothing is sent")
  func refused() throws {
    let (left, right) = try Socket.pair(mode: .nonBlocking)
    let (closed, open) = try Socket.pair()
    try closed.close()
    #expect(failure { try left.sendDescriptors([open, closed], with: [1]) }?.cause == .closed)
    let owned = OwnedFileDescriptor(owning: unsafe try FileDescriptor.open("/dev/null", .readOnly))
    owned.close()
    #expect(failure { try left.sendDescriptors([owned, open], with: [1]) }?.cause == .closed)
    for number in [9999, -1, .max] {
      #expect(failure { try left.sendDescriptors([open, number], with: [1]) }?.errno == .badFileDescriptor)
    }
    let many = [any FileDescriptorHolder](repeating: open, count: 254)
    #expect(failure { try left.sendDescriptors(many, with: [1]) }?.description.contains("254") == true)
    #expect(failure { _ = try right.receive(upTo: 10) }?.kind == .wouldBlock)
  }

  /// Has no descriptor to give.
  struct Nothing: FileDescriptorHolder {
    struct Reason: Error, CustomStringConvertible { let description = "out of order" }

    func withFileDescriptor<Result>(_ body: (FileDescriptor) throws -> Result) throws -> Result { throw Reason() }
  }

  @Test("what keeps another holder from giving its descriptor is told, and nothing is sent")
  func others() throws {
    let (left, right) = try Socket.pair(mode: .nonBlocking)
    let error = failure { try left.sendDescriptors([left, Nothing()], with: [1]) }
    #expect(error?.kind == .invalidArgument && error?.description.contains("out of order") == true)
    #expect(failure { _ = try right.receive(upTo: 10) }?.kind == .wouldBlock)
  }

  @Test("the peer's process, user, group and further groups")
  func credentials() throws {
    let (left, _) = try Socket.pair()
    let peer = try left.option(.SO_PEERCRED)
    #expect(peer.pid == getpid() && peer.uid == getuid() && peer.gid == getgid())
    var groups = [gid_t](repeating: 0, count: 1000)
    let count = unsafe getgroups(1000, &groups)
    #expect(try left.option(.SO_PEERGROUPS) == groups.prefix(Int(count)).map { UInt32($0) })
  }

  @Test("the peer's process as a descriptor, closed on exec; an error without a peer")
  func process() throws {
    let (left, _) = try Socket.pair()
    guard isKnown("SO_PEERPIDFD", { _ = try left.peerProcess() }) else { return }
    let process = try left.peerProcess()
    let number = try #require(process.fileDescriptor).rawValue
    #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
    let about = try String(contentsOfFile: "/proc/self/fdinfo/\(number)", encoding: .utf8)
    #expect(about.contains("Pid:\t\(getpid())\n"))
    #expect(failure { _ = try Socket(.unix, .stream).peerProcess() }?.errno == Errno(rawValue: ENODATA))
    #expect(failure { _ = try Socket(.inet, .stream).peerProcess() }?.errno != nil)
  }
}
