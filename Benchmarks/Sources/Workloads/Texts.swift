import KernelSockets

/// An address of each family whose addresses people write and read.
private let addresses = [
  "inet": "192.168.17.254:8080", "inet6": "[2001:db8:85a3::8a2e:370:7334]:8080", "unix": "/run/service/control.socket",
  "netlink": "netlink:1234 groups 0x1", "packet": "packet:lo 0x0800", "can": "can:lo", "vsock": "vsock:3:1024",
  "tipc": "tipc:service 1000:5", "alg": "alg:hash:sha256", "l2cap": "l2cap:01:23:45:67:89:AB psm 0x1001",
  "qrtr": "qrtr:1:2",
]

let texts: [String: Workload] = addresses.reduce(into: [:]) { all, address in
  let (name, text) = address
  all["\(name)_parse"] = { try parse(text, as: SocketAddress.self, $0) }
  all["\(name)_format"] = { try format(text, as: SocketAddress.self, $0) }
}

func parse<Address: LosslessStringConvertible>(
  _ text: String, as type: Address.Type, _ count: Int
) throws -> Duration {
  // No barrier before: nothing of what parses is visible here, and a text that might change would be counted.
  let watch = Stopwatch()
  for _ in 0..<count {
    var address = Address(text)
    check(address != nil)
    barrier(&address)
  }
  return watch.time
}

func format<Address: LosslessStringConvertible>(
  _ text: String, as type: Address.Type, _ count: Int
) throws -> Duration {
  guard var address = Address(text) else { fatalError(text) }
  let watch = Stopwatch()
  for _ in 0..<count {
    barrier(&address)
    var result = address.description
    barrier(&result)
  }
  let time = watch.time
  check(address.description == text)
  return time
}
