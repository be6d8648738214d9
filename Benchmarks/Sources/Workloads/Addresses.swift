import KernelSockets

// Parts to the bytes that the kernel gets.

private func encode(_ count: Int, _ make: (UInt32) -> some SocketAddressStruct) -> Duration {
  let watch = Stopwatch()
  for number in 0..<count { make(UInt32(truncatingIfNeeded: number)).withBytes { barrier($0) } }
  return watch.time
}

func encodeINET(_ count: Int) throws -> Duration {
  encode(count) { Linux.sockaddr_in(sin_port: UInt16(truncatingIfNeeded: $0), sin_addr: Linux.in_addr(s_addr: $0)) }
}

func encodeINET6(_ count: Int) throws -> Duration {
  encode(count) {
    Linux.sockaddr_in6(
      sin6_port: UInt16(truncatingIfNeeded: $0), sin6_addr: IPv6Address(bits: UInt128($0)).structure, sin6_scope_id: $0)
  }
}

private let path = "/run/service/control.socket"

func encodeUnix(_ count: Int) throws -> Duration {
  let path = CArray<108, UInt8>(path.utf8)
  return encode(count) { _ in Linux.sockaddr_un(sun_path: path) }
}

func encodeNetlink(_ count: Int) throws -> Duration {
  encode(count) { Linux.sockaddr_nl(nl_pid: $0, nl_groups: $0) }
}

func encodePacket(_ count: Int) throws -> Duration {
  encode(count) {
    Linux.sockaddr_ll(sll_protocol: UInt16(truncatingIfNeeded: $0), sll_ifindex: Int32(truncatingIfNeeded: $0))
  }
}

func encodeCAN(_ count: Int) throws -> Duration {
  encode(count) {
    Linux.sockaddr_can(can_ifindex: Int32(truncatingIfNeeded: $0), can_addr: .tp(.init(rx_id: $0, tx_id: $0)))
  }
}

func encodeVSOCK(_ count: Int) throws -> Duration {
  encode(count) { Linux.sockaddr_vm(svm_port: $0, svm_cid: $0) }
}

// Bytes that the kernel returned to parts.

private func decode<Structure: SocketAddressStruct, Parts>(
  _ count: Int, _ structure: Structure, _ parts: (Structure) -> Parts
) throws -> Duration {
  let bytes = structure.bytes
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(bytes.span.bytes)
    var result = parts(try Structure(decoding: bytes.span.bytes))
    barrier(&result)
  }
  return watch.time
}

func decodeINET(_ count: Int) throws -> Duration {
  try decode(count, Linux.sockaddr_in()) { ($0.sin_port, $0.sin_addr.s_addr) }
}

func decodeINET6(_ count: Int) throws -> Duration {
  try decode(count, Linux.sockaddr_in6()) { ($0.sin6_port, IPv6Address($0.sin6_addr).bits, $0.sin6_scope_id) }
}

/// The path as a string. No barrier before: nothing of what reads it is visible here, and an address that might change
/// would be copied first.
func decodeUnix(_ count: Int) throws -> Duration {
  let address = try SocketAddress.unix(path)
  let watch = Stopwatch()
  for _ in 0..<count {
    var result = address.path
    barrier(&result)
  }
  return watch.time
}

func decodeNetlink(_ count: Int) throws -> Duration {
  try decode(count, Linux.sockaddr_nl()) { ($0.nl_pid, $0.nl_groups) }
}

func decodePacket(_ count: Int) throws -> Duration {
  try decode(count, Linux.sockaddr_ll()) { ($0.sll_protocol, $0.sll_ifindex) }
}

func decodeCAN(_ count: Int) throws -> Duration {
  let bytes = Linux.sockaddr_can(can_addr: .tp(.init())).bytes
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(bytes.span.bytes)
    let structure = try Linux.sockaddr_can(decoding: bytes.span.bytes, protocol: .CAN_ISOTP)
    guard case .tp(let numbers) = structure.can_addr else { fatalError("not of ISO-TP") }
    var result = (structure.can_ifindex, numbers.rx_id, numbers.tx_id)
    barrier(&result)
  }
  return watch.time
}

func decodeVSOCK(_ count: Int) throws -> Duration {
  try decode(count, Linux.sockaddr_vm()) { ($0.svm_port, $0.svm_cid) }
}

// An address of whatever family.

func makeINET(_ count: Int) throws -> Duration {
  let watch = Stopwatch()
  for number in 0..<count {
    let bits = UInt32(truncatingIfNeeded: number)
    var address = SocketAddress.inet(IPv4Address(bits: bits), port: UInt16(truncatingIfNeeded: bits))
    barrier(&address)
  }
  return watch.time
}

func makeINET6(_ count: Int) throws -> Duration {
  let watch = Stopwatch()
  for number in 0..<count {
    let bits = UInt32(truncatingIfNeeded: number)
    var address = SocketAddress.inet6(IPv6Address(bits: UInt128(bits)), port: UInt16(truncatingIfNeeded: bits))
    barrier(&address)
  }
  return watch.time
}

func makeUnix(_ count: Int) throws -> Duration {
  var path = path
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(&path)
    var address = try SocketAddress.unix(path)
    barrier(&address)
  }
  return watch.time
}
