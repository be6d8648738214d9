// UDP datagrams that go out as one message, which the kernel cuts: those of a batch that follow each other to one address
// with one size. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

extension BatchMemory {
  /// How many bytes the control message takes that has the kernel cut a message.
  static var cutSize: Int { ControlBuffer.space(for: MemoryLayout<UInt16>.size) }

  /// Sends the datagrams of a range, each run of them as one message: returns how many datagrams went out.
  func sendRuns(
    _ descriptor: CInt, _ range: Range<Int>, _ controls: [ControlBuffer], _ flags: MessageFlags
  ) throws(Errno) -> Int {
    prepareToSend(range, controls)
    var (count, next) = (0, range.lowerBound)
    while next < range.upperBound {
      let run = run(next..<range.upperBound, controls)
      prepare(run, as: count)
      (count, next) = (count + 1, run.upperBound)
    }
    do {
      let sent = Int(try checked(unsafe sendmmsg(descriptor, runs, UInt32(count), flags.rawValue)))
      return sent == count ? range.count : lengthOfRuns(sent, range, controls)
    } catch {
      // The kernel does not cut datagrams that the path's MTU would have it cut further, nor without checksums, nor
      // through IPsec. It sends them one by one, if they can be sent at all.
      guard [.messageTooLong, .invalidArgument, .ioError].contains(error),
        case let length = lengthOfRuns(1, range, controls), length > 1
      else { throw error }
      return try send(descriptor, range.prefix(length), controls, flags)
    }
  }

  /// The datagrams from the first of a range on that can go out as one message.
  private func run(_ range: Range<Int>, _ controls: [ControlBuffer]) -> Range<Int> {
    let first = range.lowerBound
    let size = byteCount(of: first)
    func isAlone(_ index: Int) -> Bool { !controls.isEmpty && controls[index].byteCount > 0 }
    guard 1...Socket.maximumUDPMessage ~= size, !isAlone(first) else { return range.prefix(1) }
    let most = range.prefix(min(Socket.maximumSegments, Socket.maximumUDPMessage / size))
    var end = first + 1
    while end < most.upperBound {
      let next = byteCount(of: end)
      guard 1...size ~= next, !isAlone(end), haveSameAddress(first, end) else { break }
      end += 1
      // Only the last one may be shorter.
      if next < size { break }
    }
    return first..<end
  }

  /// How many datagrams there are in the first runs of a range.
  private func lengthOfRuns(_ count: Int, _ range: Range<Int>, _ controls: [ControlBuffer]) -> Int {
    var end = range.lowerBound
    for _ in 0..<count { end = run(end..<range.upperBound, controls).upperBound }
    return end - range.lowerBound
  }

  /// Makes the header of the first datagram that of all in the run.
  private func prepare(_ run: Range<Int>, as index: Int) {
    let header = unsafe runs + index
    unsafe header.pointee = self.header(run.lowerBound).pointee
    guard run.count > 1 else { return }
    let size = byteCount(of: run.lowerBound)
    if size == byteCapacity {
      // Those that fill their room lie side by side: the kernel takes one piece faster than many.
      let last = byteCount(of: run.upperBound - 1)
      unsafe vectors[run.lowerBound].iov_len = .init((run.count - 1) * size + last)
    } else {
      unsafe header.pointee.msg_hdr.msg_iovlen = .init(run.count)
    }
    let data: InlineArray<1, UInt16> = [UInt16(size)]
    let kind = ControlMessageKind.segmentSize
    let cut = unsafe cuts + index * Self.cutSize
    var span = unsafe MutableRawSpan(_unsafeStart: cut, byteCount: Self.cutSize)
    unsafe span.storeControlMessage(kind.level, kind.type, data.span.bytes)
    unsafe header.pointee.msg_hdr.msg_control = cut
    unsafe header.pointee.msg_hdr.msg_controllen = .init(Self.cutSize)
  }
}
