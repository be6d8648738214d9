// Usage: system-workloads NAME COUNT
//
// What swift-system has for sockets: descriptors that are read from, written to and closed.

import Glibc
import SystemPackage

func check(_ condition: Bool, line: Int = #line) {
  if !condition { fatalError("line \(line)") }
}

func pair(_ type: __socket_type) -> (FileDescriptor, FileDescriptor) {
  var pair: [Int32] = [0, 0]
  check(socketpair(AF_UNIX, Int32(type.rawValue), 0, &pair) == 0)
  return (FileDescriptor(rawValue: pair[0]), FileDescriptor(rawValue: pair[1]))
}

func transfer(_ type: __socket_type, _ count: Int) throws -> Duration {
  let (left, right) = pair(type)
  let bytes = [UInt8](repeating: 1, count: 64)
  var buffer = [UInt8](repeating: 0, count: 128)
  let start = ContinuousClock.now
  for _ in 0..<count {
    check(try bytes.withUnsafeBytes { try left.write($0) } == 64)
    check(try buffer.withUnsafeMutableBytes { try right.read(into: $0) } == 64)
  }
  return start.duration(to: .now)
}

let workloads: [String: (Int) throws -> Duration] = [
  "unix_stream": { try transfer(SOCK_STREAM, $0) }, "unix_datagram": { try transfer(SOCK_DGRAM, $0) },
  "unix_seqpacket": { try transfer(SOCK_SEQPACKET, $0) },
]

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[2]),
  let run = workloads[CommandLine.arguments[1]]
else {
  try FileDescriptor.standardError.writeAll("usage: system-workloads NAME COUNT\n".utf8)
  exit(64)
}
print(try run(count) / .nanoseconds(count))
