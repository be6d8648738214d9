import KernelSockets

extension Rounds {
  /// Descriptors: passed on, taken or left; duplicated, given away and adopted.
  mutating func descriptors(_ round: Int, _ mode: Socket.Mode) throws {
    let (left, right) = try pair(round.isMultiple(of: 2) ? .stream : .datagram, mode)
    let (first, second) = try pair(.stream, mode)
    let count = 1 + round % 5
    try first.withFileDescriptor { descriptor in
      check(
        try untilDone { try left.sendDescriptors([FileDescriptor](repeating: descriptor, count: count), with: [7]) }, 1)
    }
    let (descriptors, bytes, message) = try untilDone { try right.receiveDescriptors(upTo: 3, with: 1) }
    check(bytes, [7])
    check(descriptors.count, min(count, 3))
    check(message.isControlTruncated, count > 3)
    guard round.isMultiple(of: 3) else { return }

    let adopted = try Socket(adopting: descriptors[0])
    // A descriptor tells whether it waits, not for how long.
    try adopted.setMode(mode)
    let copy = try untilDone { try adopted.duplicate() }
    let again = try Socket(adopting: try adopted.detach())
    try again.setMode(mode)
    try first.close()
    check(try untilDone { try again.send([1]) }, 1)
    check(try untilDone { try copy.send([2]) }, 1)
    check(try untilDone { try second.receive(upTo: 2, flags: .MSG_WAITALL) }.first, 1)
    try again.close()
    try again.close()
  }
}
