import Foundation
import KernelSockets
import Testing

@Suite("Descriptors, cut at every length", .serialized)
struct DescriptorTruncationTests {
  /// The rooms for so many descriptors: from none to all of it and a word more. For most counts that are neither small
  /// nor almost the greatest, every fifth between the ends, beginning with another one each time.
  func rooms(for count: Int) -> [Int] {
    let whole = ControlBuffer.space(for: 4 * count)
    return (0...whole + 8).filter { room in
      !(65...249).contains(count) || !(24...whole - 8).contains(room) || (room + count).isMultiple(of: 5)
    }
  }

  @Test("1 to 253 descriptors, in rooms of every length: whole ones only, the flag right, none left open")
  func everyLength() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    let (file, other) = try FileDescriptor.pipe()
    defer {
      try? file.close()
      try? other.close()
    }
    let before = try openDescriptors(of: file)
    var wrong: [String] = []
    for count in 1...Socket.maximumDescriptors {
      let sent = [FileDescriptor](repeating: file, count: count)
      for capacity in rooms(for: count) {
        try left.sendDescriptors(sent, with: [1])
        let control = ControlBuffer(capacity: capacity)
        var byte: [UInt8] = [0]
        let message = try right.receiveMessage(into: &byte, control: control)
        let fitting = max(0, min(count, (capacity - ControlBuffer.length(for: 0)) / 4))
        let filled = control.first { $0.type == .SCM_RIGHTS }?.byteCount ?? 0
        // Every other time, what came is left for the buffer to close.
        let taken = capacity.isMultiple(of: 2) ? control.takeDescriptors().count : fitting
        if filled != 4 * fitting || taken != fitting || message?.isControlTruncated != (fitting < count) || byte != [1]
        {
          wrong.append("\(count) in \(capacity)")
        }
      }
      if try openDescriptors(of: file) != before { wrong.append("\(count): some are left open") }
    }
    #expect(wrong == [])
  }

  @Test("with credentials before them, cut at every length, as far as they came")
  func behindOthers() throws {
    let (left, right) = try Socket.pair(.unix, .datagram)
    try right.setOption(.SO_PASSCRED, true)
    let (file, other) = try FileDescriptor.pipe()
    defer {
      try? file.close()
      try? other.close()
    }
    let before = try openDescriptors(of: file)
    let whole = ControlBuffer.space(for: Linux.ucred.size)
    for capacity in 0...whole + ControlBuffer.space(for: 20) + 8 {
      try left.sendDescriptors([FileDescriptor](repeating: file, count: 5), with: [1])
      let control = ControlBuffer(capacity: capacity)
      let (_, message) = try right.receiveMessage(upTo: 1, control: control)
      // Credentials come first, then descriptors in what is left.
      let fitting = max(0, min(5, (capacity - whole - ControlBuffer.length(for: 0)) / 4))
      #expect(control.takeDescriptors().count == fitting, "\(capacity)")
      #expect(message.isControlTruncated == (fitting < 5), "\(capacity)")
      #expect((control.first(.credentials) != nil) == (capacity >= ControlBuffer.length(for: 12)), "\(capacity)")
      #expect(try openDescriptors(of: file) == before, "\(capacity)")
    }
  }
}
