import Glibc
import KernelSockets
import Testing

@Suite("AF_PACKET: frames of an interface", .needs(.AF_PACKET))
struct PacketFamilyTests {
  @Test("a frame with its header, and the answer without")
  func frames() throws {
    // One for each way.
    let types = [EtherType.unused, .unused]
    let (near, far) = try (impatientSocket(.AF_PACKET, .SOCK_RAW), impatientSocket(.AF_PACKET, .SOCK_DGRAM))
    try far.bind(to: .packet(interface: "lo", protocol: types[0]))
    try near.bind(to: .packet(interface: "lo", protocol: types[1]))

    let header = [UInt8](repeating: 0, count: 12) + types[0].bytes
    let data = [UInt8](0..<50)
    try near.send(header + data, to: .packet(interface: "lo", protocol: types[0]))
    let (bytes, sender) = try far.receiveFrom(upTo: 100)
    #expect(bytes == data)
    #expect(sender?.packet?.protocol == types[0])
    try far.send(
      data.reversed(),
      to: .packet(interface: "lo", protocol: types[1], hardwareAddress: [UInt8](repeating: 0, count: 6)))
    try expectBack(
      .AF_PACKET, near.receive(upTo: 100), [UInt8](repeating: 0, count: 12) + types[1].bytes + data.reversed())
  }

  @Test("frames come through a ring of memory that the kernel fills")
  func ring() throws {
    let (type, blockSize) = (EtherType.unused, 1 << 16)
    let socket = try impatientSocket(.AF_PACKET, .SOCK_RAW)
    try socket.setOption(.PACKET_VERSION, Linux.TPACKET_V3)
    try socket.setOption(
      .PACKET_RX_RING,
      Linux.tpacket_req3(
        tp_block_size: UInt32(blockSize), tp_block_nr: 2, tp_frame_size: 2048, tp_frame_nr: 64, tp_retire_blk_tov: 10))
    let memory = unsafe try socket.withFileDescriptor {
      unsafe mmap(nil, 2 * blockSize, PROT_READ | PROT_WRITE, MAP_SHARED, $0.rawValue, 0)
    }
    let isMapped = unsafe memory != MAP_FAILED
    try #require(isMapped)
    defer { unsafe munmap(memory, 2 * blockSize) }
    try socket.bind(to: .packet(interface: "lo", protocol: type))

    let frame = [UInt8](repeating: 0, count: 12) + type.bytes + [UInt8](0..<50)
    try impatientSocket(.AF_PACKET, .SOCK_RAW).send(frame, to: .packet(interface: "lo", protocol: type))
    #expect(try socket.wait(for: .readable, timeout: .seconds(10)).contains(.readable))
    let block = unsafe [UInt8](UnsafeRawBufferPointer(start: memory, count: blockSize))
    // struct tpacket_block_desc: after two numbers, the block's state, the count of packets, and where the first is.
    let numbers = stride(from: 8, to: 20, by: 4).map { Int(block[$0]) | Int(block[$0 + 1]) << 8 }
    #expect(numbers[0] & Int(Linux.TP_STATUS_USER) != 0)
    #expect(numbers[1] == 1)
    let header = Linux.tpacket3_hdr(bytes: Array(block[numbers[2]...]))
    let start = numbers[2] + Int(header.tp_mac)
    try expectBack(.AF_PACKET, Array(block[start..<start + Int(header.tp_snaplen)]), frame)
  }
}
