import KernelSockets

let path = "/run/service/control.socket"

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
