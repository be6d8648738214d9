// The memory of a batch of messages, and the two calls that work on it. Part of the unsafe layer.

internal import CKernelSockets

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Android)
  internal import Android
#endif

/// For each message a header, an address and bytes, as recvmmsg(2) and sendmmsg(2) want them: allocated once, in one
/// piece. The headers are all the state that there is.
@safe
struct BatchMemory: ~Copyable {
  /// How many messages there is room for.
  let capacity: Int
  /// How many bytes there is room for in each.
  let byteCapacity: Int

  private let headers: UnsafeMutablePointer<CBatchHeader>
  /// The headers of what goes out as one message and is cut by the kernel, and for each the control message that says so.
  let runs: UnsafeMutablePointer<CBatchHeader>
  let cuts: UnsafeMutableRawPointer
  let vectors: UnsafeMutablePointer<CBufferVector>
  private let addresses: UnsafeMutableRawPointer
  private let bytes: UnsafeMutableRawPointer

  /// Room for `capacity` messages of `byteCapacity` bytes. Throws `ENOMEM`.
  init(capacity: Int, byteCapacity: Int) throws(Errno) {
    let headerSize = unsafe MemoryLayout<CBatchHeader>.stride
    let vectorSize = unsafe MemoryLayout<CBufferVector>.stride
    let size = 2 * headerSize + Self.cutSize + vectorSize + SocketAddress.capacity + byteCapacity
    guard let start = unsafe calloc(capacity, size) else { throw .noMemory }
    self.capacity = capacity
    self.byteCapacity = byteCapacity
    unsafe headers = start.bindMemory(to: CBatchHeader.self, capacity: capacity)
    unsafe runs = (start + capacity * headerSize).bindMemory(to: CBatchHeader.self, capacity: capacity)
    unsafe cuts = start + capacity * 2 * headerSize
    let behindCuts = unsafe cuts + capacity * Self.cutSize
    unsafe vectors = behindCuts.bindMemory(to: CBufferVector.self, capacity: capacity)
    unsafe addresses = behindCuts + capacity * vectorSize
    unsafe bytes = addresses + capacity * SocketAddress.capacity
    for index in 0..<capacity {
      unsafe vectors[index].iov_base = bytes + index * byteCapacity
      unsafe headers[index].msg_hdr.msg_iov = vectors + index
      unsafe headers[index].msg_hdr.msg_iovlen = 1
      unsafe headers[index].msg_hdr.msg_name = addresses + index * SocketAddress.capacity
    }
  }

  deinit { unsafe free(headers) }

  @inline(__always)
  func header(_ index: Int) -> UnsafeMutablePointer<CBatchHeader> {
    precondition(index >= 0 && index < capacity)
    return unsafe headers + index
  }

  /// How long a message is, which may be more than there is room for.
  func length(of index: Int) -> Int { unsafe Int(header(index).pointee.msg_len) }

  /// How many bytes there are of a message.
  func byteCount(of index: Int) -> Int { min(length(of: index), byteCapacity) }

  /// The flags that a message was received with.
  func flags(of index: Int) -> MessageFlags {
    MessageFlags(rawValue: unsafe header(index).pointee.msg_hdr.msg_flags)
  }

  /// Makes an empty address that where a message came from or goes to, if there is one.
  func copyAddress(of index: Int, to address: inout SocketAddress) {
    let count = unsafe min(Int(header(index).pointee.msg_hdr.msg_namelen), SocketAddress.capacity)
    unsafe address.withMutablePointer { pointer, length in
      unsafe UnsafeMutableRawPointer(pointer).copyMemory(
        from: addresses + index * SocketAddress.capacity, byteCount: count)
      unsafe length.pointee = UInt32(count)
    }
  }

  /// Whether two messages go to the same address.
  func haveSameAddress(_ one: Int, _ other: Int) -> Bool {
    let count = unsafe header(one).pointee.msg_hdr.msg_namelen
    guard unsafe header(other).pointee.msg_hdr.msg_namelen == count else { return false }
    if count == 0 { return true }
    let capacity = SocketAddress.capacity
    return unsafe memcmp(addresses + one * capacity, addresses + other * capacity, Int(count)) == 0
  }

  /// A message has these bytes, for which there must be room; it goes to the peer of a connected socket.
  @inline(__always)
  func setMessage(_ index: Int, _ content: RawSpan) {
    precondition(content.byteCount <= byteCapacity)
    setMessage(index, length: content.byteCount)
    unsafe content.withUnsafeBytes { content in
      let room = unsafe UnsafeMutableRawBufferPointer(start: bytes + index * byteCapacity, count: byteCapacity)
      unsafe room.copyMemory(from: content)
    }
  }

  /// A message whose bytes are there has a length; it goes to the peer of a connected socket.
  @inline(__always)
  func setMessage(_ index: Int, length: Int) {
    let header = unsafe header(index)
    unsafe header.pointee.msg_len = UInt32(length)
    unsafe header.pointee.msg_hdr.msg_flags = 0
    unsafe header.pointee.msg_hdr.msg_namelen = 0
  }

  /// A message goes to an address.
  func setAddress(_ address: SocketAddress, of index: Int) {
    unsafe header(index).pointee.msg_hdr.msg_namelen = UInt32(address.byteCount)
    unsafe address.withPointer { pointer, length in
      unsafe (addresses + index * SocketAddress.capacity).copyMemory(from: pointer, byteCount: Int(length))
    }
  }

  /// The bytes of a message, as long as nothing changes.
  func unsafeBytes(of index: Int) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: bytes + index * byteCapacity, count: byteCount(of: index))
  }

  /// Hands the room for a message to `body`.
  @inline(__always)
  func withMutableBytes<Result, Failure: Error>(
    of index: Int, _ body: (inout MutableRawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(index >= 0 && index < capacity)
    var span = unsafe MutableRawSpan(_unsafeStart: bytes + index * byteCapacity, byteCount: byteCapacity)
    return try body(&span)
  }
}

// MARK: Calls

extension BatchMemory {
  /// Receives messages over those of a range, with their control messages if there are buffers for these: returns how
  /// many came.
  func receive(
    _ descriptor: CInt, _ range: Range<Int>, _ controls: [ControlBuffer], _ flags: MessageFlags
  ) throws(Errno) -> Int {
    // The kernel writes lengths over capacities, so these are set each time.
    for index in range {
      let header = unsafe header(index)
      unsafe header.pointee.msg_hdr.msg_namelen = UInt32(SocketAddress.capacity)
      unsafe vectors[index].iov_len = .init(byteCapacity)
      if controls.isEmpty { continue }
      unsafe header.pointee.msg_hdr.msg_control = controls[index].storage.mutableStart()
      unsafe header.pointee.msg_hdr.msg_controllen = .init(controls[index].capacity)
    }
    // Its time-out is looked at only when a message has come: recvmmsg(2), "Bugs".
    let first = unsafe headers + range.lowerBound
    let count = Int(try checked(unsafe recvmmsg(descriptor, first, UInt32(range.count), flags.rawValue, nil)))
    for index in range.lowerBound..<range.lowerBound + count where !controls.isEmpty {
      let filled = unsafe Int(header(index).pointee.msg_hdr.msg_controllen)
      controls[index].setReceived(byteCount: min(filled, controls[index].capacity))
    }
    return count
  }

  /// Sends the messages of a range, with their control messages if there are any: returns how many went out.
  func send(
    _ descriptor: CInt, _ range: Range<Int>, _ controls: [ControlBuffer], _ flags: MessageFlags
  ) throws(Errno) -> Int {
    prepareToSend(range, controls)
    let first = unsafe headers + range.lowerBound
    return Int(try checked(unsafe sendmmsg(descriptor, first, UInt32(range.count), flags.rawValue)))
  }

  /// The lengths of what is there, where the kernel may have written others.
  @inline(__always)
  func prepareToSend(_ range: Range<Int>, _ controls: [ControlBuffer]) {
    for index in range {
      let header = unsafe header(index)
      unsafe vectors[index].iov_len = .init(byteCount(of: index))
      if controls.isEmpty { continue }
      unsafe header.pointee.msg_hdr.msg_control = controls[index].storage.mutableStart()
      unsafe header.pointee.msg_hdr.msg_controllen = .init(controls[index].byteCount)
    }
  }
}
