/// One of an XDP socket's rings: entries that one side writes and the other one reads, and how far each of them is.
///
/// It never overflows: there are no more frames than entries.
struct XDPRing<Entry: CArrayElement>: ~Copyable {
  private let memory: MappedMemory
  private let offsets: Linux.xdp_ring_offset
  private let count: UInt32
  /// How many entries this side has written or read, as often as a `UInt32` begins anew.
  private var position: UInt32 = 0

  /// A ring of a socket.
  ///
  /// - Parameters:
  ///   - count: How many entries it was given, a power of two.
  ///   - page: Where it lies: an `XDP_PGOFF_` or `XDP_UMEM_PGOFF_` number.
  ///   - offsets: Where its parts lie in it.
  init(_ descriptor: CInt, count: UInt32, at page: UInt64, _ offsets: Linux.xdp_ring_offset) throws(Errno) {
    self.offsets = offsets
    self.count = count
    memory = try MappedMemory(descriptor, at: page, byteCount: Int(offsets.desc) + Int(count) * Entry.size)
  }

  /// Writes an entry, for the kernel to read.
  mutating func append(_ entry: Entry) {
    memory.withMutableBytes(place) { bytes in entry.write(to: &bytes, at: 0) }
    position &+= 1
    memory.storeReleasing(position, at: Int(offsets.producer))
  }

  /// Reads the next entry that the kernel has written; `nil` if there is none.
  mutating func next() -> Entry? {
    guard memory.loadAcquiring(at: Int(offsets.producer)) != position else { return nil }
    let entry = memory.withBytes(place) { bytes in Entry(reading: bytes, at: 0) }
    position &+= 1
    memory.storeReleasing(position, at: Int(offsets.consumer))
    return entry
  }

  /// Where the entry of this position stands.
  private var place: Range<Int> {
    let start = Int(offsets.desc) + Int(position & (count - 1)) * Entry.size
    return start..<start + Entry.size
  }
}
