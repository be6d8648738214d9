/// Frames from and to one queue of a network interface, past the kernel's network stack: they go through memory that is
/// shared with the kernel. `AF_XDP`, Documentation/networking/af_xdp.rst.
///
/// ```swift
/// let xdp = try XDPSocket(interface: "eth0")
/// try xdp.receive { frame in print(frame.byteCount) }
/// try xdp.send(frame)
/// ```
///
/// It works with any driver, since the kernel copies frames into the memory and out of it (`XDP_COPY`); a frame that is
/// received does not reach other programs. Memory without copies, shared memory and frames in several pieces are left to
/// programs of their own: their options, structures and addresses are there, see ``SocketOption/XDP_UMEM_REG`` and
/// ``XDPAddress``.
///
/// For one thread at a time. Who opens one needs the rights `CAP_NET_RAW`, `CAP_NET_ADMIN` and `CAP_BPF`.
public final class XDPSocket {
  /// The socket, for its options, such as ``SocketOption/XDP_STATISTICS``, and to wait for it.
  public let socket: Socket
  /// How many bytes a frame can have that is sent. One that is received has up to 256 fewer.
  public let frameByteCount: Int

  /// Frames to receive, and as many to send behind them.
  private let memory: MappedMemory
  private let frameCount: Int
  private var fillRing: XDPRing<UInt64>
  private var receiveRing: XDPRing<Linux.xdp_desc>
  private var sendRing: XDPRing<Linux.xdp_desc>
  private var completionRing: XDPRing<UInt64>
  /// Where the frames lie that can be sent next.
  private var free: [UInt64]
  private let program: XDPProgram?

  /// Opens a socket for a queue of an interface.
  ///
  /// - Parameters:
  ///   - interface: The interface's name.
  ///   - queue: The queue's number.
  ///   - frameCount: How many frames there is room for in each direction: a power of two.
  ///   - frameByteCount: How many bytes there are for each: a power of two, from 2048 to the page's size.
  ///   - receives: Whether to take the queue's frames away from the network stack. Without, it only sends.
  ///   - mode: What ``receive(_:)`` does when there is no frame.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if the numbers can't be, with
  ///   ``SocketError/AddressProblem/unknownInterface``, or with the errno: `EINVAL` if the interface has no such queue,
  ///   `EBUSY` if another socket has it or another program sees the interface's frames, `ENOBUFS` if no more memory may
  ///   be locked (`RLIMIT_MEMLOCK`), `ENOSYS` to receive with a library that was built with headers older than Linux 5.9.
  public init(
    interface: String, queue: UInt32 = 0, frameCount: Int = 256, frameByteCount: Int = 2048, receives: Bool = true,
    mode: Socket.Mode = Socket.defaultMode
  ) throws(SocketError) {
    try Self.check("number of frames", frameCount, 1...1 << 20)
    try Self.check("size of a frame", frameByteCount, 2048...65536)
    let address = try SocketAddress.xdp(interface: interface, queue: queue, flags: .copying)
    let socket = try Socket(.xdp, .raw, mode: mode)
    let half = frameCount * frameByteCount
    let memory = try Self.make("mmap") { () throws(Errno) in try MappedMemory(byteCount: 2 * half) }
    try socket.setOption(
      .XDP_UMEM_REG,
      Linux.xdp_umem_reg(addr: memory.address, len: UInt64(2 * half), chunk_size: UInt32(frameByteCount)))
    let entries = UInt32(frameCount)
    for option: SocketOption<Int32> in [
      .XDP_UMEM_FILL_RING, .XDP_UMEM_COMPLETION_RING, .XDP_RX_RING, .XDP_TX_RING,
    ] {
      try socket.setOption(option, Int32(frameCount))
    }
    let offsets = try socket.option(.XDP_MMAP_OFFSETS)
    func ring<Entry>(
      _ page: UInt64, _ offsets: Linux.xdp_ring_offset
    ) throws(SocketError) -> XDPRing<Entry> {
      try socket.withDescriptor("mmap") { descriptor throws(SocketError) in
        try Self.make("mmap") { () throws(Errno) in try XDPRing(descriptor, count: entries, at: page, offsets) }
      }
    }
    fillRing = try ring(Linux.XDP_UMEM_PGOFF_FILL_RING, offsets.fr)
    completionRing = try ring(Linux.XDP_UMEM_PGOFF_COMPLETION_RING, offsets.cr)
    receiveRing = try ring(UInt64(Linux.XDP_PGOFF_RX_RING), offsets.rx)
    sendRing = try ring(UInt64(Linux.XDP_PGOFF_TX_RING), offsets.tx)
    try socket.bind(to: address)
    if receives {
      let index = try NetworkInterface.index(ofAddress: interface)
      program = try socket.withDescriptor("bpf") { descriptor throws(SocketError) in
        try Self.make("bpf") { () throws(Errno) in
          try XDPProgram(interface: index, queue: queue, socket: descriptor)
        }
      }
    } else {
      program = nil
    }
    self.socket = socket
    self.memory = memory
    self.frameCount = frameCount
    self.frameByteCount = frameByteCount
    free = (frameCount..<2 * frameCount).map { UInt64($0 * frameByteCount) }
    for index in 0..<frameCount { fillRing.append(UInt64(index * frameByteCount)) }
  }

  private static func check(_ part: String, _ value: Int, _ limits: ClosedRange<Int>) throws(SocketError) {
    guard limits.contains(value), value & (value - 1) == 0 else {
      throw SocketError(
        "XDP",
        .invalidArgument(
          "the \(part) is a power of two from \(limits.lowerBound) to \(limits.upperBound), not \(value)"))
    }
  }

  private static func make<Value: ~Copyable>(
    _ operation: String, _ body: () throws(Errno) -> Value
  ) throws(SocketError) -> Value {
    do throws(Errno) { return try body() } catch { throw SocketError(operation, .errno(error)) }
  }

  /// Sends a frame: its bytes are copied into the memory, and one system call tells the kernel. sendto(2).
  ///
  /// A frame that the interface is too busy for goes with a later call, or while something waits for the socket to be
  /// writable.
  ///
  /// - Parameter frame: The whole frame, from the Ethernet header on.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/invalidArgument(_:)`` if it has more than ``frameByteCount`` bytes
  ///   or none, or with the errno: `ENOBUFS` if the kernel has not sent the frames before, `ENETDOWN` if the interface is
  ///   not up.
  public func send(_ frame: RawSpan) throws(SocketError) {
    guard 1...frameByteCount ~= frame.byteCount else {
      throw SocketError("send", .invalidArgument("a frame has 1 to \(frameByteCount) bytes, not \(frame.byteCount)"))
    }
    while let address = completionRing.next() { free.append(address) }
    let place = free.popLast()
    if let place {
      let start = Int(place)
      memory.withMutableBytes(start..<start + frame.byteCount) { bytes in bytes.store(contentsOf: frame) }
      sendRing.append(Linux.xdp_desc(addr: place, len: UInt32(frame.byteCount)))
    }
    try socket.call("send") { descriptor throws(Errno) in
      do throws(Errno) {
        _ = try systemSend(descriptor, RawSpan(), .MSG_DONTWAIT)
      } catch {
        // Busy: what stands in the ring stays there.
        guard [.resourceTemporarilyUnavailable, .resourceBusy, .noBufferSpace].contains(error) else { throw error }
      }
      if place == nil { throw .noBufferSpace }
    }
  }

  /// Sends a frame. See ``send(_:)-(RawSpan)``.
  @inlinable
  public func send(_ frame: some Sequence<UInt8>) throws(SocketError) {
    try frame.withSpan { bytes throws(SocketError) in try send(bytes) }
  }

  /// Calls `body` with each frame that has come, where it lies in the memory, and then gives its place back. Waits for a
  /// frame, by poll(2), as the socket's mode allows.
  ///
  /// - Parameter body: Gets the whole frame, from the Ethernet header on.
  /// - Returns: How many frames there were; `nil` if there is none and the socket is non-blocking.
  /// - Throws: ``SocketError`` with ``SocketError/Cause/timedOut`` or ``SocketError/Cause/closed``.
  @discardableResult
  public func receive(_ body: (RawSpan) -> Void) throws(SocketError) -> Int? {
    try socket.call("receive", .reading, deadline: socket.memoryDeadline) { _ throws(Errno) in
      var count = 0
      while count < frameCount, let entry = receiveRing.next() {
        let start = Int(entry.addr)
        memory.withBytes(start..<start + Int(entry.len), body)
        fillRing.append(entry.addr & ~UInt64(frameByteCount - 1))
        count += 1
      }
      guard count > 0 else { throw .resourceTemporarilyUnavailable }
      return count
    }
  }
}
