// Echo server program, for IPv4 and IPv6. It serves one client.
// Usage: echo-server-dual [PORT]

import KernelSockets

let port = CommandLine.arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // 0: the kernel chooses

/// Listens at the first address of this machine that can be listened at. IPv6 goes first: it takes IPv4 clients too.
///
/// `Socket.listen(port: port)` does the same.
func listen() throws -> Socket? {
  let answers = try AddressInfo.lookup(host: nil, port: port, type: .stream, flags: .AI_PASSIVE)
  for answer in answers.sorted(by: { $0.family == .inet6 && $1.family != .inet6 }) {
    do {
      let socket = try Socket(answer.family, answer.type, answer.protocol)
      if answer.family == .inet6 { try socket.setOption(.IPV6_V6ONLY, false) }
      try socket.bind(to: answer.address)
      try socket.listen(backlog: 1)
      return socket
    } catch {
      continue
    }
  }
  return nil
}

guard let socket = try listen() else { fatalError("could not open socket") }
print("Listening at", try socket.localAddress)

let (connection, address) = try socket.accept()
print("Connected by", address)
while case let data = try connection.receive(upTo: 1024), !data.isEmpty {
  try connection.sendAll(data)
}
