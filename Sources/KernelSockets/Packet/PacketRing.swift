/// Memory that the kernel fills with the frames of a packet socket: no system call and no copy for each of them.
///
/// ```swift
/// let socket = try Socket(.packet, .raw)
/// let ring = try PacketRing(socket)
/// try socket.bind(to: .packet(interface: "eth0", protocol: .ETH_P_ALL))
/// while true {
///   try ring.receive { frame, bytes in print(frame.length, frame.address) }
/// }
/// ```
///
/// The ring is of blocks, which the kernel hands over when they are full, or after a time. If nobody reads, and all
/// blocks are full, frames are dropped: ``SocketOption/PACKET_STATISTICS`` counts them. It is `PACKET_RX_RING` in version `TPACKET_V3`, see Documentation/networking/packet_mmap.rst.
///
/// For one thread at a time.
public final class PacketRing {
  /// The socket whose frames these are.
  public let socket: Socket

  private let memory: MappedMemory
  private let blockByteCount: Int
  private let blockCount: Int
  private var nextBlock = 0

  /// Gives a packet socket a ring, for what comes from now on.
  ///
  /// - Parameters:
  ///   - socket: A socket of the family `AF_PACKET`.
  ///   - blockCount: How many blocks there are.
  ///   - blockByteCount: How many bytes each has: a multiple of the page's size. No frame can be longer.
  ///   - retireTime: After how long a block is handed over that is not full; whole milliseconds.
  /// - Throws: ``SocketError`` with the errno: `EINVAL` if the numbers can't be, `ENOMEM` if there is no memory,
  ///   `EBUSY` if the socket has a ring.
  public init(
    _ socket: Socket, blockCount: Int = 16, blockByteCount: Int = 1 << 18, retireTime: Duration = .milliseconds(20)
  ) throws(SocketError) {
    guard let bytes = UInt32(exactly: blockByteCount), let blocks = UInt32(exactly: blockCount),
      case let (frames, overflow) = (bytes / Self.frameUnit).multipliedReportingOverflow(by: blocks), !overflow
    else {
      throw SocketError(
        "PACKET_RX_RING", .invalidArgument("\(blockCount) blocks of \(blockByteCount) bytes can't be counted"))
    }
    let waitingTime = try Socket.Mode.timeout(retireTime).waitingTime(for: "PACKET_RX_RING")
    try socket.setOption(.PACKET_VERSION, Linux.TPACKET_V3)
    try socket.setOption(
      .PACKET_RX_RING,
      Linux.tpacket_req3(
        tp_block_size: bytes, tp_block_nr: blocks, tp_frame_size: Self.frameUnit, tp_frame_nr: frames,
        tp_retire_blk_tov: UInt32(clamping: waitingTime / 1_000_000)))
    memory = try socket.withDescriptor("mmap") { descriptor throws(SocketError) -> MappedMemory in
      do throws(Errno) {
        return try MappedMemory(descriptor, byteCount: blockByteCount * blockCount)
      } catch {
        throw SocketError("mmap", .errno(error))
      }
    }
    self.socket = socket
    self.blockCount = blockCount
    self.blockByteCount = blockByteCount
  }

  /// The kernel wants to know how many frames of one size there would be; in this version they have any size.
  private static let frameUnit: UInt32 = 2048

  /// Calls `body` with each frame of the next block, then gives the block back. Waits for a block, by poll(2), as the
  /// socket's mode allows.
  ///
  /// - Parameter body: Gets what is known of a frame, and its bytes where they lie in the ring.
  /// - Returns: How many frames there were; `nil` if no block is ready and the socket is non-blocking.
  /// - Throws: ``SocketError`` with the errno, such as `ENETDOWN`, with ``SocketError/Cause/timedOut`` or
  ///   ``SocketError/Cause/closed``.
  @discardableResult
  public func receive(_ body: (Frame, RawSpan) -> Void) throws(SocketError) -> Int? {
    var hasWaited = false
    return try socket.call("receive", .reading, deadline: socket.memoryDeadline) { _ throws(Errno) in
      // A block is handed over empty if the next frame did not fit.
      while let count = readBlock(body) { if count > 0 { return count } }
      if hasWaited, let code = try? socket.option(.SO_ERROR), code != 0 { throw Errno(rawValue: code) }
      hasWaited = true
      throw .resourceTemporarilyUnavailable
    }
  }

  /// Reads the next block; `nil` if it is still the kernel's.
  private func readBlock(_ body: (Frame, RawSpan) -> Void) -> Int? {
    let start = nextBlock * blockByteCount
    guard memory.loadAcquiring(at: start + Self.statusOffset) & UInt32(Linux.TP_STATUS_USER) != 0 else { return nil }
    let count = memory.withBytes(start..<start + blockByteCount) { block in
      let header = Linux.tpacket_block_desc(reading: block, at: 0).hdr
      var offset = Int(header.offset_to_first_pkt)
      for _ in 0..<header.num_pkts {
        let frame = Frame(reading: block, at: offset)
        let first = offset + Int(frame.header.tp_mac)
        body(frame, block.extracting(first..<first + Int(frame.header.tp_snaplen)))
        offset += Int(frame.header.tp_next_offset)
      }
      return Int(header.num_pkts)
    }
    memory.storeReleasing(UInt32(Linux.TP_STATUS_KERNEL), at: start + Self.statusOffset)
    nextBlock = (nextBlock + 1) % blockCount
    return count
  }

  /// Where a block says whose it is: the first word of `hdr`, behind two others.
  private static let statusOffset = Linux.tpacket_block_desc.size - Linux.tpacket_hdr_v1.size
}

extension PacketRing {
  /// What is known of a frame in a ring.
  public struct Frame: Sendable {
    /// The frame's entry in the ring: time stamp, lengths, VLAN, flags.
    public let header: Linux.tpacket3_hdr
    /// Where the frame came from: `struct sockaddr_ll`.
    public let link: Linux.sockaddr_ll

    /// How many bytes the frame had on the wire; in the ring may be fewer, where a filter says so.
    public var length: Int { Int(header.tp_len) }

    /// When it came, since 1970 began, by the clock of the whole machine.
    public var time: Duration { .seconds(Int64(header.tp_sec)) + .nanoseconds(Int64(header.tp_nsec)) }

    /// Interface, protocol, packet type and the sender's hardware address.
    public var address: PacketAddress? { SocketAddress(link).packet }

    init(reading block: RawSpan, at offset: Int) {
      header = Linux.tpacket3_hdr(reading: block, at: offset)
      let unit = Int(Linux.TPACKET_ALIGNMENT)
      let start = offset + (Linux.tpacket3_hdr.size + unit - 1) / unit * unit
      var link = Linux.sockaddr_ll(reading: block, at: start)
      // Behind the address lies what was there before.
      for index in link.sll_addr.indices.dropFirst(Int(link.sll_halen)) { link.sll_addr[index] = 0 }
      self.link = link
    }
  }
}
