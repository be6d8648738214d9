// Echo server program, IPv4 only. It serves one client.
// Usage: echo-server [PORT]

import KernelSockets

let port = CommandLine.arguments.dropFirst().first.flatMap { UInt16($0) } ?? 50007  // 0: the kernel chooses

let socket = try Socket(.inet, .stream)
try socket.bind(to: .inet(.any, port: port))
try socket.listen(backlog: 1)
print("Listening at", try socket.localAddress)

let (connection, address) = try socket.accept()
print("Connected by", address)
while case let data = try connection.receive(upTo: 1024), !data.isEmpty {
  try connection.sendAll(data)
}
